import CLibrary
import NewsQuery

/// The files behind the paths of a command line, in an order that is the same every time: archives, and what is read as text.
///
/// A pattern that no file is named after (`news/*.archive`) stands for the files that it matches, by name. A folder stands for all files below it, by name; hidden files and other people's leavings (`.git`, `Thumbs.db`) are
/// passed over. A folder that a link leads back to is entered once.
struct Inputs {
  var inputs: [IngestInput] = []
  /// Paths of archive files.
  private(set) var archives: [String] = []
  /// A path that leads to a file of a path before it.
  private(set) var repeated: String?
  /// What is not there or may not be read.
  private(set) var failures: [WorldError] = []
  private var seenFolders: Set<FileIdentity> = []
  private var seenFiles: Set<FileIdentity> = []
  private var onlyLooks = false

  static func walk(_ paths: [String]) -> Inputs {
    var inputs = Inputs()
    for path in paths { inputs.add(path, isNamed: true) }
    return inputs
  }

  /// Which plain files `paths` lead to. Opens none of them.
  static func identities(of paths: [String]) -> Set<FileIdentity> {
    var inputs = Inputs()
    inputs.onlyLooks = true
    for path in paths { inputs.add(path, isNamed: true) }
    return inputs.seenFiles
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    if path == "-", isNamed {
      if onlyLooks { FileIdentity(descriptor: STDIN_FILENO).map { _ = seenFiles.insert($0) } }
      inputs.append(IngestInput(name: "standard input", stream: { try Self.read(STDIN_FILENO, $0, "standard input") }))
      return
    }
    var status = stat()
    guard FileName.read(&status, of: path) == 0 else {
      if isNamed, errno == ENOENT, case let found = Self.matches(path), !found.isEmpty {
        for path in found { add(path, isNamed: true) }
        return
      }
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard seenFolders.insert(FileIdentity(status)).inserted else { return }
      addFolder(path)
    case S_IFREG:
      if onlyLooks {
        seenFiles.insert(FileIdentity(status))
        return
      }
      let isArchive = Loading.isArchive(path)
      // A file that a link in the same folder leads to is read twice, as always; an archive is not.
      if !seenFiles.insert(FileIdentity(status)).inserted, isNamed || isArchive { repeated = repeated ?? path }
      if isArchive { return archives.append(path) }
      let size = Int(status.st_size)
      inputs.append(IngestInput(name: FileName.shown(path), byteCount: size) { try InputBytes(path: path) })
    case S_IFIFO, S_IFCHR, S_IFSOCK:
      // Named, it is read as it comes; found in a folder it might never end.
      guard isNamed, !onlyLooks else { return }
      addStream(path)
    default:
      return
    }
  }

  /// The paths that a pattern matches, by name.
  private static func matches(_ pattern: String) -> [String] {
    guard pattern.utf8.contains(where: { "*?[".utf8.contains($0) }) else { return [] }
    var found = glob_t()
    defer { globfree(&found) }
    let bytes = FileName.bytes(of: pattern).map { CChar(bitPattern: $0) } + [0]
    guard glob(bytes, GLOB_NOSORT, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { FileName.text(of: $0) } }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func addStream(_ path: String) {
    let descriptor = FileName.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    inputs.append(IngestInput(name: FileName.shown(path), stream: { try Self.read(descriptor, $0, path) }))
  }

  private mutating func addFolder(_ path: String) {
    guard let names = FileName.names(in: path) else {
      failures.append(WorldError(path: path, reason: World.reason(errno)))
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !name.hasPrefix(".") && name != "Thumbs.db" {
      add(path.hasSuffix("/") ? path + name : path + "/" + name, isNamed: false)
    }
  }

  /// So many bytes, fewer only at the end.
  private static func read(_ descriptor: Int32, _ count: Int, _ name: String) throws(WorldError) -> [UInt8] {
    Platform.widenPipe(descriptor, to: 1 << 20)
    var failure: WorldError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      filled = 0
      while filled < count, let base = room.baseAddress {
        let got = CLibrary.read(descriptor, base + filled, count - filled)
        if got > 0 {
          filled += got
        } else if got < 0, errno == EINTR {
          if Signals.isInterrupted { return }
        } else {
          if got < 0 { failure = WorldError(path: name, reason: World.reason(errno)) }
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
