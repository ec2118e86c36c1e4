import CLibrary
import NewsQuery

/// The lines of a file that grows, or of a pipe, as they come.
///
/// Of a file only what is added from now on. Where it is renamed and made anew (log rotation), the old one is read to its
/// end and the new one from its start; where it is cut, it is read from its start; where it is gone, it is waited for. A
/// line counts once its end is there, so that half of a record is never taken for one.
struct FollowedLines {
  enum Event {
    /// One line without its end.
    case line([UInt8])
    /// What has to be said: the file was cut.
    case note(String)
    /// A pipe has no more, or Ctrl-C.
    case end
  }

  /// Longer lines are passed over.
  static let longestLine = 256 << 20
  /// How often a file is looked at.
  private static let patienceMilliseconds: Int32 = 100

  /// What the file held last, before anything was added: which columns there are.
  private(set) var before: [[UInt8]] = []
  private let path: String
  private let isFile: Bool
  private var descriptor: Int32
  private var offset: off_t = 0
  /// What came and was not handed out yet, and how much of its start was searched for a line end.
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isTooLong = false
  private var isAtEnd = false
  private var isMissed = false
  /// Where the file ended when Ctrl-C came: so far it is still read.
  private var lastOffset: off_t?
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(path: String) throws(WorldError) {
    self.path = path
    if path == "-" {
      (descriptor, isFile) = (STDIN_FILENO, false)
      return
    }
    descriptor = FileName.open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw WorldError(path: path, reason: World.reason(errno))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw WorldError(path: path, reason: "is a folder; --follow takes a file or a pipe")
    }
    isFile = status.st_mode & S_IFMT == S_IFREG
    if isFile {
      offset = lseek(descriptor, 0, SEEK_END)
      before = Self.lines(of: descriptor, before: offset)
    }
  }

  /// Whole lines that end before `end`, out of the last MiB.
  private static func lines(of descriptor: Int32, before end: off_t) -> [[UInt8]] {
    let start = max(0, end - 1 << 20)
    var bytes = [UInt8](repeating: 0, count: Int(end - start))
    let count = pread(descriptor, &bytes, bytes.count, start)
    let pieces = bytes.prefix(max(0, count)).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    return (start > 0 ? pieces.dropFirst() : pieces[...]).map { Array($0) }
  }

  /// Waits for the next line. Lines that are there already come before an end by Ctrl-C.
  mutating func next() throws(WorldError) -> Event {
    while true {
      if let line = takeLine() { return .line(line) }
      if isTooLong {
        isTooLong = false
        return .note("a line of more than \(Self.longestLine >> 20) MiB is passed over")
      }
      if isAtEnd {
        if start < bytes.count {
          let rest = Array(bytes[start...])
          (bytes, start, searched) = ([], 0, 0)
          return .line(rest)
        }
        return .end
      }
      if Signals.isInterrupted {
        if lastOffset == nil {
          var status = stat()
          lastOffset = isFile && fstat(descriptor, &status) == 0 ? status.st_size : 0
        }
        if isFile, offset < lastOffset ?? 0, try read() { continue }
        return .end
      }
      if isFile {
        if try read() { continue }
        if let note = try look() { return .note(note) }
        if try read() { continue }
        _ = Signals.wait(for: -1, milliseconds: Self.patienceMilliseconds)
      } else if Signals.wait(for: descriptor) {
        if try !read() { isAtEnd = true }
      }
    }
  }

  /// Gives back the descriptor.
  func finish() { if descriptor >= 0, descriptor != STDIN_FILENO { close(descriptor) } }

  private mutating func takeLine() -> [UInt8]? {
    guard let end = bytes[max(start, searched)...].firstIndex(of: 0x0A) else {
      searched = bytes.count
      if bytes.count - start > Self.longestLine {
        (bytes, start, searched, isTooLong) = ([], 0, 0, true)
      }
      return nil
    }
    let line = Array(bytes[start..<end])
    start = end + 1
    searched = start
    if start > 1 << 20 || start == bytes.count {
      bytes.removeSubrange(..<start)
      (start, searched) = (0, 0)
    }
    return line
  }

  /// Reads what there is; false where there is nothing now.
  private mutating func read() throws(WorldError) -> Bool {
    guard descriptor >= 0 else { return false }
    while true {
      let count = CLibrary.read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
        offset += off_t(count)
        return true
      }
      if count == 0 { return false }
      if errno == EINTR {
        if Signals.isInterrupted { return false }
        continue
      }
      throw WorldError(path: path, reason: World.reason(errno))
    }
  }

  /// Whether the file is still the same one, and as long as it was. Says what is worth a word.
  private mutating func look() throws(WorldError) -> String? {
    var now = stat()
    guard FileName.read(&now, of: path) == 0 else {
      // Between the two steps of a rotation there is no file; it may also come back later.
      defer { isMissed = true }
      return isMissed ? nil : "is gone; waiting for it to come back"
    }
    var own = stat()
    let isSame =
      descriptor >= 0 && fstat(descriptor, &own) == 0 && own.st_ino == now.st_ino && own.st_dev == now.st_dev
    isMissed = false
    if isSame {
      guard now.st_size < offset else { return nil }
      offset = lseek(descriptor, 0, SEEK_SET)
      (bytes, start, searched) = ([], 0, 0)
      return "was cut; it is read from its start"
    }
    // All of the old file was read before: the new one begins at its start, with a line of its own.
    let next = FileName.open(path, O_RDONLY | O_CLOEXEC)
    guard next >= 0 else { return nil }
    if descriptor >= 0 { close(descriptor) }
    descriptor = next
    offset = 0
    if start < bytes.count { bytes.append(0x0A) }
    return nil
  }
}
