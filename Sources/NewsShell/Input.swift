import Glibc

/// What is to be read: files, folders with all that is in them, pipes, standard input.
///
///     for item in Input(["articles/", "feed.jsonl.gz", "-"]) {
///       switch item {
///       case .success(let file): file.withBytes { … }
///       case .failure(let error): print(error)
///       }
///     }
///
/// Files come one at a time, folders in the order of their names, so that the same folder is always the same archive.
/// What cannot be opened is an error with its path, and the others are read on. A folder is entered once, however many
/// links lead to it.
struct Input: Sequence {
  private let paths: [String]

  init(_ paths: [String]) { self.paths = paths }

  func makeIterator() -> InputIterator { InputIterator(paths) }
}

/// A file, pipe or folder that could not be read.
struct InputError: Error, Equatable, CustomStringConvertible {
  var path: String
  var reason: String

  var description: String { "\(path): \(reason)" }
}

/// The bytes of one file, all of them in memory or mapped.
final class InputFile {
  /// As messages name it; standard input is `-`.
  let path: String
  /// True where the file was cut shorter while it was read; what was there is kept.
  let isCutShort: Bool
  private let bytes: UnsafeMutableRawBufferPointer
  private let isMapped: Bool

  fileprivate init(path: String, bytes: UnsafeMutableRawBufferPointer, isMapped: Bool, isCutShort: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isMapped = isMapped
    self.isCutShort = isCutShort
  }

  deinit {
    if isMapped { munmap(bytes.baseAddress, bytes.count) } else { bytes.deallocate() }
  }

  /// Lends the bytes; they are not to be kept.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(bytes)) }
  }
}

struct InputIterator: IteratorProtocol {
  private struct Identity: Hashable {
    var device: UInt64
    var file: UInt64
  }

  /// What is still to be read, the next one last.
  private var waiting: [(path: String, isGiven: Bool)]
  private var entered: Set<Identity> = []

  /// Longer files are mapped; shorter ones are copied, so that a file cut short while it is read is no fault.
  private static let mappedFrom = 1 << 30

  init(_ paths: [String]) { waiting = paths.reversed().map { ($0, true) } }

  mutating func next() -> Result<InputFile, InputError>? {
    while let (path, isGiven) = waiting.popLast() {
      if path == "-", isGiven { return InputIterator.readStream(STDIN_FILENO, path) }
      var status = stat()
      guard stat(path, &status) == 0 else {
        // A broken link within a folder is worth a word as well.
        return .failure(InputError(path: path, reason: InputIterator.reason(errno)))
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        guard entered.insert(Identity(device: UInt64(status.st_dev), file: UInt64(status.st_ino))).inserted else {
          continue
        }
        switch InputIterator.entries(of: path) {
        case .success(let names):
          waiting += names.reversed().map { (path.hasSuffix("/") ? path + $0 : path + "/" + $0, false) }
        case .failure(let error): return .failure(error)
        }
      case S_IFREG: return InputIterator.readFile(path)
      case S_IFIFO, S_IFCHR:
        // Within a folder nobody may ever write into it: only a pipe that was asked for is waited on.
        guard isGiven else { continue }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(InputError(path: path, reason: InputIterator.reason(errno))) }
        defer { close(descriptor) }
        return InputIterator.readStream(descriptor, path)
      default:
        if isGiven { return .failure(InputError(path: path, reason: "neither a file nor a folder nor a pipe")) }
      }
    }
    return nil
  }

  private static func reason(_ code: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
  }

  /// The names in a folder, sorted by their bytes, without those that begin with a dot.
  private static func entries(of path: String) -> Result<[String], InputError> {
    guard let folder = opendir(path) else { return .failure(InputError(path: path, reason: reason(errno))) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    names.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    return .success(names)
  }

  private static func readFile(_ path: String) -> Result<InputFile, InputError> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(InputError(path: path, reason: reason(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(InputError(path: path, reason: reason(errno))) }
    // Files of /proc and their like say 0 and have text.
    if status.st_size == 0 { return readStream(descriptor, path) }
    let size = Int(status.st_size)
    if size >= mappedFrom {
      guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
        return .failure(InputError(path: path, reason: reason(errno)))
      }
      madvise(address, size, MADV_SEQUENTIAL)
      return .success(
        InputFile(path: path, bytes: UnsafeMutableRawBufferPointer(start: address, count: size), isMapped: true))
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    var filled = 0
    while filled < size {
      let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
      if count < 0 {
        if errno == EINTR { continue }
        let why = reason(errno)
        buffer.deallocate()
        return .failure(InputError(path: path, reason: why))
      }
      // Cut shorter since it was opened; what has been added since then is left for the next time.
      if count == 0 { break }
      filled += count
    }
    let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled])
    return .success(InputFile(path: path, bytes: bytes, isMapped: false, isCutShort: filled < size))
  }

  private static func readStream(_ descriptor: Int32, _ path: String) -> Result<InputFile, InputError> {
    var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    var filled = 0
    while true {
      if filled == buffer.count {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
        buffer.deallocate()
        buffer = larger
      }
      let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      if count < 0 {
        if errno == EINTR { continue }
        let why = reason(errno)
        buffer.deallocate()
        return .failure(InputError(path: path, reason: why))
      }
      if count == 0 { break }
      filled += count
    }
    return .success(
      InputFile(path: path, bytes: UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled]), isMapped: false))
  }
}
