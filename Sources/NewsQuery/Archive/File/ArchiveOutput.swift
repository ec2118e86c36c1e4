import CBytes
import CLibrary

/// Where the bytes of an archive go: a new file, or the end of one that grows.
///
///     let output = try ArchiveOutput(replacing: "news.archive")
///     try output.append(bytes)
///     try output.finish()
final class ArchiveOutput {
  private enum Place {
    case new(NewFile)
    case grown(Int32)
  }

  /// As the caller named it, for messages.
  let path: String
  private let place: Place
  /// Bytes of the file so far.
  private(set) var offset: Int
  private var buffer = ByteBuffer(capacity: 1 << 18)

  init(replacing path: String) throws(WorldError) {
    self.path = path
    place = .new(try NewFile(replacing: path))
    offset = 0
  }

  /// Appends to an open file, from `offset` on.
  init(appendingTo descriptor: Int32, from offset: Int, path: String) {
    self.path = path
    place = .grown(descriptor)
    self.offset = offset
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(WorldError) {
    // What is large need not be copied first.
    if bytes.count >= 1 << 18 {
      try flush()
      try write(bytes, at: offset)
      offset += bytes.count
      return
    }
    buffer.append(bytes)
    offset += bytes.count
    if buffer.count >= 1 << 18 { try flush() }
  }

  func append(zeros count: Int) throws(WorldError) {
    var zeros = ByteBuffer(capacity: count)
    for _ in 0..<count { zeros.append(0) }
    try append(zeros.bytes)
  }

  /// Goes on to the next multiple of `alignment`.
  func align(to alignment: Int) throws(WorldError) {
    try append(zeros: (alignment - offset % alignment) % alignment)
  }

  /// Appends `range` of an open file, by the system if it can.
  func append(_ range: Range<Int>, of descriptor: Int32) throws(WorldError) {
    try flush()
    var start = range.lowerBound
    var room = [UInt8]()
    while start < range.upperBound {
      let wanted = min(range.upperBound - start, 1 << 30)
      var count = room.isEmpty ? nb_copy_range(descriptor, Int64(start), self.descriptor, Int64(offset), wanted) : -1
      if count < 0 {
        if errno == EINTR { continue }
        // Not every file system can: then by reading and writing.
        if room.isEmpty { room = [UInt8](repeating: 0, count: 1 << 20) }
        count = pread(descriptor, &room, min(wanted, room.count), off_t(start))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw WorldError(path: path, reason: InputBytes.reason(count < 0 ? errno : EIO)) }
        let got = count
        let failure = room.withUnsafeBytes { bytes -> WorldError? in
          do throws(WorldError) { try write(UnsafeRawBufferPointer(rebasing: bytes[..<got]), at: offset) } catch {
            return error
          }
          return nil
        }
        if let failure { throw failure }
      }
      guard count > 0 else { throw WorldError(path: path, reason: "the archive is cut short") }
      start += count
      offset += count
    }
  }

  /// What was written so far, also if the file has no name yet.
  func written() throws(WorldError) -> InputBytes { try InputBytes(descriptor: descriptor, path: path) }

  private var descriptor: Int32 {
    switch place {
    case .new(let file): file.descriptor
    case .grown(let descriptor): descriptor
    }
  }

  private func flush() throws(WorldError) {
    if buffer.count == 0 { return }
    try write(buffer.bytes, at: offset - buffer.count)
    buffer.removeAll()
  }

  /// Writes `bytes` over what is at `offset`; they may be in what was appended and not written yet.
  func write(over offset: Int, _ bytes: UnsafeRawBufferPointer) throws(WorldError) {
    try flush()
    try write(bytes, at: offset)
  }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WorldError) {
    switch place {
    case .new(let file): try file.write(bytes, at: offset)
    case .grown(let descriptor):
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        let count = pwrite(descriptor, base + done, bytes.count - done, off_t(offset + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
        done += count
      }
    }
  }

  /// Brings what was written to the disk; a new file has no name yet.
  func sync() throws(WorldError) {
    try flush()
    guard Platform.syncData(descriptor) == 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
  }

  /// Brings all to the disk and gives a new file its name.
  func finish() throws(WorldError) {
    try sync()
    if case .new(let file) = place { try file.finish() }
  }

  func abandon() { if case .new(let file) = place { file.abandon() } }
}
