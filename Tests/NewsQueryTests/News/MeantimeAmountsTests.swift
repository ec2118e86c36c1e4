import Testing

@testable import NewsQuery

/// The amounts of 128 sentences of Wikinews, their spans and values marked by hand (`Tests/Fixtures/CREDITS.md`).
@Suite struct MeantimeAmountsTests {
  private struct Marked {
    var sentence: String
    var amounts: [[String]] = []
  }

  private let marked: [Marked] = {
    var marked: [Marked] = []
    let lines = String(decoding: projectFile("Tests/Fixtures/meantime-amounts.tsv"), as: UTF8.self)
    for line in lines.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields[0] == "S" { marked.append(Marked(sentence: fields[2])) }
      if fields[0] == "A" { marked[marked.count - 1].amounts.append(Array(fields[1...])) }
    }
    return marked
  }()

  /// The amounts found in a sentence, in the fields of the fixture.
  private func found(_ sentence: String) -> [[String]] {
    let bytes = Array(sentence.utf8)
    return AmountFinder().amounts(in: sentence, language: "en").map {
      [
        String(decoding: bytes[$0.span], as: UTF8.self), $0.kind.rawValue, "\($0.value)",
        $0.upper.map { "\($0)" } ?? "",
        $0.unit,
      ]
    }
  }

  @Test func spansOfMoneyAndPercentages() {
    #expect(marked.count == 128)
    var (right, expected, given) = (0, 0, 0)
    for item in marked {
      let wanted = item.amounts.filter { $0[1] == "money" || $0[1] == "percent" }.map { $0[0] }
      var open = wanted
      let found = found(item.sentence).filter { $0[1] == "money" || $0[1] == "percent" }.map { $0[0] }
      for words in found {
        guard let index = open.firstIndex(of: words) else { continue }
        open.remove(at: index)
        right += 1
      }
      expected += wanted.count
      given += found.count
    }
    // Two sums that name no currency are not found.
    #expect(expected == 173)
    #expect(Double(2 * right) / Double(expected + given) > 0.98)
  }

  @Test func everyValue() {
    var wrong: [String] = []
    var count = 0
    for item in marked {
      let found = found(item.sentence)
      for amount in item.amounts where amount[1] == "money" || amount[1] == "percent" {
        count += 1
        if !found.contains(amount) { wrong.append(amount[0]) }
      }
      for amount in item.amounts where amount[1] == "points" || amount[1] == "quantity" {
        #expect(found.contains(amount))
      }
    }
    // What only the rest of the article tells: sums without a currency, Australian dollars, and euros written as `$`.
    #expect(count == 173)
    #expect(wrong == ["200 million", "four billion", "$52.5 million", "$4.1556", "$57 million"])
  }
}
