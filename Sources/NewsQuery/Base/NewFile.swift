import CLibrary

/// A file that gets its name when it is whole: a program that is stopped in between leaves the old file or the new one.
///
///     let file = try NewFile(replacing: "counts.csv")
///     try file.write(bytes)
///     try file.finish()
///
/// It is written beside its place under a random name that nobody can have put there before. If `path` is a symbolic link,
/// the file that it leads to is replaced and the link stays. Mode and owner of a replaced file are kept.
public final class NewFile {
  /// As the caller named it, for messages.
  public let path: String
  private let target: String
  private let temporary: String
  private(set) var descriptor: Int32
  private var isNamed = false

  public init(replacing path: String) throws(WorldError) {
    self.path = path
    target = NewFile.target(of: path)
    let folder = NewFile.folder(of: target)
    NewFile.removeLeftovers(in: folder)
    var old = stat()
    let replaces = FileName.read(&old, of: target) == 0
    if replaces, old.st_mode & S_IFMT == S_IFDIR { throw WorldError(path: path, reason: "is a folder") }
    var name = ""
    var opened: Int32 = -1
    for _ in 0..<100 {
      name = "\(folder)/\(NewFile.prefix)\(getpid())-\(NewFile.random())\(NewFile.suffix)"
      // What replaces a private file is never readable by others, not even for a moment.
      opened = FileName.open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, replaces ? 0o600 : 0o666)
      if opened >= 0 || errno != EEXIST { break }
    }
    (temporary, descriptor) = (name, opened)
    guard opened >= 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
    // Held until the file has its name: a process on another machine sees that the file is in use.
    _ = flock(opened, LOCK_EX | LOCK_NB)
    if replaces {
      // The owner first: a change of owner can clear bits of the mode.
      if old.st_uid != geteuid() || old.st_gid != getegid(), fchown(opened, old.st_uid, old.st_gid) != 0 {
        _ = fchown(opened, uid_t.max, old.st_gid)
      }
      fchmod(opened, old.st_mode & 0o777)
    }
  }

  deinit { abandon() }

  /// Appends `bytes`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WorldError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = CLibrary.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      rest = rest.dropFirst(count)
    }
  }

  /// Appends `bytes`.
  public func write(_ bytes: [UInt8]) throws(WorldError) {
    let result = bytes.withUnsafeBytes { bytes -> WorldError? in
      do throws(WorldError) { try write(bytes) } catch { return error }
      return nil
    }
    if let result { throw result }
  }

  /// Writes `bytes` over what is at `offset`: the header, once the rest is known.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WorldError) {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let count = pwrite(descriptor, base + done, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      done += count
    }
  }

  /// Brings the file to the disk and gives it its name.
  public func finish() throws(WorldError) {
    guard fsync(descriptor) == 0, FileName.rename(temporary, target) == 0 else { throw failure() }
    isNamed = true
    // Some file systems tell of a full disk only here; the name is taken then, but the caller must know.
    let isClosed = close(descriptor) == 0
    let reason = errno
    descriptor = -1
    guard isClosed else { throw WorldError(path: path, reason: InputBytes.reason(reason)) }
    NewFile.sync(folder: NewFile.folder(of: target))
  }

  /// Removes what was written; does nothing after `finish`.
  public func abandon() {
    if descriptor >= 0 {
      if !isNamed { FileName.unlink(temporary) }
      close(descriptor)
    }
    descriptor = -1
  }

  private func failure() -> WorldError {
    let reason = InputBytes.reason(errno)
    abandon()
    return WorldError(path: path, reason: reason + "; nothing was changed")
  }

  /// Opens a file that is there, to read it and to write to its end; -1 and `errno` if that cannot be.
  static func openToGrow(_ target: String) -> Int32 { FileName.open(target, O_RDWR | O_CLOEXEC, 0) }

  /// Opens a file that is there, to hold its lock while it is replaced; -1 and `errno` if that cannot be.
  static func openToReplace(_ target: String) -> Int32 { FileName.open(target, O_RDONLY | O_CLOEXEC, 0) }

  /// Opens a file that is there for its lock alone, or makes it; -1 and `errno` if that cannot be.
  static func openLockFile(_ path: String) -> Int32 {
    FileName.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
  }

  /// Makes the names in a folder outlast a power cut.
  public static func sync(folder: String) {
    let directory = FileName.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  // MARK: - Names

  private static let prefix = ".newsq-"
  private static let suffix = ".part"

  /// The file that `path` leads to through symbolic links, whether it exists or not.
  public static func target(of path: String) -> String {
    var place = path
    // As many as Linux follows.
    for _ in 0..<40 {
      guard let link = FileName.readLink(place) else { return place }
      place = link.hasPrefix("/") ? link : folder(of: place) + "/" + link
    }
    return place
  }

  /// The folder that `path` lies in.
  public static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let text = String(generator.next(), radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  /// Removes the files that processes of this user left in `folder` when they were killed.
  private static func removeLeftovers(in folder: String) {
    guard let names = FileName.names(in: folder) else { return }
    for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      let parts = name.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count).split(separator: "-")
      guard parts.count == 2, parts[1].utf8.count == 16, let process = pid_t(parts[0]), process > 0 else { continue }
      if kill(process, 0) == 0 || errno != ESRCH { continue }
      let path = folder + "/" + name
      let file = FileName.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
      guard file >= 0 else { continue }
      var status = stat()
      let isOurs = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
      // On a shared disk the process may be alive on another machine; then it holds the lock.
      if isOurs, flock(file, LOCK_EX | LOCK_NB) == 0 { FileName.unlink(path) }
      close(file)
    }
  }
}
