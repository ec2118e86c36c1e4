import CLibrary
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

  /// Croft, Metzler, Strohman, "Search Engines: Information Retrieval in Practice" (2010), section 7.2.2: `president
  /// lincoln` over 500,000 documents, of which 40,000 and 300 hold the words; a document of 0.9 times the usual length
  /// that has them 15 and 25 times scores 20.66 (rows of its table 7.2 below). Its idf is the logarithm of the odds
  /// alone, ours has 1 added before, so that no word weighs less than nothing.
  @Test(arguments: [(15, 25, 20.66), (15, 1, 12.74), (15, 0, 5.00), (1, 25, 18.2), (0, 25, 15.66)])
  func bm25IsThatOfTheTextbook(_ president: Int, _ lincoln: Int, _ score: Double) {
    func weight(_ count: Int) -> Double { log(exp(Scoring.inverseFrequency(count, of: 500_000)) - 1) }
    let norm = BM25.norm(ofRelativeLength: 0.9)
    #expect(abs(norm - 1.11) < 1e-9)
    let sum =
      weight(40_000) * Scoring.saturation(president, norm: norm) + weight(300) * Scoring.saturation(lincoln, norm: norm)
    #expect(abs(sum - score) < 0.06)
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
