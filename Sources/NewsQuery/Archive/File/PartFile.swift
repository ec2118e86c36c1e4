/// A part as it is in a file: the sections of its image one after the other, mapped and not parsed, every byte under a
/// checksum. A file of format 2 is a single part.
///
///     header, 64 bytes   magic · version u32 · byte order u32 · size of the part u64 · table: offset, size, checksum u64
///                        · 0 u64 · checksum of the header u64
///     data               sections, each at a multiple of 64 and with at least eight zero bytes after it
///     table              count of sections u32 · size of a block u32 · for each offset u64, size u64, length of its name
///                        u32, name, zeros up to a multiple of eight · for each block of the data its checksum u64
///
/// Header, table and the sizes of sections (`ImageCheck`) are checked when the file is opened, a block of the data when it is
/// first read (`BlockGuard`), what is packed in it when it is first unpacked (`TermDictionary`, `PostingCursor`). The text
/// is not kept as it is: `text-blocks` holds zstd frames of whole articles, `text-block-starts` and `text-raw-starts` where
/// each begins, compressed and not. A section that a reader does not know is left alone.
enum PartFile {
  /// Opens the part at `range` of a file; nil if it is damaged. `onDamage` is called if damage comes to light only while a
  /// query reads.
  static func open(_ file: InputBytes, _ range: Range<Int>, onDamage: @escaping @Sendable () -> Never) -> Part? {
    guard range.lowerBound >= 0, range.upperBound <= file.bytes.count, range.count >= ArchiveFile.headerSize else {
      return nil
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[range])
    guard let base = bytes.baseAddress else { return nil }
    func word(_ offset: Int) -> UInt64 { base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    guard bytes.starts(with: ArchiveFile.magic),
      Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<56])) == word(56),
      base.loadUnaligned(fromByteOffset: 8, as: UInt32.self) == ArchiveFile.partVersion,
      base.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == ArchiveFile.byteOrder, word(16) == UInt64(bytes.count)
    else { return nil }
    let tableStart = Int(clamping: word(24))
    let tableSize = Int(clamping: word(32))
    guard tableStart >= ArchiveFile.headerSize, tableStart <= bytes.count, tableSize == bytes.count - tableStart,
      tableSize >= 8
    else { return nil }
    let table = UnsafeRawBufferPointer(rebasing: bytes[tableStart...])
    guard Checksum.of(table) == word(40), let tableBase = table.baseAddress else { return nil }
    let data = UnsafeRawBufferPointer(rebasing: bytes[ArchiveFile.headerSize..<tableStart])
    let blockCount = (data.count + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    let checksumsAt = tableSize - blockCount * 8
    guard checksumsAt >= 8, (tableStart + checksumsAt) % 8 == 0 else { return nil }
    let image = Image()
    guard read(UnsafeRawBufferPointer(rebasing: table[..<checksumsAt]), of: bytes, before: tableStart, into: image)
    else {
      return nil
    }
    let checksums = (tableBase + checksumsAt).assumingMemoryBound(to: UInt64.self)
    let blockGuard = BlockGuard(data: data, checksums: checksums, onDamage: onDamage)
    image.blockGuard = blockGuard
    image.stored = (file, range)
    guard ImageCheck.isRight(image, blockGuard) else { return nil }
    return Part(image)
  }

  /// Reads the table of sections.
  private static func read(
    _ table: UnsafeRawBufferPointer, of bytes: UnsafeRawBufferPointer, before end: Int, into image: Image
  ) -> Bool {
    guard let base = table.baseAddress else { return false }
    var reader = BoundedReader(base, end: base + table.count)
    let sectionCount = Int(reader.value(as: UInt32.self))
    guard reader.value(as: UInt32.self) == UInt32(BlockGuard.blockSize) else { return false }
    for _ in 0..<sectionCount {
      let offset = Int(clamping: reader.value(as: UInt64.self))
      let size = Int(clamping: reader.value(as: UInt64.self))
      let nameLength = Int(reader.value(as: UInt32.self))
      let nameBytes = reader.bytes(nameLength)
      _ = reader.bytes((8 - (20 + nameLength) % 8) % 8)
      guard !reader.isOver else { return false }
      let name = String(decoding: nameBytes, as: UTF8.self)
      guard offset >= ArchiveFile.headerSize, offset % 8 == 0, offset <= end, size <= end - offset - ByteBuffer.padding,
        !image.has(name)
      else { return false }
      image.add(name, borrowed: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size]))
    }
    return true
  }
}
