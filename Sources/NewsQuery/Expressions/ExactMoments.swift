/// The number, the sum and the sum of the squares of some numbers, all exact, so that their variance does not depend on their order
/// and loses no digits if they are far from 0.
struct ExactMoments: Equatable, Sendable {
  private var count = 0
  private var sum = ExactSum()
  private var squares = ExactSum()

  init() {}

  mutating func add(_ number: Double) {
    count += 1
    sum.add(number)
    squares.addProduct(number, number)
  }

  mutating func add(_ other: ExactMoments) {
    count += other.count
    sum.add(other.sum)
    squares.add(other.squares)
  }

  /// The variance of the sample, (Σx² − (Σx)²/n) / (n − 1); nil for fewer than two numbers, or numbers too large to be squared.
  var variance: Double? {
    guard count > 1, sum.canBeSquared, squares.canBeMultiplied else { return nil }
    // n Σx² − (Σx)², rounded once.
    var numerator = ExactSum()
    numerator.add(squares, times: Double(count))
    numerator.addSquare(of: sum, sign: -1)
    return max(0, numerator.value) / (Double(count) * Double(count - 1))
  }

  func write(to sink: inout StateWriter) {
    sink.write(count)
    sum.write(to: &sink)
    squares.write(to: &sink)
  }

  init(from reader: inout StateReader) throws(WorldError) {
    count = try reader.integer()
    sum = try ExactSum(from: &reader)
    squares = try ExactSum(from: &reader)
  }
}
