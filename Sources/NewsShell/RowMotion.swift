/// Where the cursor goes in a query of several rows: steps in characters, from the text before and after the cursor.
enum RowMotion {
  typealias Bytes = ArraySlice<UInt8>

  /// To the start of the row; there already, to the start of the query.
  static func home(_ before: Bytes, _ after: Bytes) -> Int? {
    let step = length(before.suffix(from: rowStart(before)))
    return step > 0 ? -step : -length(before)
  }

  /// To the end of the row; there already, to the end of the query.
  static func end(_ before: Bytes, _ after: Bytes) -> Int? {
    let step = length(after.prefix(upTo: rowEnd(after)))
    return step > 0 ? step : length(after)
  }

  /// To the row above, as far right as there is text; nil in the first row.
  static func up(_ before: Bytes, _ after: Bytes) -> Int? {
    let start = rowStart(before)
    guard start > before.startIndex else { return nil }
    let column = length(before[start...])
    let above = before[..<(start - 1)]
    let aboveLength = length(above[rowStart(above)...])
    return -(column + 1 + max(aboveLength - column, 0))
  }

  /// To the row below; nil in the last row.
  static func down(_ before: Bytes, _ after: Bytes) -> Int? {
    let end = rowEnd(after)
    guard end < after.endIndex else { return nil }
    let column = length(before[rowStart(before)...])
    let below = after[(end + 1)...]
    return length(after[..<end]) + 1 + min(column, length(below[..<rowEnd(below)]))
  }

  private static func rowStart(_ before: Bytes) -> Int {
    before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
  }
  private static func rowEnd(_ after: Bytes) -> Int { after.firstIndex(of: 0x0A) ?? after.endIndex }

  /// Characters as the editor counts them: code points.
  private static func length(_ bytes: Bytes) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
