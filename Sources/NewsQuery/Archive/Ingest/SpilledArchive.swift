/// An archive that is larger than memory, on its way into a file: parts are written one after the other and forgotten.
///
///     let spilled = try SpilledArchive(at: "big.archive")
///     try spilled.append(image, kept: nil, threadCount: 2)
///     let archive = try spilled.archive(name: "big", onDamage: refuse)
///     try spilled.keep()
///
/// Unless it is kept, the file never gets its name, and is gone when its last reader closes it.
public final class SpilledArchive {
  private let output: ArchiveOutput
  private var manifest = ArchiveManifest()
  private var isKept = false

  init(at path: String) throws(WorldError) {
    output = try ArchiveOutput(replacing: path)
    try ArchiveFile.begin(output)
  }

  deinit { if !isKept { output.abandon() } }

  func append(_ image: Image, kept: Image?, threadCount: Int) throws(WorldError) {
    let part = Part(image)
    manifest.parts.append(try ArchiveFile.write(part, kept: kept, to: output, threadCount: threadCount))
  }

  /// Ends the file and opens it.
  func archive(name: String, onDamage: @escaping @Sendable (WorldError) -> Never) throws(WorldError) -> Archive {
    try ArchiveFile.end(manifest, output)
    try output.sync()
    return try opened(name: name, onDamage: onDamage)
  }

  /// Opens the file, which was ended.
  func opened(name: String, onDamage: @escaping @Sendable (WorldError) -> Never) throws(WorldError) -> Archive {
    let content = try ArchiveFile.content(
      of: output.written(), path: output.path, onDamage: onDamage)
    return Archive(parts: content.parts, name: name, links: manifest.links)
  }

  /// Finds the copies in different parts of the file that was ended, and ends it anew with their links. Throws `Interrupted`,
  /// with the file as it was, and `WorldError`.
  func link(_ archive: Archive, _ context: RunContext) throws {
    guard archive.parts.count > 1 else { return }
    manifest.links = try KeptAnswers.links(of: archive, context)
    manifest.generation = 2
    try ArchiveFile.end(manifest, output)
    try output.sync()
  }

  /// Gives the file its name.
  public func keep() throws(WorldError) {
    try output.finish()
    isKept = true
  }
}

extension Ingest {
  /// Where the parts of an archive go that memory does not hold.
  public struct Spill: Sendable {
    /// Bytes of the input of a part.
    var partSize: Int
    /// The file that parts are written to.
    var path: String
    /// Whether the file will be kept, so that it should hold what costs much to find out.
    var isForKeeps: Bool
    var onDamage: @Sendable (WorldError) -> Never

    /// Whether the memory is enough to compare all articles: bits for the shingles of all texts, some bytes for each article.
    func holdsComparison(of archive: Archive) -> Bool {
      let byteCount = archive.parts.reduce(0) { $0 + $1.part.text.byteCount }
      return min(1 << 29, byteCount / 5 * 2) + 64 * archive.articleCount <= 3 * partSize
    }

    /// `memory` is how much memory may be taken.
    public init(
      memory: Int, path: String, isForKeeps: Bool, onDamage: @escaping @Sendable (WorldError) -> Never
    ) {
      // An ingest takes up to 2.6 times the bytes of its input.
      partSize = max(1, memory / 3)
      self.path = path
      self.isForKeeps = isForKeeps
      self.onDamage = onDamage
    }
  }

  /// Reads inputs into an archive in memory; from where that is too much on into a file. Throws `Interrupted` and
  /// `WorldError`, if the file cannot be written.
  public func archive(
    of inputs: [IngestInput], name: String, _ spill: Spill
  ) throws -> (archive: Archive, report: IngestReport, spilled: SpilledArchive?) {
    var report = IngestReport()
    let reading = Reading(inputs, threadCount: threadCount, JSONDateOrders(self.reading.dayFirst))
    var spilled: SpilledArchive?
    while true {
      let segments = try segments(reading, upTo: spill.partSize, &report)
      if segments.isEmpty, reading.isAtEnd, spilled != nil { break }
      let image = SegmentMerge.image(of: segments, threadCount: threadCount)
      if reading.isAtEnd, spilled == nil { return (Archive(image, name: name), report, nil) }
      let file = try spilled ?? SpilledArchive(at: spill.path)
      spilled = file
      let kept = spill.isForKeeps ? try KeptAnswers.sections(of: Archive(image, name: name), context) : nil
      try file.append(image, kept: kept, threadCount: threadCount)
      if reading.isAtEnd { break }
    }
    guard let spilled else { preconditionFailure("no part was written") }
    var archive = try spilled.archive(name: name, onDamage: spill.onDamage)
    if spill.isForKeeps, spill.holdsComparison(of: archive) {
      do {
        try spilled.link(archive, context)
        archive = try spilled.opened(name: name, onDamage: spill.onDamage)
      } catch is Interrupted {
        // What was read is kept; its parts can be linked later.
      }
    }
    return (archive, report, spilled)
  }

  private var context: RunContext {
    RunContext(
      now: added ?? NewsDate(seconds: 0, precision: .second), threadCount: threadCount, isInterrupted: isInterrupted,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not read here") })
  }
}
