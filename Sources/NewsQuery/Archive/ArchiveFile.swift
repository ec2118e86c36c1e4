import CCompression
import Glibc

/// An archive as a file: the sections of its image one after the other, mapped and not parsed, every byte under a checksum.
///
///     header, 64 bytes   magic · version u32 · byte order u32 · size of the file u64 · table: offset, size, checksum u64
///                        · 0 u64 · checksum of the header u64
///     data               sections, each at a multiple of 64 and with at least eight zero bytes after it
///     table              count of sections u32 · size of a block u32 · for each offset u64, size u64, length of its name
///                        u32, name, zeros up to a multiple of eight · for each block of the data its checksum u64
///
/// Header, table and the sizes of sections (`ImageCheck`) are checked when the file is opened, a block of the data when it is
/// first read (`BlockGuard`), what is packed in it when it is first unpacked (`TermDictionary`, `PostingCursor`). The
/// text is not kept as it is: `text-blocks` holds zstd frames of whole articles, `text-block-starts` and
/// `text-raw-starts` where each begins, compressed and not. A section that a reader does not know is left alone.
public enum ArchiveFile {
  static let magic: [UInt8] = Array("newsq".utf8) + [0x1A, 0x0D, 0x0A]
  /// Goes up where an older newsq could not read the file.
  public static let formatVersion: UInt32 = 2
  static let byteOrder: UInt32 = 0x0102_0304
  static let headerSize = 64
  static let alignment = 64

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

  /// Maps an archive file. `onDamage` is called, with what to tell, where damage comes to light only while a query reads: it
  /// must end the program, since no answer can be given.
  public static func open(
    path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Archive {
    try open(InputBytes(path: path), path: path, onDamage: onDamage)
  }

  /// Opens the bytes of an archive file; `path` is for messages.
  static func open(
    _ file: InputBytes, path: String, onDamage: @escaping @Sendable (WorldError) -> Never
  ) throws(WorldError) -> Archive {
    let bytes = file.bytes
    func refuse(_ reason: String) -> WorldError { WorldError(path: path, reason: reason) }
    let damaged = refuse("the archive is damaged; make it again from its input")
    guard isArchive(start: bytes) else { throw refuse("is no archive of newsq") }
    guard let base = bytes.baseAddress, bytes.count >= headerSize else { throw damaged }
    func word(_ offset: Int) -> UInt64 { base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    // The version comes first: the rest of a newer header may look different.
    let version = base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    let headerIsWhole = Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<56])) == word(56)
    if headerIsWhole, version != formatVersion {
      throw refuse("has version \(version) of the archive format; this newsq reads version \(formatVersion)")
    }
    guard headerIsWhole, base.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == byteOrder else { throw damaged }
    guard word(16) == UInt64(bytes.count) else {
      throw refuse("the archive is cut short or has something after its end")
    }
    let tableStart = Int(clamping: word(24))
    let tableSize = Int(clamping: word(32))
    guard tableStart >= headerSize, tableStart <= bytes.count, tableSize == bytes.count - tableStart else {
      throw damaged
    }
    let table = UnsafeRawBufferPointer(rebasing: bytes[tableStart...])
    guard tableSize >= 8, Checksum.of(table) == word(40), let tableBase = table.baseAddress else { throw damaged }

