import CLibrary

/// An archive as a file: parts one after the other, and what is said of all of them (`ArchiveManifest`).
///
///     0       magic · version u32 · byte order u32 · zeros · checksum of the first 56 bytes u64
///     4096    slot                                   of the two slots the one with the higher generation counts (`ArchiveSlot`)
///     8192    slot
///     16384   part | part | … | manifest | part | manifest …         parts at multiples of 16 KiB
///
/// A part never changes. To add to an archive, newsq appends a part and a new manifest, syncs both, and then
/// writes the older slot; stopped before that, the file says what it said. What is behind the end that the slot tells is of
/// no account. Format 2, which is one part by itself (`PartFile`), is read as an archive of one part.
public enum ArchiveFile {
  static let magic: [UInt8] = Array("newsq".utf8) + [0x1A, 0x0D, 0x0A]
  /// Goes up when an older newsq could not read the file.
  public static let formatVersion: UInt32 = 3
  /// The version of a part, and of a file that is one part.
  static let partVersion: UInt32 = 2
  static let byteOrder: UInt32 = 0x0102_0304
  static let headerSize = 64
  static let alignment = 64
  static let partAlignment = 16 << 10
  static let firstPart = 16 << 10

  /// Uncompressed bytes of a text block: an answer of ten articles reads ten blocks.
  static let textBlockSize = 16 << 10
  static let compressionLevel: Int32 = 3

  /// Whether a file that begins so is an archive.
  public static func isArchive(start: UnsafeRawBufferPointer) -> Bool {
    if start.starts(with: magic) { return true }
    // What is damaged in nothing but its first bytes is an archive all the same, and refused as one.
    guard start.count >= headerSize else { return false }
    var header = Array(start[..<56])
    header.replaceSubrange(..<magic.count, with: magic)
    return header.withUnsafeBytes { Checksum.of($0) } == start.loadUnaligned(fromByteOffset: 56, as: UInt64.self)
  }

  // MARK: - Opening

  /// What a file holds.
  struct Content {
    var parts: [Part]
    var manifest: ArchiveManifest
    /// Of what is told to be there; what comes after it is of no account.
    var end: Int
    /// 2 or 3.
    var version: UInt32
    /// Whether one of its slots is damaged: what was added last may be missing then.
    var hasBrokenSlot = false
  }

