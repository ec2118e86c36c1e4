/// What each system does in its own way. Everything that is not the same on Linux and on Darwin is here, in `Pages.c` and in
/// `Populate.c`; Docs/Portability.md lists it.
public enum Platform {
  /// Asks for large pages under `size` bytes at `start`. Does nothing if the system has none.
  public static func useLargePages(_ start: UnsafeMutableRawPointer, _ size: Int) {
    #if os(Linux)
      madvise(start, size, MADV_HUGEPAGE)
    #endif
  }

  /// Takes `useLargePages` back.
  public static func useSmallPages(_ start: UnsafeMutableRawPointer, _ size: Int) {
    #if os(Linux)
      madvise(start, size, MADV_NOHUGEPAGE)
    #endif
  }

  /// Brings what was written to a file to the disk. Returns 0, or -1 and sets `errno`.
  public static func syncData(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
      // `fsync` leaves the bytes in the disk's own memory there.
      return fcntl(descriptor, F_FULLFSYNC)
    #else
      return fdatasync(descriptor)
    #endif
  }

  /// Makes a pipe hold more, so that fewer reads empty it. A file, or a system that cannot, stays as it is.
  public static func widenPipe(_ descriptor: Int32, to size: Int32) {
    #if os(Linux)
      // F_SETPIPE_SZ, which the C library does not show to Swift.
      _ = fcntl(descriptor, 1031, size)
    #endif
  }

  /// The path of the program that runs, as bytes without an end; nil if the system does not say.
  public static var programPath: [UInt8]? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    #if canImport(Darwin)
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    #else
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      return count > 0 ? buffer[..<count].map { UInt8(bitPattern: $0) } : nil
    #endif
  }

  /// Answers `signal` with `handler`; calls that wait for input come back with EINTR.
  public static func answer(_ signal: Int32, with handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    sigaction(signal, &action, nil)
  }

  /// A file in `folder` that has no name and is gone when it is closed: its descriptor, or -1 and `errno`.
  public static func unnamedFile(in folder: String) -> Int32 {
    #if os(Linux)
      // O_TMPFILE, which the C library does not show to Swift. Some file systems lack it.
      let file = open(folder, O_RDWR | O_CLOEXEC | 0x41_0000, 0o600)
      if file >= 0 { return file }
    #endif
    var path = Array((folder + "/newsq-XXXXXX").utf8CString)
    let named = mkstemp(&path)
    guard named >= 0 else { return -1 }
    unlink(path)
    _ = fcntl(named, F_SETFD, FD_CLOEXEC)
    return named
  }

  // Darwin declares these as pointers that may be null.
  #if canImport(Darwin)
    public typealias SpawnActions = posix_spawn_file_actions_t?
    public typealias SpawnAttributes = posix_spawnattr_t?
    public static var spawnActions: SpawnActions { nil }
    public static var spawnAttributes: SpawnAttributes { nil }
  #else
    public typealias SpawnActions = posix_spawn_file_actions_t
    public typealias SpawnAttributes = posix_spawnattr_t
    public static var spawnActions: SpawnActions { posix_spawn_file_actions_t() }
    public static var spawnAttributes: SpawnAttributes { posix_spawnattr_t() }
  #endif
}
