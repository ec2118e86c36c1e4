/// The part of BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford 1994) that posting lists store bounds of.
enum BM25 {
  static let k1 = 1.2
  static let b = 0.75

  /// What the length of an article adds to the frequency below the line. `length` is 1 for an article of average length.
  @inline(__always)
  static func norm(ofRelativeLength length: Double) -> Double { k1 * (1 - b + b * length) }
}
