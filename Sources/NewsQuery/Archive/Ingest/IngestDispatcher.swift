/// Cuts inputs into chunks of work, in their order.
final class IngestDispatcher: Sendable {
  struct File: Sendable {
    var name: String
    var open: @Sendable () throws -> InputBytes
  }

  struct Chunk: Sendable {
    enum Work: Sendable {
      /// Whole lines of JSON Lines. `isPart` is true for lines of a pipe, which are not all of the input.
      case lines(input: String, InputBytes, Range<Int>, firstLine: Int, isPart: Bool, identity: IdentityCheck)
      /// Files in whatever format they are.
      case files([File])
      case failure(WorldError)
    }
    var number: Int
    var work: Work

    /// About how much text is in it.
    var byteCount: Int {
      if case .lines(_, _, let range, _, _, _) = work { return range.count }
      return 1 << 16
    }
  }

  private struct State {
    var input = 0
    var number = 0
    /// The JSON Lines being cut.
    var bytes: InputBytes?
    var offset = 0
    var line = 1
    /// What a pipe gave after its last line end.
    var rest: [UInt8] = []
    var isStreaming = false
    /// Of the lines being cut: what their beginning says about their ids.
    var identity = IdentityCheck()
  }

  private let inputs: [IngestInput]
  private let chunkSize: Int
  private let state = Lock(State())
  let totalByteCount: Int?

  init(_ inputs: [IngestInput], threadCount: Int) {
    self.inputs = inputs
    var total: Int? = 0
    for input in inputs {
      if case .whole(let byteCount, _) = input.source { total = total.map { $0 + byteCount } } else { total = nil }
    }
    totalByteCount = total
    // Small inputs are cut smaller, so that every thread gets its share.
    let share = (total ?? Int.max) / (threadCount * 4)
    chunkSize = threadCount == 1 ? Ingest.chunkSize : min(Ingest.chunkSize, max(1 << 18, share))
  }

  /// Into how many partitions the terms are cut: so many that what one has of them is near the processor, and one for what
  /// is small.
  var partitionCount: Int {
    let total = totalByteCount ?? Int.max
    return total < 1 << 20 ? 1 : total < 1 << 24 ? 16 : PartitionBounds.most
  }

  /// The next chunk; nil after the last. Any thread may ask.
  func next() -> Chunk? {
    state.withLock { state in
      guard let work = nextWork(&state) else { return nil }
      state.number += 1
      return Chunk(number: state.number, work: work)
    }
  }

  private func nextWork(_ state: inout State) -> Chunk.Work? {
    while true {
      if let bytes = state.bytes {
        if let work = cut(bytes, &state) { return work }
        state.bytes = nil
        state.input += 1
        continue
      }
      guard state.input < inputs.count else { return nil }
      let input = inputs[state.input]
      switch input.source {
      case .stream(let read):
        do {
          if let work = try takeStream(input, read, &state) { return work }
          state.isStreaming = false
          state.input += 1
        } catch {
          state.isStreaming = false
          state.input += 1
          return .failure(error as? WorldError ?? WorldError(path: input.name, reason: "\(error)"))
        }
      case .whole(let byteCount, let open):
        if byteCount > chunkSize {
          let bytes: InputBytes
          do {
            bytes = try open()
          } catch {
            state.input += 1
            return .failure(error as? WorldError ?? WorldError(path: input.name, reason: "\(error)"))
          }
          if ReaderCatalog.reader(for: bytes.bytes, fileName: input.name) == JSONLinesReader.self {
            state.bytes = bytes
            state.offset = bytes.bytes.count - bytes.bytes.withoutByteOrderMark.count
            state.line = 1
            state.identity = IdentityCheck.ofLines(bytes.bytes.withoutByteOrderMark)
            continue
          }
          state.input += 1
          return .files([File(name: input.name, open: { bytes })])
        }
        return takeFiles(&state)
      }
    }
  }

  /// The next chunk of whole lines.
  private func cut(_ bytes: InputBytes, _ state: inout State) -> Chunk.Work? {
    let all = bytes.bytes
    guard state.offset < all.count else { return nil }
    let start = state.offset
    var end = min(all.count, start + chunkSize)
    if end < all.count { end = ByteSearch.first(0x0A, in: all, from: end - 1).map { $0 + 1 } ?? all.count }
    let firstLine = state.line
    state.line += LineChunks.lineEnds(in: UnsafeRawBufferPointer(rebasing: all[start..<end]))
    state.offset = end
    return .lines(
      input: inputs[state.input].name, bytes, start..<end, firstLine: firstLine, isPart: false, identity: state.identity
    )
  }

  /// Small files, together about a chunk.
  private func takeFiles(_ state: inout State) -> Chunk.Work {
    var files: [File] = []
    var total = 0
    while state.input < inputs.count, files.isEmpty || total < chunkSize {
      guard case .whole(let byteCount, let open) = inputs[state.input].source, byteCount <= chunkSize else { break }
      files.append(File(name: inputs[state.input].name, open: open))
      total += byteCount
      state.input += 1
    }
    return .files(files)
  }

  private func takeStream(
    _ input: IngestInput, _ read: @Sendable (Int) throws -> [UInt8], _ state: inout State
  ) throws -> Chunk.Work? {
    var bytes = state.rest
    state.rest = []
    if !state.isStreaming {
      state.line = 1
      var isAtEnd = false
      while bytes.count < ReaderCatalog.startLength, !isAtEnd {
        let more = try read(chunkSize)
        isAtEnd = more.isEmpty
        bytes += more
      }
      if bytes.isEmpty { return nil }
      let isLines = bytes.withUnsafeBytes {
        ReaderCatalog.reader(for: $0, fileName: input.name) == JSONLinesReader.self
      }
      state.isStreaming = true
      if !isLines {
        while true {
          let more = try read(chunkSize)
          if more.isEmpty { break }
          bytes += more
        }
        let all = InputBytes(bytes)
        return .files([File(name: input.name, open: { all })])
      }
      let mark = bytes.withUnsafeBytes { $0.count - $0.withoutByteOrderMark.count }
      bytes.removeFirst(mark)
      state.identity = bytes.withUnsafeBytes { IdentityCheck.ofLines($0) }
    }
    var isAtEnd = false
    while true {
      // Only what is new can hold a line end that was not there before.
      if bytes.count >= chunkSize, let last = bytes.lastIndex(of: 0x0A) {
        state.rest = Array(bytes[(last + 1)...])
        bytes.removeSubrange((last + 1)...)
        break
      }
      let more = try read(chunkSize)
      if more.isEmpty {
        isAtEnd = true
        break
      }
      if bytes.count >= chunkSize, !more.contains(0x0A) {
        bytes += more
        continue
      }
      bytes += more
    }
    if bytes.isEmpty, isAtEnd { return nil }
    let firstLine = state.line
    state.line += bytes.withUnsafeBytes { LineChunks.lineEnds(in: $0) }
    let all = InputBytes(bytes)
    return .lines(input: input.name, all, 0..<bytes.count, firstLine: firstLine, isPart: true, identity: state.identity)
  }
}
