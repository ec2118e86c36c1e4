/// The dates of an archive's articles as numbers that sort as its table does.
struct PartDates: Sendable {
  private let columns: [DateColumn?]
  private let rows: PartRows

  init(_ archive: Archive) {
    columns = archive.parts.map { $0.part.fields["date"] as? DateColumn }
    rows = archive.rows
  }

  /// One number a date: seconds, then precision, negated so that the newest is least. The greatest number without a date.
  @inline(__always)
  func key(of article: Int) -> Int64 {
    let place = rows.place(of: article)
    guard let date = columns[place.part]?.date(at: place.row) else { return .max }
    return 0 &- (date.seconds &* 8 &+ Int64(date.precision.rawValue))
  }
}