    let data = UnsafeRawBufferPointer(rebasing: bytes[headerSize..<tableStart])
    let blockCount = (data.count + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    let checksumsAt = tableSize - blockCount * 8
    guard checksumsAt >= 8, checksumsAt % 8 == 0 else { throw damaged }
    let checksums = (tableBase + checksumsAt).assumingMemoryBound(to: UInt64.self)
    let image = Image()
    var reader = ByteReader(tableBase)
    let sectionCount = Int(reader.value(as: UInt32.self))
    guard reader.value(as: UInt32.self) == UInt32(BlockGuard.blockSize) else { throw damaged }
    for _ in 0..<sectionCount {
      guard reader.pointer - tableBase + 20 <= checksumsAt else { throw damaged }
      let offset = Int(clamping: reader.value(as: UInt64.self))
      let size = Int(clamping: reader.value(as: UInt64.self))
      let nameLength = Int(reader.value(as: UInt32.self))
      guard reader.pointer - tableBase + nameLength <= checksumsAt else { throw damaged }
      let name = String(decoding: UnsafeRawBufferPointer(start: reader.pointer, count: nameLength), as: UTF8.self)
      reader.pointer += (20 + nameLength + 7) / 8 * 8 - 20
      guard offset >= headerSize, offset % 8 == 0, offset <= tableStart,
        size <= tableStart - offset - ByteBuffer.padding,
        !image.has(name)
      else { throw damaged }
      image.add(name, borrowed: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size]))
    }
    let blockGuard = BlockGuard(data: data, checksums: checksums) { onDamage(damaged) }
    image.blockGuard = blockGuard
    image.onRelease { _ = file }
    guard ImageCheck.isRight(image, blockGuard) else { throw damaged }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Archive(image, name: name)
  }

  /// Reads all of an open archive file and says whether every byte is as it was written; true for one in memory.
  public static func isWhole(_ archive: Archive) -> Bool { archive.image.blockGuard?.isWhole() ?? true }

  // MARK: - Writing

  /// Writes an archive beside `path`, syncs it and gives it the name: whoever is stopped on the way leaves the old file or
  /// the new one, whole.
  public static func write(_ archive: Archive, to path: String, threadCount: Int) throws(WorldError) {
    try write(archive.image, text: [.archive(archive)], to: path, threadCount: threadCount)
  }

  /// The same, and keeps in the file what costs much to find out: `KeptAnswers`. Throws `Interrupted` and `WorldError`.
  public static func write(_ archive: Archive, to path: String, _ context: RunContext) throws {
    let kept = try KeptAnswers.sections(of: archive, context)
    try write(
      archive.image, kept: kept, text: [.archive(archive)], to: path, threadCount: context.threadCount)
  }

  /// Writes an archive with what was added to it, in the same way.
  public static func write(_ addition: ArchiveAddition, to path: String, threadCount: Int) throws(WorldError) {
    let (image, text) = addition.sections(threadCount: threadCount)
    try write(image, text: text, to: path, threadCount: threadCount)
  }

  /// Some of the text of a new file.
  enum TextPart {
    /// All of an archive's.
    case archive(Archive)
    /// Some rows of one.
    case articles(Archive, [Int])
  }

  private static func write(
    _ image: Image, kept: Image? = nil, text: [TextPart], to path: String, threadCount: Int
  ) throws(WorldError) {
    // Damage ends the program: it must come to light before there is half a file.
    for part in text {
      switch part {
      case .archive(let archive), .articles(let archive, _):
        for section in archive.image.sections { archive.image.check(section.bytes) }
      }
    }
    let writer = try FileWriter(beside: path)
    do {
      var placeholder = ByteBuffer()
      for _ in 0..<headerSize { placeholder.append(0) }
      try writer.append(header: placeholder.bytes)
      var table = ByteBuffer()
      let sections =
        image.sections.filter { !textSections.contains($0.name) } + (kept?.sections ?? [])
      table.append(value: UInt32(sections.count + textSections.count))
      table.append(value: UInt32(BlockGuard.blockSize))
      func note(_ name: String, _ offset: Int) {
        table.append(value: UInt64(offset))
        table.append(value: UInt64(writer.offset - offset))
        table.append(value: UInt32(name.utf8.count))
        table.append(Array(name.utf8))
        table.align(to: 8)
      }
      for section in sections {
        let start = try writer.align()
        image.check(section.bytes)
        try writer.append(section.bytes)
        note(section.name, start)
        try writer.endSection()
      }
      let start = try writer.align()
      let (blockStarts, rawStarts) = try writeText(text, to: writer, threadCount: threadCount)
      note(textSections[0], start)
      try writer.endSection()
      for (name, starts) in zip(textSections.dropFirst(), [blockStarts, rawStarts]) {
        let start = try writer.align()
        var bytes = ByteBuffer(capacity: starts.count * 8)
        for start in starts { bytes.append(value: start) }
        try writer.append(bytes.bytes)
        note(name, start)
        try writer.endSection()
      }
      let tableOffset = try writer.align()
      for checksum in writer.finishBlocks() { table.append(value: checksum) }
      try writer.append(header: table.bytes)

      var header = ByteBuffer()
      header.append(magic)
      header.append(value: formatVersion)
      header.append(value: byteOrder)
      header.append(value: UInt64(writer.offset))
      header.append(value: UInt64(tableOffset))
      header.append(value: UInt64(table.count))
      header.append(value: Checksum.of(table.bytes))
      header.append(value: UInt64(0))
      header.append(value: Checksum.of(header.bytes))
      try writer.finish(header: header.bytes)
    } catch {
      writer.abandon()
      throw error
    }
  }

  static let textSections = ["text-blocks", "text-block-starts", "text-raw-starts"]

  /// Writes the compressed text; says where each block begins, compressed and not, and where the last ends.
  private static func writeText(
    _ parts: [TextPart], to writer: FileWriter, threadCount: Int
  ) throws(WorldError) -> (blockStarts: [UInt64], rawStarts: [UInt64]) {
    var blockStarts: [UInt64] = [0]
    var rawStarts: [UInt64] = [0]
    for part in parts {
      switch part {
      case .archive(let archive) where archive.image.has(textSections[0]):
        try copyText(of: archive, to: writer, &blockStarts, &rawStarts)
      case .archive(let archive):
        try writeText(of: archive, Array(0..<archive.rowCount), to: writer, threadCount, &blockStarts, &rawStarts)
      case .articles(let archive, let rows):
        try writeText(of: archive, rows, to: writer, threadCount, &blockStarts, &rawStarts)
      }
    }
    return (blockStarts, rawStarts)
  }

  /// Blocks of a file stay as they are.
  private static func copyText(
    of archive: Archive, to writer: FileWriter, _ blockStarts: inout [UInt64], _ rawStarts: inout [UInt64]
  ) throws(WorldError) {
    let frames = archive.image[textSections[0]]
    for start in stride(from: 0, to: frames.count, by: 1 << 18) {
      let some = UnsafeRawBufferPointer(rebasing: frames[start..<min(frames.count, start + 1 << 18)])
      archive.image.check(some)
      try writer.append(some)
    }
    func extend(_ starts: inout [UInt64], by name: String) {
      archive.image.check(archive.image[name])
      let base = starts.last ?? 0
      for start in archive.image.array(name, of: UInt64.self).dropFirst() { starts.append(base + start) }
    }
    extend(&blockStarts, by: textSections[1])
    extend(&rawStarts, by: textSections[2])
  }

  private static func writeText(
    of archive: Archive, _ rows: [Int], to writer: FileWriter, _ threadCount: Int, _ blockStarts: inout [UInt64],
    _ rawStarts: inout [UInt64]
  ) throws(WorldError) {
    // Blocks of whole articles, so that no text spans two.
    var blocks: [ArraySlice<Int>] = []
    var first = 0
    var size = 0
    for (place, row) in rows.enumerated() {
      size += archive.text.byteCount(of: row)
      if size >= textBlockSize || place == rows.count - 1 {
        blocks.append(rows[first...place])
        rawStarts.append((rawStarts.last ?? 0) + UInt64(size))
        first = place + 1
        size = 0
      }
    }
    // Some hundred blocks at a time: all cores work, and little waits in memory.
    let window = 512
    for start in stride(from: 0, to: blocks.count, by: window) {
      let some = Array(blocks[start..<min(blocks.count, start + window)])
      let frames =
        (try? Parallel.map(some.count, threadCount: threadCount, pieceSize: 64) { range -> [[UInt8]] in
          guard let compressor = nz_compressor_new() else { return range.map { _ in [UInt8]() } }
          defer { nz_compressor_free(compressor) }
          return range.map { compress(some[$0], of: archive, compressor) }
        }) ?? []
      for frame in frames.joined() {
        guard !frame.isEmpty else { throw WorldError(path: writer.path, reason: "the text could not be compressed") }
        var bytes = ByteBuffer(capacity: frame.count)
        bytes.append(frame)
        try writer.append(bytes.bytes)
        blockStarts.append((blockStarts.last ?? 0) + UInt64(frame.count))
      }
    }
  }

  private static func compress(_ rows: ArraySlice<Int>, of archive: Archive, _ compressor: OpaquePointer) -> [UInt8] {
    var raw: [UInt8] = []
    for row in rows { archive.text.withAll(of: row) { raw.append(contentsOf: $0) } }
    let room = nz_bound(raw.count)
    var frame = [UInt8](unsafeUninitializedCapacity: room) { output, count in
      guard let to = output.baseAddress else { return }
      count = raw.withUnsafeBufferPointer {
        nz_compress(compressor, to, room, $0.baseAddress, $0.count, compressionLevel)
      }
    }
    guard !frame.isEmpty, raw.count > TextBlocks.mostBytes(in: frame.count) else { return frame }
    // Nobody believes so few bytes to be so many: behind them stands a frame that is passed over (RFC 8878, 3.1.2).
    let wanted = raw.count / TextBlocks.mostRatio + 8
    frame += [0x50, 0x2A, 0x4D, 0x18]
    for shift in [0, 8, 16, 24] { frame.append(UInt8(truncatingIfNeeded: wanted >> shift)) }
    frame += Array(repeating: 0, count: wanted)
    return frame
  }
}

