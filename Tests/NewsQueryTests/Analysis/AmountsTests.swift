import Glibc
import Testing

@testable import NewsQuery

/// An amount as the tests write it: the words, kind, numbers and unit.
func amountLines(_ text: String, language: String? = nil) -> [String] {
  let bytes = Array(text.utf8)
  return AmountFinder().amounts(in: text, language: language).map { mention in
    let value = mention.upper.map { "\(mention.value)...\($0)" } ?? "\(mention.value)"
    return "\(String(decoding: bytes[mention.span], as: UTF8.self)) | \(mention.kind) \(value) \(mention.unit)"
  }
}

/// Processor seconds of this thread, which a busy machine does not lengthen.
func threadSeconds(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  work()
  return now() - start
}

@Suite struct AmountsTests {
  @Test(arguments: [
    ("ru", "300 тыс. долларов", "300 тыс. долларов | money 300000.0 USD"),
    ("ru", "на 1,5 млрд рублей", "1,5 млрд рублей | money 1500000000.0 RUB"),
    ("de", "rund 5 Mio. Euro", "5 Mio. Euro | money 5000000.0 EUR"),
    ("de", "von 1,2 Mrd € im Jahr", "1,2 Mrd € | money 1200000000.0 EUR"),
    ("es", "1.200 millones de euros", "1.200 millones de euros | money 1200000000.0 EUR"),
    ("zh", "投资12亿元", "12亿元 | money 1200000000.0 CNY"),
  ])
  func otherLanguages(_ language: String, _ text: String, _ line: String) {
    #expect(amountLines(text, language: language) == [line])
  }

  @Test(arguments: [
    ("worth $28 billion in 2019", "$28 billion | money 28000000000.0 USD"),
    ("£1.2bn", "£1.2bn | money 1200000000.0 GBP"),
    ("US$40bn", "US$40bn | money 40000000000.0 USD"), ("A$5m", "A$5m | money 5000000.0 AUD"),
    ("HK$3 million", "HK$3 million | money 3000000.0 HKD"), ("Rs 5 crore", "Rs 5 crore | money 50000000.0 INR"),
    ("Rs. 1,00,000", "Rs. 1,00,000 | money 100000.0 INR"),
    ("₹2 lakh crore", "₹2 lakh crore | money 2000000000000.0 INR"),
    ("GB pounds 3.2 million", "GB pounds 3.2 million | money 3200000.0 GBP"),
    ("3.2 million GB pounds", "3.2 million GB pounds | money 3200000.0 GBP"),
    ("Pounds 5.5m", "Pounds 5.5m | money 5500000.0 GBP"), ("SFr 20m", "SFr 20m | money 20000000.0 CHF"),
    ("GB £20", "GB £20 | money 20.0 GBP"), ("5 GB", "5 GB | quantity 5.0 GB"),
    ("5.93 mln dlrs", "5.93 mln dlrs | money 5930000.0 USD"), ("4.0 mln stg", "4.0 mln stg | money 4000000.0 GBP"),
    ("50 cts", "50 cts | money 0.5 USD"), ("GB # 20.1 billion", "GB # 20.1 billion | money 20100000000.0 GBP"),
    ("10 mln Canadian dlrs", "10 mln Canadian dlrs | money 10000000.0 CAD"),
    ("350 to 400 million euros", "350 to 400 million euros | money 350000000.0...400000000.0 EUR"),
    ("between $12 million and $20 million", "$12 million and $20 million | money 12000000.0...20000000.0 USD"),
    ("a hundred thirty million dollars", "a hundred thirty million dollars | money 130000000.0 USD"),
    ("$9.99 US dollars", "$9.99 US dollars | money 9.99 USD"),
    ("a $5-million deal", "$5-million | money 5000000.0 USD"),
  ])
  func money(text: String, expected: String) {
    #expect(amountLines(text) == [expected])
  }

