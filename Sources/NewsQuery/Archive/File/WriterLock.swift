import CLibrary

/// The lock that one writer at a time has of a file.
enum WriterLock {
  /// The file cannot be opened, or its file system has no locks.
  struct Failure: Error {
    var reason: String
  }

  /// Opens and locks the file that has the name when the lock is had: another writer may have replaced the one that was
  /// waited for. Returns its descriptor; closing it gives the lock back. `path` is the archive as the caller named it.
  /// Throws `Interrupted`, `Failure`, and `WorldError` if another writer has the lock and `settings` says not to wait.
  static func take(
    _ target: String, of path: String, _ settings: ArchiveUpdate.Settings, open: () -> Int32
  ) throws -> Int32 {
    var hasWaited = false
    while true {
      let descriptor = open()
      guard descriptor >= 0 else { throw Failure(reason: InputBytes.reason(errno)) }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        if errno == EINTR { continue }
        guard errno == EWOULDBLOCK else {
          let reason = InputBytes.reason(errno)
          close(descriptor)
          throw Failure(reason: "cannot be locked: \(reason)")
        }
        guard settings.waits, !settings.isInterrupted() else {
          close(descriptor)
          if settings.isInterrupted() { throw Interrupted() }
          throw WorldError(path: path, reason: "is being changed by another newsq; nothing was changed")
        }
        if !hasWaited { settings.onWait() }
        hasWaited = true
        usleep(20_000)
      }
      var (ours, named) = (stat(), stat())
      if fstat(descriptor, &ours) == 0, FileName.read(&named, of: target) == 0, ours.st_ino == named.st_ino,
        ours.st_dev == named.st_dev
      {
        return descriptor
      }
      close(descriptor)
    }
  }
}