/// Writes a file beside its place, with a checksum for each block of its data.
private final class FileWriter {
  let path: String
  private let file: NewFile
  /// Bytes of the file so far.
  private(set) var offset = 0
  /// The data that is not yet a whole block.
  private var pending = ByteBuffer(capacity: BlockGuard.blockSize)
  private var checksums: [UInt64] = []
  private var buffer = ByteBuffer(capacity: 1 << 18)

  init(beside path: String) throws(WorldError) {
    self.path = path
    file = try NewFile(replacing: path)
  }

  /// Bytes outside the blocks: header and table have checksums of their own.
  func append(header bytes: UnsafeRawBufferPointer) throws(WorldError) {
    buffer.append(bytes)
    offset += bytes.count
    try flush()
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(WorldError) {
    offset += bytes.count
    buffer.append(bytes)
    var rest = bytes
    while !rest.isEmpty {
      let some = min(rest.count, BlockGuard.blockSize - pending.count)
      pending.append(UnsafeRawBufferPointer(rebasing: rest[..<some]))
      rest = UnsafeRawBufferPointer(rebasing: rest[some...])
      if pending.count == BlockGuard.blockSize { endBlock() }
    }
    if buffer.count >= 1 << 18 { try flush() }
  }

  private func endBlock() {
    checksums.append(Checksum.of(pending.bytes, seed: UInt64(checksums.count)))
    pending.removeAll()
  }

  /// The checksums of all blocks, the last one short.
  func finishBlocks() -> [UInt64] {
    if pending.count > 0 { endBlock() }
    return checksums
  }

  /// Goes on to where a section may begin.
  func align() throws(WorldError) -> Int {
    try appendZeros((ArchiveFile.alignment - offset % ArchiveFile.alignment) % ArchiveFile.alignment)
    return offset
  }

  func endSection() throws(WorldError) { try appendZeros(ByteBuffer.padding) }

  private func appendZeros(_ count: Int) throws(WorldError) {
    var zeros = ByteBuffer()
    for _ in 0..<count { zeros.append(0) }
    try append(zeros.bytes)
  }

  private func flush() throws(WorldError) {
    try file.write(buffer.bytes)
    buffer.removeAll()
  }

  func finish(header: UnsafeRawBufferPointer) throws(WorldError) {
    try flush()
    try file.write(header, at: 0)
    try file.finish()
  }

  func abandon() { file.abandon() }
}
