import Testing

@testable import NewsQuery

@Suite struct NumberingTests {
  /// Few numbers below a great limit are sorted, many are looked up in a table: both number by first appearance.
  @Test(arguments: [1, 64, 100_000])
  func numbersComeByFirstAppearance(factor: Int) {
    var random = SystemRandomNumberGenerator()
    for count in [0, 1, 2, 3, 50, 700] {
      let given = (0..<count).map { _ in UInt32.random(in: 0..<UInt32(max(1, count / 2)), using: &random) }
      let numbering = Numbering(given, below: max(1, count * factor))
      var distinct: [UInt32] = []
      let numbers = given.map { value in
        if !distinct.contains(value) { distinct.append(value) }
        return UInt32(distinct.firstIndex(of: value) ?? 0)
      }
      #expect(numbering.distinct == distinct && numbering.numbers == numbers)
    }
  }
}
