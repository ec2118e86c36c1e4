import CLibrary
import NewsQuery

/// Small files of text: settings, scripts, the key file of the line editor.
enum FileText {
  /// The text of the file at `path`, read as UTF-8; bytes that are none become U+FFFD.
  static func read(_ path: String) throws(WorldError) -> String { String(decoding: try readBytes(path), as: UTF8.self) }

  /// The bytes of the file at `path`, from byte `start` on.
  static func readBytes(_ path: String, from start: Int = 0) throws(WorldError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .latest(path) }
    defer { close(descriptor) }
    if start > 0 { lseek(descriptor, start, SEEK_SET) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = CLibrary.read(descriptor, &block, block.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: block[..<count])
      } else if errno != EINTR {
        throw .latest(path)
      }
    }
  }
}

extension WorldError {
  /// What the system said last, about `path`.
  static func latest(_ path: String) -> WorldError {
    let code = errno
    switch code {
    case ENOENT: return WorldError(path: path, reason: "no such file")
    case EISDIR: return WorldError(path: path, reason: "is a folder")
    default:
      // In the words of the C library, which begin with a capital.
      let words = String(cString: strerror(code))
      return WorldError(path: path, reason: words.prefix(1).lowercased() + words.dropFirst())
    }
  }
}
