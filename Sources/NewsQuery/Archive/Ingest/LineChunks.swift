import CBytes

/// Cuts inputs into pieces of whole lines, in their order. Any thread may ask for the next.
final class LineChunks: Sendable {
  struct Chunk: Sendable {
    enum Content: Sendable {
      case mapped(InputBytes, Range<Int>)
      case block([UInt8], Range<Int>)
      /// A file in another format, all of it.
      case file(InputBytes)
      case failure(WorldError)
    }
    var number: Int
    var input: String
    fileprivate var inputNumber: Int
    /// Where lines are counted as they come: of a pipe.
    fileprivate var firstLine: Int
    /// Where it begins in the input.
    var firstByte: Int
    var content: Content
    /// Whether the ids of the input's first lines tell its articles apart.
    var identity: IdentityCheck

    var byteCount: Int {
      switch content {
      case .mapped(_, let range), .block(_, let range): range.count
      case .file(let bytes): bytes.bytes.count
      case .failure: 0
      }
    }

    /// The whole file that the lines are of; nil for a pipe.
    var file: InputBytes? {
      if case .mapped(let bytes, _) = content { return bytes }
      return nil
    }

    func withLines(_ body: (UnsafeRawBufferPointer) -> Void) {
      switch content {
      case .mapped(let bytes, let range):
        withExtendedLifetime(bytes) { body(UnsafeRawBufferPointer(rebasing: bytes.bytes[range])) }
      case .block(let bytes, let range): bytes[range].withUnsafeBytes(body)
      case .file, .failure: break
      }
    }

    /// Says that it will not be read again.
    func release() { if case .mapped(let bytes, let range) = content { bytes.release(range) } }
  }

  private struct State {
    var input = 0
    var number = 0
    var line = 1
    var byte = 0
    /// The file being cut.
    var bytes: InputBytes?
    /// What a pipe gave after its last line end.
    var rest: [UInt8] = []
    /// What was read of a pipe and not yet handed out.
    var pending: Chunk.Content?
    var isAtStart = true
    var identity = IdentityCheck()
  }

  private let inputs: [IngestInput]
  /// In bytes.
  struct Sizes: Sendable {
    /// Smaller inputs are read whole: planning costs more than it saves.
    var least = 1 << 20
    /// Read at once from a file, and from a pipe.
    var chunk = 4 << 20
    var block = 1 << 20
    /// Texts of a chunk that are searched before they are kept.
    var narrowed = 1 << 18
  }
  private let sizes: Sizes
  private let state = Lock(State())
  /// The line that some chunks of files begin with, ascending.
  private let counted = Lock<[(input: Int, byte: Int, line: Int)]>([])
  let totalByteCount: Int?
  let hasStream: Bool

  /// The first input may be a pipe of JSON Lines; no other.
  init(_ inputs: [IngestInput], _ sizes: Sizes) {
    self.inputs = inputs
    self.sizes = sizes
    var total: Int? = 0
    for input in inputs {
      if case .whole(let byteCount, _) = input.source { total = total.map { $0 + byteCount } } else { total = nil }
    }
    totalByteCount = total
    hasStream = total == nil
  }

  func next() -> Chunk? {
    state.withLock { state in
      while state.input < inputs.count {
        let input = inputs[state.input]
        if let content = content(of: input, &state) {
          state.number += 1
          var chunk = Chunk(
            number: state.number, input: input.name, inputNumber: state.input, firstLine: state.line,
            firstByte: state.byte, content: content, identity: state.identity)
          if case .failure = content { chunk.firstLine = 1 }
          if case .block = content { chunk.withLines { state.line += LineChunks.lineEnds(in: $0) } }
          state.byte += chunk.byteCount
          if state.bytes == nil, case .whole = input.source { advance(&state) }
          return chunk
        }
        advance(&state)
      }
      return nil
    }
  }

