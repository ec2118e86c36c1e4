import CLibrary

/// How strongly two things go together, from a table of counts.
///
///                  y       not y
///     x            both    xOnly
///     not x        yOnly   neither
enum Association {
  /// Log-likelihood ratio G² = 2 Σ O ln(O / E) over the four cells, above 3.84 at the level of 5 per cent.
  ///
  /// T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19 (1993).
  static func logLikelihood(both: Double, xOnly: Double, yOnly: Double, neither: Double) -> Double {
    let total = both + xOnly + yOnly + neither
    guard total > 0 else { return 0 }
    func part(_ observed: Double, _ row: Double, _ column: Double) -> Double {
      let expected = row * column / total
      return observed > 0 && expected > 0 ? observed * log(observed / expected) : 0
    }
    let sum =
      part(both, both + xOnly, both + yOnly) + part(xOnly, both + xOnly, xOnly + neither)
      + part(yOnly, yOnly + neither, both + yOnly) + part(neither, yOnly + neither, xOnly + neither)
    return max(0, 2 * sum)
  }

  /// Log ratio: how many times a word doubles its share from one corpus to the other; 0 occurrences count as a half.
  ///
  /// A. Hardie, "Log Ratio – an informal introduction", CASS, Lancaster (2014).
  static func logRatio(_ count: Double, of total: Double, against otherCount: Double, of otherTotal: Double) -> Double?
  {
    guard total > 0, otherTotal > 0 else { return nil }
    return log2((max(count, 0.5) / total) / (max(otherCount, 0.5) / otherTotal))
  }

  /// tf-idf: the count times ln(N / n), of N articles of which n have the word.
  ///
  /// K. Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation 28 (1972).
  static func tfIdf(_ count: Int, articles: Int, of articleCount: Int) -> Double? {
    guard articles > 0, articleCount >= articles else { return nil }
    return Double(count) * log(Double(articleCount) / Double(articles))
  }

  /// logDice = 14 + log2(2 f(xy) / (f(x) + f(y))): 14 if two words occur only together, one less if half as often.
  ///
  /// P. Rychlý, "A Lexicographer-Friendly Association Score", RASLAN (2008).
  static func logDice(both: Double, x: Double, y: Double) -> Double? {
    guard both > 0, x + y > 0 else { return nil }
    return 14 + log2(2 * both / (x + y))
  }
}
