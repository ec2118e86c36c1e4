/// Where output goes: 64 KB are gathered, then handed on.
///
///     var sink = ByteSink { bytes in try write(bytes) }
///     sink.write("headline\n")
///     try sink.finish()
///
/// A failure (a full disk, a closed pipe) is kept and thrown by `finish`; a writer of many rows checks `hasFailed` now and
/// then and stops.
public struct ByteSink {
  private var buffer: [UInt8] = []
  private let flush: (UnsafeRawBufferPointer) throws -> Void
  private let isInterrupted: () -> Bool
  private var failure: (any Error)?
  private var isHarmless = false
  /// What a writer found out about the rows, for the asker.
  public private(set) var notes: [Diagnostic] = []
  private static let limit = 64 << 10

  /// `flush` takes what was gathered; it is called again and again. Where `isInterrupted` comes true, `finish` hands on what
  /// there is and throws `Interrupted`: cells may be costly, because some are computed only when they are shown.
  public init(
    isInterrupted: @escaping () -> Bool = { false }, _ flush: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.flush = flush
    self.isInterrupted = isInterrupted
    buffer.reserveCapacity(ByteSink.limit + 4096)
  }

  /// True if anything that was written is lost, or the rest is no longer wanted.
  public var hasFailed: Bool { failure != nil || isInterrupted() }

  public mutating func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= ByteSink.limit { handOn() }
  }

  public mutating func write(_ byte: UInt8) {
    buffer.append(byte)
    if buffer.count >= ByteSink.limit { handOn() }
  }

  public mutating func write(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= ByteSink.limit { handOn() }
  }

  public mutating func write(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= ByteSink.limit { handOn() }
  }

  /// Lets a writer append to the buffer itself, byte by byte.
  mutating func append(_ body: (inout [UInt8]) -> Void) {
    body(&buffer)
    if buffer.count >= ByteSink.limit { handOn() }
  }

  /// Keeps `error` for `finish` to throw; nothing more is written.
  mutating func fail(_ error: any Error) {
    if failure == nil { failure = error }
  }

  /// Keeps what is to be said besides the bytes.
  mutating func note(_ note: Diagnostic) { notes.append(note) }

  /// Passes on the rest. Throws the first failure.
  public mutating func finish() throws {
    handOn()
    if let failure { throw failure }
    if isInterrupted() { throw Interrupted() }
  }

  /// Nothing that `body` writes can steer a terminal.
  mutating func harmlessly(_ body: (inout ByteSink) -> Void) {
    handOn()
    isHarmless = true
    body(&self)
    handOn(isWhole: true)
    isHarmless = false
  }

  private mutating func handOn(isWhole: Bool = false) {
    var rest: [UInt8] = []
    if isHarmless {
      // A character may be cut at the end of the buffer: it waits for its other bytes.
      let end = isWhole ? buffer.count : Self.endOfWholeCharacters(buffer)
      rest = Array(buffer[end...])
      buffer.removeSubrange(end...)
      if let safe = buffer.withUnsafeBytes({ TerminalSafe.escape($0, .asWritten) }) { buffer = safe }
    }
    if failure == nil, !buffer.isEmpty {
      do { try buffer.withUnsafeBytes(flush) } catch { failure = error }
    }
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: rest)
  }

  private static func endOfWholeCharacters(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { break }
      guard byte >= 0xC0 else { continue }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return length > back ? bytes.count - back : bytes.count
    }
    return bytes.count
  }
}
