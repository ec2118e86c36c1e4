/// Which row of which part each row of an archive is: the living articles part after part, behind them older editions.
struct PartRows: Sendable {
  /// Consecutive rows of the archive that are consecutive rows of one part.
  struct Run: Sendable {
    var first: Int
    var part: Int
    var rows: Range<Int>
  }

  private(set) var runs: [Run] = []
  private(set) var count = 0

  mutating func append(_ rows: Range<Int>, of part: Int) {
    guard !rows.isEmpty else { return }
    if let last = runs.last, last.part == part, last.rows.upperBound == rows.lowerBound {
      runs[runs.count - 1].rows = last.rows.lowerBound..<rows.upperBound
    } else {
      runs.append(Run(first: count, part: part, rows: rows))
    }
    count += rows.count
  }

  func place(of row: Int) -> (part: Int, row: Int) {
    precondition(row >= 0 && row < count, "a row that the archive does not have")
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].first <= row { low = middle } else { high = middle }
    }
    return (runs[low].part, runs[low].rows.lowerBound + row - runs[low].first)
  }
}
