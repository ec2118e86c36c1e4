import Testing

@testable import NewsQuery

struct ExactSumTests {
  private func sum(_ numbers: [Double]) -> Double {
    var sum = ExactSum()
    for number in numbers { sum.add(number) }
    return sum.value
  }

  private static let sums: [([Double], Double)] = [
    ([0.1, 0.2, 0.3], 0.6), ([1e16, 1, -1e16], 1), ([1, 1e100, 1, -1e100], 2), ([1e308, 1e308, -1e308], 1e308),
    ([1e308, 1e308, -1e308, -1e308, .leastNonzeroMagnitude], .leastNonzeroMagnitude), ([], 0), ([-0.5, 0.5], 0),
    // A tie that the smallest number breaks.
    ([1e16, 1, 1e-16], 10_000_000_000_000_002), ([-1e16, -1, -1e-16], -10_000_000_000_000_002),
  ]

  @Test(arguments: sums)
  func isExact(_ numbers: [Double], _ expected: Double) {
    #expect(sum(numbers) == expected)
    #expect(sum(numbers.reversed()) == expected)
  }

  /// Whole numbers that no `Double` holds are added exactly.
  @Test func wholeNumbersBeyondDoublesAreAdded() {
    for number in [Int64.max, Int64.max - 1, Int64.min + 1, 9_007_199_254_740_993] {
      var sum = ExactSum()
      sum.add(Value.integer(number))
      sum.add(1)
      sum.add(Value.integer(-number))
      #expect(sum.value == 1)
    }
  }

  /// Far from zero, where the sum of squares has no digits left for the variance; in any order and in pieces.
  @Test func variancesAreExact() {
    var random = SeededRandom(seed: 5)
    for shift in [0.0, 1e9, 1e15, -1e15] {
      let numbers = (0..<50).map { _ in Double(random.below(100)) }
      let mean = numbers.reduce(0, +) / 50
      let wanted = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
      var (first, second) = (ExactMoments(), ExactMoments())
      for (place, number) in numbers.shuffled(using: &random).enumerated() {
        if place < 20 { first.add(number + shift) } else { second.add(number + shift) }
      }
      first.add(second)
      #expect(abs((first.variance ?? -1) - wanted) < 1e-9 * wanted, "\(shift)")
    }
    var one = ExactMoments()
    one.add(7)
    #expect(one.variance == nil)
    one.add(7)
    #expect(one.variance == 0)
    one.add(1e300)
    #expect(one.variance == nil)
  }

  @Test func infinitiesStay() {
    #expect(sum([1, .infinity]) == .infinity)
    #expect(sum([-.infinity, .infinity]).isNaN)
    #expect(sum([1e308, 1e308]) == .infinity)
  }

  /// In whatever order and in whatever pieces numbers come, also through bytes.
  @Test func orderAndPiecesDoNotMatter() throws {
    var random = SeededRandom(seed: 8)
    for _ in 0..<200 {
      var numbers = (0..<random.below(60)).map { _ in
        Double(random.below(2000) - 1000) * [1e-300, 1e-9, 0.1, 1, 1e17, 1e301][random.below(6)]
      }
      let whole = sum(numbers)
      numbers.shuffle(using: &random)
      var merged = ExactSum()
      while !numbers.isEmpty {
        var piece = ExactSum()
        for _ in 0..<min(numbers.count, random.below(9) + 1) { piece.add(numbers.removeLast()) }
        var sink = StateWriter()
        piece.write(to: &sink)
        var reader = StateReader(sink.bytes)
        merged.add(try ExactSum(from: &reader))
      }
      #expect(merged.value == whole)
    }
  }
}
