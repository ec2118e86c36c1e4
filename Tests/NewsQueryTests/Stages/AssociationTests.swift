import Testing

@testable import NewsQuery

@Suite("Association measures") struct AssociationTests {
  /// Table 1 of Dunning 1993, the bigrams of a text on Swiss banking: −2 log λ for "the swiss", "can be", "previous year".
  @Test func logLikelihoodIsDunnings() {
    let table: [(score: Double, both: Double, xOnly: Double, yOnly: Double, neither: Double)] = [
      (270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612), (256.84, 31, 23, 139, 31584),
    ]
    for line in table {
      let score = Association.logLikelihood(
        both: line.both, xOnly: line.xOnly, yOnly: line.yOnly, neither: line.neither)
      #expect(abs(score - line.score) < 0.01)
    }
  }

  /// What Rychlý 2008 says of the score: 14 is its maximum, half the frequency one less, unchanged by the corpus' size.
  @Test func logDiceIsRychlys() throws {
    #expect(Association.logDice(both: 50, x: 50, y: 50) == 14)
    let half = try #require(Association.logDice(both: 25, x: 50, y: 50))
    #expect(half == 13)
    let hundredth = try #require(Association.logDice(both: 1, x: 16384, y: 16384))
    #expect(hundredth == 0)
  }

  /// Hardie 2014: each point doubles the share.
  @Test func logRatioIsHardies() throws {
    let four = try #require(Association.logRatio(40, of: 1000, against: 10, of: 1000))
    #expect(abs(four - 2) < 1e-12)
    let none = try #require(Association.logRatio(8, of: 1000, against: 0, of: 1000))
    #expect(abs(none - 4) < 1e-12)
    #expect(Association.logRatio(1, of: 0, against: 1, of: 10) == nil)
  }
}