  private func advance(_ state: inout State) {
    state.input += 1
    state.line = 1
    state.byte = 0
    state.bytes = nil
    state.isAtStart = true
    state.identity = IdentityCheck()
  }

  /// The number of the line that a chunk begins with. In a file, which can be read again, lines are only counted where
  /// one is asked for.
  func firstLine(of chunk: Chunk) -> Int {
    guard case .mapped(let bytes, let range) = chunk.content else { return chunk.firstLine }
    return counted.withLock { counted in
      let place = counted.lastIndex { ($0.input, $0.byte) <= (chunk.inputNumber, range.lowerBound) }
      var known = place.map { counted[$0] } ?? (input: chunk.inputNumber, byte: 0, line: 1)
      if known.input != chunk.inputNumber { known = (input: chunk.inputNumber, byte: 0, line: 1) }
      if known.byte == range.lowerBound { return known.line }
      known.line += LineChunks.lineEnds(
        in: UnsafeRawBufferPointer(rebasing: bytes.bytes[known.byte..<range.lowerBound]))
      known.byte = range.lowerBound
      counted.insert(known, at: (place ?? -1) + 1)
      return known.line
    }
  }

  static func lineEnds(in bytes: UnsafeRawBufferPointer) -> Int {
    nb_count(bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count, 0x0A)
  }

  /// What comes next of an input; nil at its end.
  private func content(of input: IngestInput, _ state: inout State) -> Chunk.Content? {
    do {
      switch input.source {
      case .stream(let read): return try block(read, &state)
      case .whole(_, let open):
        if let bytes = state.bytes { return cut(bytes, &state) }
        let bytes = try open()
        guard ReaderCatalog.reader(for: bytes.bytes, fileName: input.name) == JSONLinesReader.self else {
          return .file(bytes)
        }
        state.byte = bytes.bytes.count - bytes.bytes.withoutByteOrderMark.count
        state.bytes = bytes
        state.identity = IdentityCheck.ofLines(bytes.bytes.withoutByteOrderMark)
        return cut(bytes, &state)
      }
    } catch {
      state.bytes = nil
      state.rest = []
      state.pending = nil
      return .failure(error as? WorldError ?? WorldError(path: input.name, reason: "\(error)"))
    }
  }

  private func cut(_ bytes: InputBytes, _ state: inout State) -> Chunk.Content? {
    let all = bytes.bytes
    let start = state.byte
    guard start < all.count else { return nil }
    var end = min(all.count, start + sizes.chunk)
    if end < all.count { end = ByteSearch.first(0x0A, in: all, from: end - 1).map { $0 + 1 } ?? all.count }
    return .mapped(bytes, start..<end)
  }

  /// Whole lines of a pipe: mostly what was read as it is, and by itself each line that two reads share.
  private func block(_ read: @Sendable (Int) throws -> [UInt8], _ state: inout State) throws -> Chunk.Content? {
    if let pending = state.pending.take() { return pending }
    while true {
      let bytes = try read(sizes.block)
      if bytes.isEmpty {
        if state.rest.isEmpty { return nil }
        let last = state.rest
        state.rest = []
        return .block(last, 0..<last.count)
      }
      var start = 0
      if state.isAtStart {
        state.isAtStart = false
        start = bytes.withUnsafeBytes { $0.count - $0.withoutByteOrderMark.count }
      }
      guard let last = bytes.lastIndex(of: 0x0A) else {
        state.rest += bytes[start...]
        continue
      }
      guard !state.rest.isEmpty else {
        state.rest = Array(bytes[(last + 1)...])
        return .block(bytes, start..<last + 1)
      }
      let first = bytes.withUnsafeBytes { ByteSearch.first(0x0A, in: $0) } ?? last
      let joined = state.rest + bytes[...first]
      state.rest = Array(bytes[(last + 1)...])
      if first < last { state.pending = .block(bytes, first + 1..<last + 1) }
      return .block(joined, 0..<joined.count)
    }
  }
}
