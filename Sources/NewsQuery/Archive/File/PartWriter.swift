import CCompression

/// Writes a part of an archive: its sections one after the other, with a checksum for each block of them.
struct PartWriter: ~Copyable {
  /// Some of the text of a new part.
  enum Text {
    /// All of a part's.
    case part(Part)
    /// Some rows of one.
    case rows(Part, [Int])
  }

  static let textSections = ["text-blocks", "text-block-starts", "text-raw-starts"]

  private let output: ArchiveOutput
  private let start: Int
  private let threadCount: Int
  /// The data that is not yet a whole block.
  private var pending = ByteBuffer(capacity: BlockGuard.blockSize)
  private var checksums: [UInt64] = []

  /// Writes the sections of `images` and the text at the end of `output`. Returns what the manifest says of the part.
  static func write(
    _ images: [Image], text: [Text], to output: ArchiveOutput, threadCount: Int
  ) throws(WorldError) -> ArchiveManifest.Entry {
    // Damage ends the program: it must come to light before there is half a file.
    for part in text {
      switch part {
      case .part(let part), .rows(let part, _):
        for section in part.image.sections { part.image.check(section.bytes) }
      }
    }
    try output.align(to: ArchiveFile.partAlignment)
    var writer = PartWriter(output, threadCount)
    return try writer.write(images, text)
  }

  private init(_ output: ArchiveOutput, _ threadCount: Int) {
    self.output = output
    self.threadCount = threadCount
    start = output.offset
  }

  /// Bytes of the part so far.
  private var offset: Int { output.offset - start }

  private mutating func write(_ images: [Image], _ text: [Text]) throws(WorldError) -> ArchiveManifest.Entry {
    try output.append(zeros: ArchiveFile.headerSize)
    var table = ByteBuffer()
    let left = Set(PartWriter.textSections)
    let sections = images.flatMap { image in
      image.sections.filter { !left.contains($0.name) }.map { (image, $0) }
    }
    table.append(value: UInt32(sections.count + PartWriter.textSections.count))
    table.append(value: UInt32(BlockGuard.blockSize))
    func note(_ name: String, _ start: Int, _ end: Int) {
      table.append(value: UInt64(start))
      table.append(value: UInt64(end - start))
      table.append(value: UInt32(name.utf8.count))
      table.append(Array(name.utf8))
      table.align(to: 8)
    }
    for (image, section) in sections {
      let start = try align()
      image.check(section.bytes)
      try append(section.bytes)
      note(section.name, start, offset)
      try append(zeros: ByteBuffer.padding)
    }
    let start = try align()
    let (blockStarts, rawStarts) = try writeText(text)
    note(PartWriter.textSections[0], start, offset)
    try append(zeros: ByteBuffer.padding)
    for (name, starts) in zip(PartWriter.textSections.dropFirst(), [blockStarts, rawStarts]) {
      let start = try align()
      var bytes = ByteBuffer(capacity: starts.count * 8)
      for start in starts { bytes.append(value: start) }
      try append(bytes.bytes)
      note(name, start, offset)
      try append(zeros: ByteBuffer.padding)
    }
    let tableOffset = try align()
    if pending.count > 0 { endBlock() }
    for checksum in checksums { table.append(value: checksum) }
    try output.append(table.bytes)

    var header = ByteBuffer()
    header.append(ArchiveFile.magic)
    header.append(value: ArchiveFile.partVersion)
    header.append(value: ArchiveFile.byteOrder)
    header.append(value: UInt64(offset))
    header.append(value: UInt64(tableOffset))
    header.append(value: UInt64(table.count))
    header.append(value: Checksum.of(table.bytes))
    header.append(value: UInt64(0))
    header.append(value: Checksum.of(header.bytes))
    try output.write(over: self.start, header.bytes)
    return entry(images)
  }

  private func entry(_ images: [Image]) -> ArchiveManifest.Entry {
    var entry = ArchiveManifest.Entry(
      offset: start, size: offset, fingerprint: 0, articleCount: 0, rowCount: 0, wordCount: 0)
    for image in images {
      if image.has(PartExtent.name) { PartExtent.read(image, into: &entry) }
    }
    return entry
  }

  // MARK: - Blocks

  private mutating func append(_ bytes: UnsafeRawBufferPointer) throws(WorldError) {
    try output.append(bytes)
    var rest = bytes
    while !rest.isEmpty {
      let some = min(rest.count, BlockGuard.blockSize - pending.count)
      pending.append(UnsafeRawBufferPointer(rebasing: rest[..<some]))
      rest = UnsafeRawBufferPointer(rebasing: rest[some...])
      if pending.count == BlockGuard.blockSize { endBlock() }
    }
  }

  private mutating func endBlock() {
    checksums.append(Checksum.of(pending.bytes, seed: UInt64(checksums.count)))
    pending.removeAll()
  }

  private mutating func append(zeros count: Int) throws(WorldError) {
    var zeros = ByteBuffer()
    for _ in 0..<count { zeros.append(0) }
    try append(zeros.bytes)
  }

  /// Goes on to where a section may begin.
  private mutating func align() throws(WorldError) -> Int {
    try append(zeros: (ArchiveFile.alignment - offset % ArchiveFile.alignment) % ArchiveFile.alignment)
    return offset
  }

  // MARK: - Text