  @Test(arguments: [
    ("7-1/2 pct", "7-1/2 pct | percent 7.5 %"), ("12 per cent of it", "12 per cent | percent 12.0 %"),
    ("between three and seven percent", "three and seven percent | percent 3.0...7.0 %"),
    ("15-20%", "15-20% | percent 15.0...20.0 %"), ("half a percent", "half a percent | percent 0.5 %"),
    ("fell -0.5%", "-0.5% | percent -0.5 %"), ("2.5 percentage points", "2.5 percentage points | points 2.5 pp"),
    ("25 basis points", "25 basis points | points 25.0 bp"), ("340.5 points", "340.5 points | points 340.5 point"),
    ("half a million voters", "half a million | quantity 500000.0 "), ("a dozen eggs", "a dozen | quantity 12.0 "),
    ("320 square miles", "320 square miles | quantity 320.0 mi²"), ("100 km/h", "100 km/h | quantity 100.0 km/h"),
    ("two and a half tonnes", "two and a half tonnes | quantity 2.5 t"), ("500km", "500km | quantity 500.0 km"),
  ])
  func sharesAndMeasures(text: String, expected: String) {
    #expect(amountLines(text) == [expected])
  }

  @Test(arguments: [
    ("de", "1,2 Mrd € und 3,5 Prozent", ["1,2 Mrd € | money 1200000000.0 EUR", "3,5 Prozent | percent 3.5 %"]),
    (
      "de", "1.500 Euro, zwei Millionen Tonnen",
      ["1.500 Euro | money 1500.0 EUR", "zwei Millionen Tonnen | quantity 2000000.0 t"]
    ),
    (
      "fr", "1 500 euros, 3,2 milliards de dollars, 12 pour cent",
      [
        "1 500 euros | money 1500.0 EUR", "3,2 milliards de dollars | money 3200000000.0 USD",
        "12 pour cent | percent 12.0 %",
      ]
    ),
    (
      "es", "dos mil millones de dólares y 4,5 por ciento",
      ["dos mil millones de dólares | money 2000000000.0 USD", "4,5 por ciento | percent 4.5 %"]
    ),
    (
      "ru", "28 млрд долларов, 1,5 млн рублей, 3,7%",
      ["28 млрд долларов | money 28000000000.0 USD", "1,5 млн рублей | money 1500000.0 RUB", "3,7% | percent 3.7 %"]
    ),
    ("zh", "总值16.01万亿元，同比增长5.6%", ["16.01万亿元 | money 16010000000000.0 CNY", "5.6% | percent 5.6 %"]),
  ])
  func languages(language: String, text: String, expected: [String]) {
    #expect(amountLines(text, language: language) == expected)
  }

  @Test(arguments: [
    "A320", "in the 1980s", "the 5th", "in 2019", "179 tankers", "Boeing 747", "1.2.3", "$", "%", "a", "won 5 won",
  ])
  func whatIsNoAmount(text: String) {
    #expect(amountLines(text).isEmpty)
  }

  @Test func twoLevelsAreNoRange() {
    #expect(amountLines("from 5 to 4 percent") == ["5 | percent 5.0 %", "4 percent | percent 4.0 %"])
    #expect(amountLines("rose $5 million to $20 million").count == 2)
  }

  @Test func whatItIsAttachedTo() throws {
    func topic(_ text: String) throws -> String? {
      let found = try #require(AmountFinder().amounts(in: text).first)
      return found.of.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }
    #expect(try topic("20% of the company was sold") == "the company")
    #expect(try topic("half a million voters stayed") == "voters")
    #expect(try topic("a loss of $5 million.") == "loss")
    #expect(try topic("amounted to $28 billion in 2019") == nil)
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in ["1 ", "$", "a half ", "1,", "5 to ", "1-", "百分之", "million "] {
      let text = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
      let took = threadSeconds { _ = text.withUnsafeBytes { AmountFinder().amounts(in: $0) } }
      #expect(took < 10, "\(piece)")
    }
  }
}