  /// Maps an archive file. `onDamage` is called, with what to tell, if damage comes to light only while a query reads: it
  /// must end the program, since no answer can be given.
  public static func open(
    path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Archive {
    archive(try content(path: path, onDamage: onDamage), path)
  }

  /// Opens the bytes of an archive file; `path` is for messages.
  static func open(
    _ file: InputBytes, path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Archive {
    archive(try content(of: file, path: path, onDamage: onDamage), path)
  }

  private static func archive(_ content: Content, _ path: String) -> Archive {
    Archive(
      parts: content.parts, name: path.split(separator: "/").last.map(String.init) ?? path,
      burials: content.manifest.burials, hasBrokenSlot: content.hasBrokenSlot, links: content.manifest.links)
  }

  /// Reads a file that another program may be adding to: what a slot points to may come after the end that the file had when
  /// it was mapped, and a slot may be seen while it is written. Then it is looked at once more.
  private static func content(
    path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Content {
    for attempt in 0..<3 {
      let file = try InputBytes(path: path)
      do {
        let content = try content(of: file, path: path, onDamage: onDamage)
        if !content.hasBrokenSlot || attempt == 2 { return content }
      } catch {
        let again = try InputBytes(path: path)
        guard attempt < 2, again.bytes.count > file.bytes.count else { throw error }
      }
      usleep(1000)
    }
    preconditionFailure("the last attempt returns or throws")
  }

  static func content(
    of file: InputBytes, path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Content {
    let bytes = file.bytes
    func refuse(_ reason: String) -> WorldError { WorldError(path: path, reason: reason, isDamage: true) }
    let damaged = refuse("the archive is damaged; make it again from its input")
    guard isArchive(start: bytes) else { throw refuse("is not an archive of newsq") }
    guard let base = bytes.baseAddress, bytes.count >= headerSize else { throw damaged }
    func word(_ offset: Int) -> UInt64 { base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    // The version comes first: the rest of a newer header may look different.
    let version = base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    let headerIsWhole = Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<56])) == word(56)
    if headerIsWhole, version != formatVersion, version != partVersion {
      throw refuse("has version \(version) of the archive format; this newsq reads version \(formatVersion)")
    }
    guard headerIsWhole, base.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == byteOrder else { throw damaged }
    let isDamaged: @Sendable () -> Never = { onDamage(damaged) }
    if version == partVersion {
      guard word(16) == UInt64(bytes.count) else {
        throw refuse("the archive is cut short or has something after its end")
      }
      guard let part = PartFile.open(file, 0..<bytes.count, onDamage: isDamaged) else { throw damaged }
      var content = Content(parts: [part], manifest: ArchiveManifest(), end: bytes.count, version: partVersion)
      content.manifest.parts = [entry(of: part, 0..<bytes.count)]
      return content
    }
    guard bytes.count >= firstPart else { throw refuse("the archive is cut short") }
    guard let slot = try slot(in: bytes, damaged) else { throw damaged }
    guard slot.found.offset >= firstPart, slot.found.offset <= bytes.count,
      slot.found.count <= bytes.count - slot.found.offset
    else { throw refuse("the archive is cut short") }
    let end = slot.found.offset + slot.found.count
    let manifestBytes = UnsafeRawBufferPointer(rebasing: bytes[slot.found.offset..<end])
    guard Checksum.of(manifestBytes) == slot.found.checksum,
      var manifest = ArchiveManifest(manifestBytes, end: slot.found.offset)
    else { throw damaged }
    manifest.generation = slot.found.generation
    var parts: [Part] = []
    for entry in manifest.parts {
      guard let part = PartFile.open(file, entry.offset..<entry.offset + entry.size, onDamage: isDamaged),
        part.articleCount == entry.articleCount, part.rowCount == entry.rowCount
      else { throw damaged }
      parts.append(part)
    }
    return Content(
      parts: parts, manifest: manifest, end: end, version: formatVersion, hasBrokenSlot: slot.isOtherBroken)
  }

  /// The slot that counts; nil if neither is whole.
  private static func slot(
    in bytes: UnsafeRawBufferPointer, _ damaged: WorldError
  ) throws(WorldError) -> (found: ArchiveSlot, isOtherBroken: Bool)? {
    guard bytes.count >= firstPart else { throw damaged }
    var found: ArchiveSlot?
    var isBroken = false
    for place in ArchiveSlot.places {
      let room = UnsafeRawBufferPointer(rebasing: bytes[place..<place + 4096])
      let isEmpty = room.allSatisfy { $0 == 0 }
      guard let slot = ArchiveSlot(room), room[ArchiveSlot.size...].allSatisfy({ $0 == 0 }) else {
        isBroken = isBroken || !isEmpty
        continue
      }
      if found.map({ slot.generation > $0.generation }) ?? true { found = slot }
    }
    guard bytes[headerSize..<ArchiveSlot.places[0]].allSatisfy({ $0 == 0 }),
      bytes[(ArchiveSlot.places[1] + 4096)..<firstPart].allSatisfy({ $0 == 0 })
    else { throw damaged }
    return found.map { ($0, isBroken) }
  }

  /// Without its dates, which take a look at every article.
  private static func entry(of part: Part, _ range: Range<Int>) -> ArchiveManifest.Entry {
    ArchiveManifest.Entry(
      offset: range.lowerBound, size: range.count, fingerprint: part.fingerprint, articleCount: part.articleCount,
      rowCount: part.rowCount, wordCount: UInt64(part.index.wordCount))
  }

  /// Reads all of an open archive file and says whether every byte is as it was written; true for one in memory.
  public static func isWhole(_ archive: Archive) -> Bool {
    archive.parts.allSatisfy { $0.part.image.blockGuard?.isWhole() ?? true } && !archive.hasBrokenSlot
  }
}