  /// Writes the compressed text; says where each block begins, compressed and not, and where the last ends.
  private mutating func writeText(
    _ parts: [Text]
  ) throws(WorldError) -> (blockStarts: [UInt64], rawStarts: [UInt64]) {
    var blockStarts: [UInt64] = [0]
    var rawStarts: [UInt64] = [0]
    for text in parts {
      switch text {
      case .part(let part) where part.image.has(PartWriter.textSections[0]):
        try copyText(of: part, &blockStarts, &rawStarts)
      case .part(let part): try writeText(of: part, Array(0..<part.rowCount), &blockStarts, &rawStarts)
      case .rows(let part, let rows): try writeText(of: part, rows, &blockStarts, &rawStarts)
      }
    }
    return (blockStarts, rawStarts)
  }

  /// Blocks of a file stay as they are.
  private mutating func copyText(
    of part: Part, _ blockStarts: inout [UInt64], _ rawStarts: inout [UInt64]
  ) throws(WorldError) {
    let frames = part.image[PartWriter.textSections[0]]
    for start in stride(from: 0, to: frames.count, by: 1 << 18) {
      let some = UnsafeRawBufferPointer(rebasing: frames[start..<min(frames.count, start + 1 << 18)])
      part.image.check(some)
      try append(some)
    }
    func extend(_ starts: inout [UInt64], by name: String) {
      part.image.check(part.image[name])
      let base = starts.last ?? 0
      for start in part.image.array(name, of: UInt64.self).dropFirst() { starts.append(base + start) }
    }
    extend(&blockStarts, by: PartWriter.textSections[1])
    extend(&rawStarts, by: PartWriter.textSections[2])
  }

  private mutating func writeText(
    of part: Part, _ rows: [Int], _ blockStarts: inout [UInt64], _ rawStarts: inout [UInt64]
  ) throws(WorldError) {
    // Blocks of whole articles, so that no text spans two.
    var blocks: [ArraySlice<Int>] = []
    var first = 0
    var size = 0
    for (place, row) in rows.enumerated() {
      size += part.text.byteCount(of: row)
      if size >= ArchiveFile.textBlockSize || place == rows.count - 1 {
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
          return range.map { PartWriter.compress(some[$0], of: part, compressor) }
        }) ?? []
      for frame in frames.joined() {
        guard !frame.isEmpty else { throw WorldError(path: output.path, reason: "the text could not be compressed") }
        var bytes = ByteBuffer(capacity: frame.count)
        bytes.append(frame)
        try append(bytes.bytes)
        blockStarts.append((blockStarts.last ?? 0) + UInt64(frame.count))
      }
    }
  }

  private static func compress(_ rows: ArraySlice<Int>, of part: Part, _ compressor: OpaquePointer) -> [UInt8] {
    var raw: [UInt8] = []
    for row in rows { part.text.withAll(of: row) { raw.append(contentsOf: $0) } }
    let room = nz_bound(raw.count)
    var frame = [UInt8](unsafeUninitializedCapacity: room) { output, count in
      guard let to = output.baseAddress else { return }
      count = raw.withUnsafeBufferPointer {
        nz_compress(compressor, to, room, $0.baseAddress, $0.count, ArchiveFile.compressionLevel)
      }
    }
    guard !frame.isEmpty, raw.count > TextBlocks.mostBytes(in: frame.count) else { return frame }
    // A reader would not believe that so few bytes unpack to so many: a frame that is skipped follows them (RFC 8878, 3.1.2).
    let wanted = raw.count / TextBlocks.mostRatio + 8
    frame += [0x50, 0x2A, 0x4D, 0x18]
    for shift in [0, 8, 16, 24] { frame.append(UInt8(truncatingIfNeeded: wanted >> shift)) }
    frame += Array(repeating: 0, count: wanted)
    return frame
  }
}

/// What a part says of itself in a few bytes, for readers that do not need all of it: the section `extent`, with its articles,
/// rows, words, first and last date (seconds) and fingerprint, eight bytes each.
enum PartExtent {
  static let name = "extent"
  static let size = 48

  static func section(of part: Part) -> ByteBuffer {
    let (first, last) = dates(of: part)
    var bytes = ByteBuffer()
    bytes.append(value: UInt64(part.articleCount))
    bytes.append(value: UInt64(part.rowCount))
    bytes.append(value: UInt64(part.index.wordCount))
    bytes.append(value: first)
    bytes.append(value: last)
    bytes.append(value: part.fingerprint)
    return bytes
  }

  /// The seconds of the first and of the last date.
  static func dates(of part: Part) -> (first: Int64, last: Int64) {
    var (first, last) = (Int64.max, Int64.min)
    if let column = part.fields["date"] as? DateColumn {
      for article in 0..<part.articleCount {
        guard let date = column.date(at: article) else { continue }
        first = min(first, date.seconds)
        last = max(last, date.seconds)
      }
    }
    return first > last ? (ArchiveManifest.none, ArchiveManifest.none) : (first, last)
  }

  static func read(_ image: Image, into entry: inout ArchiveManifest.Entry) {
    let bytes = image[name]
    guard bytes.count == size else { return }
    image.check(bytes)
    func word(_ place: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self) }
    entry.articleCount = Int(clamping: word(0))
    entry.rowCount = Int(clamping: word(1))
    entry.wordCount = word(2)
    entry.firstDate = Int64(bitPattern: word(3))
    entry.lastDate = Int64(bitPattern: word(4))
    entry.fingerprint = word(5)
  }

  /// The sections that every part has besides its articles: `extent` and `id-hashes`.
  static func sections(of part: Part) -> Image {
    let image = Image()
    if !part.image.has(name) { image.add(name, section(of: part)) }
    if !part.image.has(IdentifierHashes.name) { image.add(IdentifierHashes.name, IdentifierHashes.section(of: part)) }
    return image
  }
}
