import CBytes
import CLibrary

/// Holds an archive file that is going to be replaced: `newsq --save news.archive …`.
///
///     let saving = try ArchiveSaving(path: "news.archive", settings)
///     try ArchiveFile.write(archive, to: "news.archive", threadCount: 2)
///     saving.end()
///
/// Others who save under the same name wait, or are refused, until `end`, and so do those who add to the archive that is there.
/// The former are kept away by a lock of a hidden file beside the archive, since the archive may not be there yet.
public final class ArchiveSaving {
  private let hidden: String
  private var saver: Int32 = -1
  /// What removes the hidden file if memory runs out.
  private var remembered: Int32 = -1
  private var archive: Int32 = -1

  /// Throws `Interrupted` and `WorldError`. If the folder takes no file, or has no locks, nothing is held.
  public init(path: String, _ settings: ArchiveUpdate.Settings) throws {
    let target = NewFile.target(of: path)
    let name = target.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? target
    let number = Array(name.utf8).withUnsafeBytes { Checksum.of($0) }
    hidden = NewFile.folder(of: target) + "/.newsq-\(String(number, radix: 16)).lock"
    var settings = settings
    var hasWaited = false
    let onWait = settings.onWait
    // Whoever waits for both says so once.
    settings.onWait = {
      if !hasWaited { onWait() }
      hasWaited = true
    }
    do {
      let hidden = hidden
      saver = try WriterLock.take(hidden, of: path, settings) { NewFile.openLockFile(hidden) }
    } catch is WriterLock.Failure { return }
    remembered = FileName.withCString(hidden) { nb_remember_file($0) }
    var status = stat()
    guard FileName.read(&status, of: target) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    do {
      archive = try WriterLock.take(target, of: path, settings) { NewFile.openToReplace(target) }
    } catch is WriterLock.Failure {}
  }

  deinit { end() }

  /// Lets others add to the archive, which is written now, but not save.
  public func letAdd() {
    if archive >= 0 { close(archive) }
    archive = -1
  }

  public func end() {
    letAdd()
    guard saver >= 0 else { return }
    // While the lock is held: whoever waits for it sees that the file is gone, and makes another.
    FileName.unlink(hidden)
    nb_forget_file(remembered)
    close(saver)
    saver = -1
  }
}
