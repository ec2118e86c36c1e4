/// Finds the rows of a part that have an id without reading all ids: for each row a hash of its id, and where a number was
/// put behind an id that was only a place in the input, of the id before it too.
///
/// The section `id-hashes` has the hashes, ascending, u64 each, then the row of each, u32.
enum IdentifierHashes {
  static let name = "id-hashes"

  /// Whether the id of a row only names its place in the input.
  static func isMade(_ row: Int, in part: Part) -> Bool {
    let rows = part.image.array("made-ids", of: UInt32.self)
    guard let base = rows.baseAddress else { return false }
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      part.image.check(base + middle, 4)
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && Int(rows[low]) == row
  }

  static func section(of part: Part) -> ByteBuffer {
    let made = Set(part.madeIdentifierRows)
    var entries: [(hash: UInt64, row: UInt32)] = []
    entries.reserveCapacity(part.rowCount)
    for row in 0..<part.rowCount {
      part.withText(of: .id, row: row) { identifier in
        if identifier.isEmpty { return }
        entries.append((Checksum.of(identifier), UInt32(row)))
        guard made.contains(row), let mark = identifier.lastIndex(of: UInt8(ascii: "#")) else { return }
        entries.append((Checksum.of(UnsafeRawBufferPointer(rebasing: identifier[..<mark])), UInt32(row)))
      }
    }
    entries.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
    var bytes = ByteBuffer(capacity: entries.count * 12)
    for entry in entries { bytes.append(value: entry.hash) }
    for entry in entries { bytes.append(value: entry.row) }
    return bytes
  }

  /// Rows whose id may be, or may have been, `identifier`, ascending; nil if the part has no hashes.
  static func rows(of identifier: [UInt8], in part: Part) -> [Int]? {
    guard part.image.has(name), let base = part.image[name].baseAddress else {
      return part.image.has(name) ? [] : nil
    }
    let count = part.image[name].count / 12
    func hash(_ place: Int) -> UInt64 {
      part.image.check(base + place * 8, 8)
      return (base + place * 8).loadUnaligned(as: UInt64.self)
    }
    let wanted = identifier.withUnsafeBytes { Checksum.of($0) }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if hash(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    var rows: [Int] = []
    while low < count, hash(low) == wanted {
      let place = base + count * 8 + low * 4
      part.image.check(place, 4)
      rows.append(Int(place.loadUnaligned(as: UInt32.self)))
      low += 1
    }
    return rows
  }
}
