import Testing

@testable import NewsQuery

/// Changes bytes of an archive's part and makes every checksum right again, as somebody would who means harm.
struct ArchiveForger {
  private(set) var bytes: [UInt8]
  private(set) var sections: [(name: String, range: Range<Int>)] = []
  private let tableStart: Int
  private let blockCount: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tableStart = Int(ArchiveForger.number(bytes, 24, 8))
    blockCount = (tableStart - ArchiveFile.headerSize + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    var place = tableStart + 8
    for _ in 0..<ArchiveForger.number(bytes, tableStart, 4) {
      let start = Int(ArchiveForger.number(bytes, place, 8))
      let size = Int(ArchiveForger.number(bytes, place + 8, 8))
      let length = Int(ArchiveForger.number(bytes, place + 16, 4))
      sections.append((String(decoding: bytes[place + 20..<place + 20 + length], as: UTF8.self), start..<start + size))
      place += (20 + length + 7) / 8 * 8
    }
  }

  /// The table of sections, without the checksums of blocks.
  var table: Range<Int> { tableStart..<bytes.count - blockCount * 8 }

  static func number(_ bytes: [UInt8], _ place: Int, _ size: Int) -> UInt64 {
    (0..<size).reversed().reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
  }

  /// Overwrites a number of `size` bytes at `place` of the file.
  mutating func put(_ value: UInt64, at place: Int, size: Int) {
    for shift in 0..<size where place + shift < bytes.count {
      bytes[place + shift] = UInt8(truncatingIfNeeded: value >> UInt64(8 * shift))
    }
  }

  mutating func put(_ value: UInt64, in section: String, at offset: Int, size: Int) throws {
    let found = try #require(sections.first { $0.name == section })
    put(value, at: found.range.lowerBound + offset, size: size)
  }

  /// Makes the checksums right.
  mutating func seal() {
    let data = Array(bytes[ArchiveFile.headerSize..<tableStart])
    for block in 0..<blockCount {
      let checksum = data.withUnsafeBytes { BlockGuard.checksum(ofBlock: block, of: $0) }
      put(checksum, at: bytes.count - (blockCount - block) * 8, size: 8)
    }
    put(bytes[tableStart...].withUnsafeBytes { Checksum.of($0) }, at: 40, size: 8)
    put(bytes[..<56].withUnsafeBytes { Checksum.of($0) }, at: 56, size: 8)
  }
}
