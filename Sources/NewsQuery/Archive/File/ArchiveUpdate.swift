import CLibrary

/// Changes an archive file that others may read and want to change: one writer at a time holds its lock.
///
///     let update = try ArchiveUpdate(path: "news.archive", settings)
///     let report = try update.add(articles, context)
///
/// Readers hold no lock: what they opened stays as it is. On some network file systems locks are not kept.
public final class ArchiveUpdate {
  /// How it waits and what it does in case of damage.
  public struct Settings {
    /// Whether it waits for another writer, or throws.
    public var waits = true
    /// Called once before it waits.
    public var onWait: () -> Void = {}
    public var isInterrupted: () -> Bool = { false }
    /// Called if the archive turns out to be damaged: must end the program.
    public var onDamage: @Sendable (WorldError) -> Never

    public init(onDamage: @escaping @Sendable (WorldError) -> Never) { self.onDamage = onDamage }
  }

  /// As the caller named it, for messages.
  public let path: String
  private let settings: Settings
  private let target: String
  private var descriptor: Int32 = -1
  private var content: ArchiveFile.Content

  /// Takes the lock and reads the archive. Throws `Interrupted` and `WorldError`.
  public init(path: String, _ settings: Settings) throws {
    self.path = path
    self.settings = settings
    target = NewFile.target(of: path)
    let target = target
    do {
      descriptor = try WriterLock.take(target, of: path, settings) { NewFile.openToGrow(target) }
    } catch let failure as WriterLock.Failure { throw WorldError(path: path, reason: failure.reason) }
    content = ArchiveFile.Content(parts: [], manifest: ArchiveManifest(), end: 0, version: 0)
    content = try ArchiveFile.content(of: InputBytes(path: target), path: path, onDamage: settings.onDamage)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The archive as it was when the lock was taken.
  public var archive: Archive {
    Archive(
      parts: content.parts, name: path.split(separator: "/").last.map(String.init) ?? path,
      burials: content.manifest.burials, links: content.manifest.links)
  }

  // MARK: - Changes

  /// Adds articles. What is known already changes nothing. Throws `Interrupted` and `WorldError`.
  public func add(_ new: Archive, _ context: RunContext) throws -> ArchiveAddition.Report {
    let addition = ArchiveAddition(of: new, to: content.parts, content.manifest.burials)
    guard addition.report.addedCount > 0 else { return addition.report }
    var manifest = content.manifest
    manifest.burials = addition.burials
    let added = addition.newParts(threadCount: context.threadCount)
    let kept = try addition.newViews.map { try KeptAnswers.sections(ofAll: $0, context) }
    let links = try addition.links(content.manifest.links, context)
    try commit(manifest) { output, manifest in
      for ((image, text), kept) in zip(added, kept) {
        manifest.parts.append(try ArchiveUpdate.write(image, kept, text, to: output, context))
      }
      manifest.links = links
    }
    try joinSmallParts(context)
    return addition.report
  }

  /// Removes articles, by their numbers in `archive`, with their older editions.
  public func remove(_ articles: [UInt32]) throws {
    guard !articles.isEmpty else { return }
    let archive = archive
    var manifest = content.manifest
    for article in Set(articles).sorted() {
      let place = archive.place(of: Int(article))
      manifest.burials.dead.append((.init(part: place.part, row: UInt32(place.row)), nil))
    }
    try commit(manifest) { _, _ in }
  }

  /// Makes one part of all, of which nothing dead is left but older editions, in a new file.
  public func compact(_ context: RunContext) throws {
    let compaction = Compaction(content.parts, content.manifest.burials, joining: 0..<content.parts.count)
    // The articles of the new part are those of the view, in the same order.
    let kept = try KeptAnswers.sections(ofAll: archive, context)
    let (image, text) = compaction.sections(threadCount: context.threadCount)
    let output = try ArchiveOutput(replacing: path)
    do {
      try ArchiveFile.begin(output)
      var manifest = ArchiveManifest()
      manifest.generation = content.manifest.generation + 1
      manifest.burials = compaction.newBurials
      manifest.parts = [try ArchiveUpdate.write(image, kept, text, to: output, context)]
      try ArchiveFile.end(manifest, output)
      try output.finish()
    } catch {
      output.abandon()
      throw error
    }
  }

  private static func write(
    _ image: Image, _ kept: Image, _ text: [PartWriter.Text], to output: ArchiveOutput, _ context: RunContext
  ) throws(WorldError) -> ArchiveManifest.Entry {
    let part = Part(image)
    let written = try PartWriter.write(
      [image, kept, PartExtent.sections(of: part)], text: text, to: output, threadCount: context.threadCount)
    return entry(written, of: part)
  }

  private static func entry(_ written: ArchiveManifest.Entry, of part: Part) -> ArchiveManifest.Entry {
    let dates = PartExtent.dates(of: part)
    return ArchiveManifest.Entry(
      offset: written.offset, size: written.size, fingerprint: part.fingerprint, articleCount: part.articleCount,
      rowCount: part.rowCount, wordCount: UInt64(part.index.wordCount), firstDate: dates.first, lastDate: dates.last)
  }

  // MARK: - Small parts

  /// So many parts of about one size are joined, if they are small: each article is written again a few times in all.
  private static let mostOfOneSize = 8
  private static let mostJoined = 64 << 20

  private func joinSmallParts(_ context: RunContext) throws {
    let parts = content.manifest.parts
    func sizeClass(_ part: ArchiveManifest.Entry) -> Int { (64 - max(1, part.size >> 14).leadingZeroBitCount) / 3 }
    guard let last = parts.last else { return }
    let start = (parts.lastIndex { sizeClass($0) > sizeClass(last) } ?? -1) + 1
    let range = start..<parts.count
    guard range.count >= ArchiveUpdate.mostOfOneSize,
      parts[range].reduce(0, { $0 + $1.size }) < ArchiveUpdate.mostJoined
    else { return }
    let compaction = Compaction(content.parts, content.manifest.burials, joining: range)
    let (image, text) = compaction.sections(threadCount: context.threadCount)
    var manifest = content.manifest
    let links = compaction.newLinks(manifest.links)
    let kept = try KeptAnswers.sections(ofAll: compaction.view(manifest.links), context)
    manifest.parts.removeSubrange(range)
    manifest.burials = compaction.newBurials
    try commit(manifest) { output, manifest in
      manifest.parts.append(try ArchiveUpdate.write(image, kept, text, to: output, context))
      manifest.links = links
    }
  }

  // MARK: - Commit

  /// Appends what `write` writes and a new manifest, and makes them count.
  private func commit(
    _ old: ArchiveManifest, _ write: (ArchiveOutput, inout ArchiveManifest) throws -> Void
  ) throws {
    var manifest = old
    manifest.generation += 1
    if content.version == ArchiveFile.formatVersion {
      try grow(&manifest, write)
    } else {
      try convert(&manifest, write)
    }
    content = try ArchiveFile.content(of: InputBytes(path: target), path: path, onDamage: settings.onDamage)
  }

  private func grow(
    _ manifest: inout ArchiveManifest, _ write: (ArchiveOutput, inout ArchiveManifest) throws -> Void
  ) throws {
    // What a writer that was stopped left behind the end is of no account.
    guard ftruncate(descriptor, off_t(content.end)) == 0 else {
      throw WorldError(path: path, reason: InputBytes.reason(errno))
    }
    let output = ArchiveOutput(appendingTo: descriptor, from: content.end, path: path)
    var mayCount = false
    do {
      try write(output, &manifest)
      try output.align(to: 8)
      let bytes = manifest.bytes
      let slot = ArchiveSlot(generation: manifest.generation, offset: output.offset, manifest: bytes.bytes)
      try output.append(bytes.bytes)
      // Everything that the slot points to must be on the disk before the slot is.
      try output.sync()
      mayCount = true
      try output.write(over: slot.place, slot.bytes.bytes)
      try output.sync()
    } catch {
      // As if nothing had been written, unless the slot points to it already.
      if !mayCount { _ = ftruncate(descriptor, off_t(content.end)) }
      throw error
    }
  }

  /// Makes a file of format 3 of one that is a part by itself: the part as it is, behind it what is new.
  private func convert(
    _ manifest: inout ArchiveManifest, _ write: (ArchiveOutput, inout ArchiveManifest) throws -> Void
  ) throws {
    let output = try ArchiveOutput(replacing: path)
    do {
      try ArchiveFile.begin(output)
      let part = content.parts[0]
      let start = output.offset
      try output.append(0..<content.end, of: descriptor)
      let entry = ArchiveManifest.Entry(
        offset: start, size: content.end, fingerprint: 0, articleCount: 0, rowCount: 0, wordCount: 0)
      manifest.parts = [ArchiveUpdate.entry(entry, of: part)]
      try write(output, &manifest)
      try ArchiveFile.end(manifest, output)
      try output.finish()
    } catch {
      output.abandon()
      throw error
    }
    // The lock moves to the new file, which no other program has locked: the old one was.
    let descriptor = NewFile.openToGrow(target)
    guard descriptor >= 0 else { throw WorldError(path: path, reason: InputBytes.reason(errno)) }
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    close(self.descriptor)
    self.descriptor = descriptor
  }
}
