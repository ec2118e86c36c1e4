import Glibc
import NewsQuery

/// The files behind the paths of a command line, in an order that is the same every time.
///
/// A folder stands for all files below it, by name; hidden files and other people's leavings (`.git`, `Thumbs.db`) are
/// passed over. A folder that a link leads back to is entered once.
struct Inputs {
  private(set) var inputs: [IngestInput] = []
  /// What is not there or may not be read.
  private(set) var failures: [WorldError] = []
  private var seenFolders: Set<[UInt64]> = []

  static func walk(_ paths: [String]) -> Inputs {
    var inputs = Inputs()
    for path in paths { inputs.add(path, isNamed: true) }
    return inputs
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    if path == "-", isNamed {
      inputs.append(IngestInput(name: "standard input", stream: { try Self.read(STDIN_FILENO, $0, "standard input") }))
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard seenFolders.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else { return }
      addFolder(path)
    case S_IFREG:
      let size = Int(status.st_size)
      inputs.append(IngestInput(name: path, byteCount: size) { try InputBytes(path: path) })
    case S_IFIFO, S_IFCHR, S_IFSOCK:
      // Named, it is read as it comes; found in a folder it might never end.
      guard isNamed else { return }
      addStream(path)
    default:
      return
    }
  }

  private mutating func addStream(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    inputs.append(IngestInput(name: path, stream: { try Self.read(descriptor, $0, path) }))
  }

  private mutating func addFolder(_ path: String) {
    guard let folder = opendir(path) else {
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix("."), name != "Thumbs.db" { names.append(name) }
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      add(path.hasSuffix("/") ? path + name : path + "/" + name, isNamed: false)
    }
  }

  private static func read(_ descriptor: Int32, _ count: Int, _ name: String) throws(WorldError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
      let got = Glibc.read(descriptor, &bytes, count)
      if got >= 0 {
        bytes.removeLast(count - got)
        return bytes
      }
      if errno == EINTR {
        if Signals.isInterrupted { return [] }
        continue
      }
      throw WorldError(path: name, reason: World.reason(errno))
    }
  }
}
