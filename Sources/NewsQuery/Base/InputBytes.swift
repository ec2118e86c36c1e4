import CLibrary

/// The bytes of one input, mapped from a file or held in memory; given back when nobody holds them any more. Zeros follow
/// them, of which `slack` can be read.
public final class InputBytes: @unchecked Sendable {
  // INVARIANT: the bytes are written before `init` returns and never after; the object owns them.
  /// Valid only as long as the object: hold it (`withExtendedLifetime`) while they are read.
  public let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// The number of zero bytes that can be read after the last one: a decoder may read too far before it notices.
  static let slack = 4096

  private static func mappedSize(_ size: Int) -> Int { (size + 4095) / 4096 * 4096 + slack }

  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count + slack, alignment: 16)
    memset(room.baseAddress! + count, 0, slack)
    return room
  }

  /// A copy of bytes that are in memory already.
  public init(_ bytes: [UInt8]) {
    let copy = InputBytes.allocate(bytes.count)
    bytes.withUnsafeBytes { copy.copyMemory(from: $0) }
    self.bytes = UnsafeRawBufferPointer(start: copy.baseAddress, count: bytes.count)
    isMapped = false
  }

  /// A file, mapped; what cannot be mapped (a pipe, `/proc`) is read to its end.
  public convenience init(path: String) throws(WorldError) {
    let file = FileName.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
    defer { close(file) }
    try self.init(descriptor: file, path: path)
  }

  /// An open file, which stays open; `path` is how errors call it.
  init(descriptor file: Int32, path: String) throws(WorldError) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw WorldError(path: path, reason: "is a folder") }
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
      let size = Int(status.st_size)
      // Pages of zeros, and the file over the first of them.
      if let memory = mmap(
        nil, InputBytes.mappedSize(size), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
        memory != MAP_FAILED
      {
        if mmap(memory, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) != MAP_FAILED {
          bytes = UnsafeRawBufferPointer(start: memory, count: size)
          isMapped = true
          return
        }
        munmap(memory, InputBytes.mappedSize(size))
      }
    }
    var read: [UInt8] = []
    let size = 1 << 18
    while true {
      let old = read.count
      read.append(contentsOf: repeatElement(0, count: size))
      let got = read.withUnsafeMutableBytes { CLibrary.read(file, $0.baseAddress! + old, size) }
      read.removeLast(size - max(0, got))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
      if got == 0 { break }
    }
    let copy = InputBytes.allocate(read.count)
    read.withUnsafeBytes { copy.copyMemory(from: $0) }
    bytes = UnsafeRawBufferPointer(start: copy.baseAddress, count: read.count)
    isMapped = false
  }

  deinit {
    guard let base = bytes.baseAddress else { return }
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: base), InputBytes.mappedSize(bytes.count))
    } else {
      UnsafeMutableRawPointer(mutating: base).deallocate()
    }
  }

  /// Says that a range will not be read again soon, so that a mapped file does not stay in memory.
  func release(_ range: Range<Int>) {
    guard isMapped, let base = bytes.baseAddress else { return }
    let page = Int(getpagesize())
    let start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    if start < end { madvise(UnsafeMutableRawPointer(mutating: base) + start, end - start, MADV_DONTNEED) }
  }

  /// What the system says of an error, in lower case.
  static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
