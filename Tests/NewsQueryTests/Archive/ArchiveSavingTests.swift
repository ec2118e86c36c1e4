import CLibrary
import Synchronization
import Testing

@testable import NewsQuery

/// Whoever replaces an archive is alone with it.
struct ArchiveSavingTests {
  private static func settings(waits: Bool, onWait: @escaping () -> Void = {}) -> ArchiveUpdate.Settings {
    var settings = ArchiveUpdate.Settings(onDamage: ArchiveFileTests.refuse)
    settings.waits = waits
    settings.onWait = onWait
    return settings
  }

  /// In a folder of its own, where nobody else holds a lock.
  private static func path() -> String {
    let folder = ArchiveFileTests.temporaryPath("saving-\(UInt64.random(in: 0 ... .max))")
    mkdir(folder, 0o700)
    return folder + "/news.archive"
  }

  @Test func anotherSaverIsRefusedOrWaits() throws {
    let path = Self.path()
    defer { rmdir(NewFile.folder(of: path)) }
    // The archive is not there yet.
    let saving = try ArchiveSaving(path: path, Self.settings(waits: false))
    #expect(throws: WorldError.self) { _ = try ArchiveSaving(path: path, Self.settings(waits: false)) }
    // Another archive of the folder is another matter.
    try ArchiveSaving(path: path + "2", Self.settings(waits: false)).end()
    var waitCount = 0
    let second = try ArchiveSaving(
      path: path,
      Self.settings(waits: true) {
        waitCount += 1
        saving.end()
      })
    #expect(waitCount == 1)
    second.end()
    #expect(FileName.names(in: NewFile.folder(of: path))?.contains { $0.hasSuffix(".lock") } == false)
  }

  @Test func nobodyAddsMeanwhile() throws {
    let path = Self.path()
    defer { rmdir(NewFile.folder(of: path)) }
    defer { unlink(path) }
    try ArchiveFile.write(ArchiveFileTests.archive([Article()]), to: path, threadCount: 1)
    let saving = try ArchiveSaving(path: path, Self.settings(waits: false))
    #expect(throws: WorldError.self) { _ = try ArchiveUpdate(path: path, Self.settings(waits: false)) }
    // Whoever waits gets the new archive, not the one that it waited for.
    let update = try ArchiveUpdate(
      path: path,
      Self.settings(waits: true) {
        try? ArchiveFile.write(ArchiveFileTests.archive([Article(), Article()]), to: path, threadCount: 1)
        saving.end()
      })
    #expect(update.archive.articleCount == 2)
    #expect(throws: WorldError.self) { _ = try ArchiveSaving(path: path, Self.settings(waits: false)) }
  }
}
