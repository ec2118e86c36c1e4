/// What an archive file says of its parts: where they are, which of their articles are dead, and what is known of all of them.
///
///     "manifest" · version u32 · counts of parts, dead articles and sections u32
///     · for each part its offset, size, fingerprint, articles, rows, words u64, first and last date i64 (`none`: no date)
///     · for each dead article its part and row, part and row of the one that replaced it, u32 (all ones: it was removed)
///     · for each section the length of its name u32, zeros u32, its size u64, name, bytes, each up to a multiple of eight
///
/// A section holds what was computed over all parts and can be computed again; one that a reader does not know is kept.
struct ArchiveManifest {
  struct Entry: Equatable {
    var offset: Int
    var size: Int
    var fingerprint: UInt64
    var articleCount: Int
    var rowCount: Int
    var wordCount: UInt64
    /// The seconds of the first and of the last date; `none` if no article has one.
    var firstDate = ArchiveManifest.none
    var lastDate = ArchiveManifest.none
  }

  static let none = Int64.min
  private static let magic: [UInt8] = Array("manifest".utf8)
  private static let version: UInt32 = 1
  private static let headSize = 24
  private static let entrySize = 64
  private static let nobody = UInt32.max

  var generation: UInt64 = 0
  var parts: [Entry] = []
  var burials = Burials()
  var sections: [(name: String, bytes: [UInt8])] = []

  var bytes: ByteBuffer {
    var bytes = ByteBuffer()
    bytes.append(ArchiveManifest.magic)
    bytes.append(value: ArchiveManifest.version)
    bytes.append(value: UInt32(parts.count))
    bytes.append(value: UInt32(burials.dead.count))
    bytes.append(value: UInt32(sections.count))
    for part in parts {
      bytes.append(value: UInt64(part.offset))
      bytes.append(value: UInt64(part.size))
      bytes.append(value: part.fingerprint)
      bytes.append(value: UInt64(part.articleCount))
      bytes.append(value: UInt64(part.rowCount))
      bytes.append(value: part.wordCount)
      bytes.append(value: part.firstDate)
      bytes.append(value: part.lastDate)
    }
    for burial in burials.dead {
      bytes.append(value: UInt32(burial.row.part))
      bytes.append(value: burial.row.row)
      bytes.append(value: burial.follower.map { UInt32($0.part) } ?? ArchiveManifest.nobody)
      bytes.append(value: burial.follower?.row ?? ArchiveManifest.nobody)
    }
    for section in sections {
      bytes.append(value: UInt32(section.name.utf8.count))
      bytes.append(value: UInt32(0))
      bytes.append(value: UInt64(section.bytes.count))
      bytes.append(Array(section.name.utf8))
      bytes.align(to: 8)
      bytes.append(section.bytes)
      bytes.align(to: 8)
    }
    return bytes
  }

  init() {}

  /// Nil for bytes that make no sense. `end` is where the manifest itself begins: all parts lie before it.
  init?(_ bytes: UnsafeRawBufferPointer, end: Int) {
    guard let base = bytes.baseAddress, bytes.count >= ArchiveManifest.headSize,
      bytes.starts(with: ArchiveManifest.magic),
      base.loadUnaligned(fromByteOffset: 8, as: UInt32.self) == ArchiveManifest.version
    else { return nil }
    func count(_ place: Int) -> Int { Int(base.loadUnaligned(fromByteOffset: 8 + 4 * place, as: UInt32.self)) }
    let (partCount, burialCount, sectionCount) = (count(1), count(2), count(3))
    var reader = BoundedReader(base + ArchiveManifest.headSize, end: base + bytes.count)
    guard partCount <= reader.rest / ArchiveManifest.entrySize, burialCount <= reader.rest / 16 else { return nil }
    var last = ArchiveFile.firstPart
    var rowCount = 0
    for _ in 0..<partCount {
      func number() -> Int { Int(clamping: reader.value(as: UInt64.self)) }
      let entry = Entry(
        offset: number(), size: number(), fingerprint: reader.value(as: UInt64.self), articleCount: number(),
        rowCount: number(), wordCount: reader.value(as: UInt64.self), firstDate: reader.value(as: Int64.self),
        lastDate: reader.value(as: Int64.self))
      guard entry.offset >= last, entry.offset % ArchiveFile.partAlignment == 0, entry.offset <= end,
        entry.size <= end - entry.offset, entry.articleCount <= entry.rowCount, entry.rowCount < Int(UInt32.max)
      else { return nil }
      last = entry.offset + entry.size
      rowCount += entry.rowCount
      parts.append(entry)
    }
    guard rowCount < Int(UInt32.max) else { return nil }
    guard readBurials(burialCount, &reader), readSections(sectionCount, &reader) else { return nil }
  }

  /// Each article is dead once, and what replaces it comes after it: so there is a last one.
  private mutating func readBurials(_ count: Int, _ reader: inout BoundedReader) -> Bool {
    var seen = Set<Burials.Row>()
    func article() -> Burials.Row? {
      let (part, row) = (reader.value(as: UInt32.self), reader.value(as: UInt32.self))
      if part == ArchiveManifest.nobody { return nil }
      return Burials.Row(part: Int(part), row: row)
    }
    func isThere(_ row: Burials.Row) -> Bool { row.part < parts.count && Int(row.row) < parts[row.part].articleCount }
    for _ in 0..<count {
      guard let row = article(), isThere(row), seen.insert(row).inserted else { return false }
      let follower = article()
      if let follower, !isThere(follower) || (row.part, row.row) >= (follower.part, follower.row) { return false }
      burials.dead.append((row, follower))
    }
    return !reader.isOver
  }

  private mutating func readSections(_ count: Int, _ reader: inout BoundedReader) -> Bool {
    for _ in 0..<count {
      let nameLength = Int(reader.value(as: UInt32.self))
      _ = reader.value(as: UInt32.self)
      let size = Int(clamping: reader.value(as: UInt64.self))
      let name = reader.bytes(nameLength)
      _ = reader.bytes((8 - nameLength % 8) % 8)
      let bytes = reader.bytes(size)
      _ = reader.bytes((8 - size % 8) % 8)
      guard !reader.isOver else { return false }
      sections.append((String(decoding: name, as: UTF8.self), Array(bytes)))
    }
    return true
  }
}

extension ArchiveManifest {
  /// How many bytes of a file no part of the newest state takes, of those up to `end`.
  func unusedSize(before end: Int) -> Int { max(0, end - ArchiveFile.firstPart - parts.reduce(0) { $0 + $1.size }) }
}
