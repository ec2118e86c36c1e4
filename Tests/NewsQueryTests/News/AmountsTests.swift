import CLibrary
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
  /// What is said once counts for both numbers.
  @Test(arguments: [
    ("en", "a bill of $20 to $35 million was", ["$20 to $35 million | money 20000000.0...35000000.0 USD"]),
    (
      "en", "rose from US$61 to $74 billion.",
      ["US$61 | money 61000000000.0 USD", "$74 billion | money 74000000000.0 USD"]
    ),
    ("en", "between £2 and £7 million", ["£2 and £7 million | money 2000000.0...7000000.0 GBP"]),
    ("en", "fares from £40 to £90m", ["£40 | money 40.0 GBP", "£90m | money 90000000.0 GBP"]),
    (
      "en", "paid 30 million of the 2.5 billion baht owed",
      [
        "30 million | money 30000000.0 THB", "2.5 billion baht | money 2500000000.0 THB",
      ]
    ),
    ("de", "von 2,5 auf 3,1 Prozent", ["2,5 | percent 2.5 %", "3,1 Prozent | percent 3.1 %"]),
    ("es", "bajó del 9,5 al 4,1 por ciento", ["9,5 | percent 9.5 %", "4,1 por ciento | percent 4.1 %"]),
    ("es", "entre el 20 y el 25 por ciento", ["20 y el 25 por ciento | percent 20.0...25.0 %"]),
    ("fr", "entre 3 et 5 millions d'euros", ["3 et 5 millions d'euros | money 3000000.0...5000000.0 EUR"]),
    ("it", "tra il 10 e il 12 per cento", ["10 e il 12 per cento | percent 10.0...12.0 %"]),
    ("ru", "от 5 до 8 процентов", ["5 | percent 5.0 %", "8 процентов | percent 8.0 %"]),
    ("zh", "投资3至5亿元", ["3至5亿元 | money 300000000.0...500000000.0 CNY"]),
  ])
  func rangesShareWhatIsSaidOnce(_ language: String, _ text: String, _ lines: [String]) {
    #expect(amountLines(text, language: language) == lines)
  }

  /// A glued `m` is a million before what is counted, metres elsewhere.
  @Test(arguments: [
    ("built 2.4m homes", "2.4m | quantity 2400000.0 "),
    ("took 1.5m phone calls", "1.5m | quantity 1500000.0 "),
    ("for 40m registered voters", "40m | quantity 40000000.0 "),
    ("rose to 6.4m in May", "6.4m | quantity 6400000.0 "), ("is 8m in length", "8m | quantity 8.0 m"),
    ("a 20m gap opens", "20m | quantity 20.0 m"), ("under 5m high waves", "5m | quantity 5.0 m"),
    ("won the 100m world finals", "100m | quantity 100.0 m"), ("for 100m spectators", "100m | quantity 100000000.0 "),
    ("moved 1.5m tonnes of grain", "1.5m tonnes | quantity 1500000.0 t"),
    ("sold 9m of its phones", "9m | quantity 9000000.0 "), ("some 700k subscribers left", "700k | quantity 700000.0 "),
    ("threw it 8.4m.", "8.4m | quantity 8.4 m"), ("a wall 2m high", "2m | quantity 2.0 m"),
    ("won the 400m hurdles", "400m | quantity 400.0 m"), ("a plot of 62m2", "62m2 | quantity 62.0 m²"),
    ("a 90 sq m flat", "90 sq m | quantity 90.0 m²"), ("at 45 m.p.h. on", "45 m.p.h. | quantity 45.0 mph"),
    ("pumps 90,000 barrels a day", "90,000 barrels a day | quantity 90000.0 b/d"),
    ("rose .7 percent", ".7 percent | percent 0.7 %"), ("costs $.50 each", "$.50 | money 0.5 USD"),
    ("paid $A4,500 for", "$A4,500 | money 4500.0 AUD"), ("a 12 μm film", "12 μm | quantity 12.0 µm"),
    ("fined 700 swiss francs", "700 swiss francs | money 700.0 CHF"),
    ("three dollars and 40 cents", "three dollars and 40 cents | money 3.4 USD"),
  ])
  func englishUnits(_ text: String, _ line: String) {
    #expect(amountLines(text, language: "en") == [line])
  }

  /// Number words up to 999.
  @Test(arguments: [
    ("en", "nine hundred and ninety-nine percent", 999.0), ("en", "forty-two percent", 42),
    ("de", "neunhundertneunundneunzig Prozent", 999), ("de", "dreiunddreißig Prozent", 33),
    ("de", "zweihundertfünf Prozent", 205), ("fr", "neuf cent quatre-vingt-dix-neuf pour cent", 999),
    ("fr", "soixante et onze pour cent", 71), ("fr", "quatre-vingts pour cent", 80),
    ("fr", "vingt et un pour cent", 21),
    ("es", "novecientos noventa y nueve por ciento", 999), ("es", "ciento veinte por ciento", 120),
    ("es", "cien por cien", 100), ("it", "novecentonovantanove per cento", 999), ("it", "ventotto per cento", 28),
    ("it", "centocinque per cento", 105), ("ru", "девятьсот девяносто девять процентов", 999),
    ("ru", "сто двадцать процентов", 120), ("zh", "百分之九百九十九", 999),
  ])
  func numberWords(_ language: String, _ text: String, _ value: Double) {
    let found = AmountFinder().amounts(in: text, language: language)
    #expect(found.map(\.value) == [value])
    #expect(found.map(\.unit) == ["%"])
  }

  @Test(arguments: [
    ("fr", "un recul de 18 cents", "18 cents | money 0.18 EUR"),
    ("fr", "deux cents euros", "deux cents euros | money 200.0 EUR"),
    ("fr", "valait 2,50 $ CA hier", "2,50 $ CA | money 2.5 CAD"),
    ("de", "zwei Euro fünfzig.", "zwei Euro fünfzig | money 2.5 EUR"),
    ("de", "3 Millionen kanadische Dollar", "3 Millionen kanadische Dollar | money 3000000.0 CAD"),
    ("ru", "8 тысяч швейцарских франков", "8 тысяч швейцарских франков | money 8000.0 CHF"),
    ("zh", "约１２．５亿美元", "１２．５亿美元 | money 1250000000.0 USD"), ("zh", "上升四成半", "四成半 | percent 45.0 %"),
    ("es", "dos euros con 15 céntimos", "dos euros con 15 céntimos | money 2.15 EUR"),
    ("it", "3 milioni di dollari canadesi", "3 milioni di dollari canadesi | money 3000000.0 CAD"),
    ("fr", "un tiers.", "un tiers | quantity 0.3333 "),
  ])
  func currenciesOfOtherCountries(_ language: String, _ text: String, _ line: String) {
    #expect(amountLines(text, language: language) == [line])
  }

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
    ("en", "rose 1.5 pp in May", ["1.5 pp | points 1.5 pp"]), ("en", "by 50bps", ["50bps | points 50.0 bp"]),
    (
      "en", "30 degrees Celsius, -5°C or 41 degrees Fahrenheit",
      [
        "30 degrees Celsius | quantity 30.0 °C", "-5°C | quantity -5.0 °C",
        "41 degrees Fahrenheit | quantity 41.0 °F",
      ]
    ),
    ("en", "minus 5 degrees; 40 degrees", ["minus 5 degrees | quantity -5.0 °", "40 degrees | quantity 40.0 °"]),
    ("en", "She holds two degrees.", []), ("ru", "30 градусов мороза", ["30 градусов мороза | quantity -30.0 °"]),
    ("en", "5 ft 10 in tall", ["5 ft 10 in | quantity 5.8333 ft"]),
    ("en", "a 6-foot-2 guard", ["6-foot-2 | quantity 6.1667 ft"]),
    ("en", #"is 6'2" tall"#, [#"6'2" | quantity 6.1667 ft"#]),
    ("en", "12 feet in May", ["12 feet | quantity 12.0 ft"]),
    ("en", "75 miles an hour", ["75 miles an hour | quantity 75.0 mph"]),
    ("en", "50 km2", ["50 km2 | quantity 50.0 km²"]),
    ("ru", "120 км/ч", ["120 км/ч | quantity 120.0 km/h"]),
    ("de", "80 Stundenkilometer", ["80 Stundenkilometer | quantity 80.0 km/h"]),
    ("en", "1.2 million b/d", ["1.2 million b/d | quantity 1200000.0 b/d"]),
    ("en", "a 500-square-mile area", ["500-square-mile | quantity 500.0 mi²"]),
    ("fr", "au moins 5 %", ["5 % | percent 5.0 %"]),
  ])
  func measures(language: String, text: String, expected: [String]) {
    #expect(amountLines(text, language: language) == expected)
  }

  @Test(arguments: [
    ("en", "two-thirds of voters", ["two-thirds | quantity 0.6667 "]),
    ("en", "a quarter of them", ["a quarter | quantity 0.25 "]),
    ("en", "half the staff", ["half | quantity 0.5 "]), ("en", "in the second half of the game", []),
    ("en", "three quarters of growth", []), ("en", "the third of five", []), ("en", "sold to a third party", []),
    ("en", "cut by a third.", ["a third | quantity 0.3333 "]), ("en", "half of an hour", []),
    ("en", "a quarter of a million people", ["a quarter of a million people | quantity 250000.0 people"]),
    ("en", "one-half of one percent", ["one-half of one percent | percent 0.5 %"]),
    ("en", "one in five adults", ["one in five | quantity 0.2 "]),
    ("en", "nine out of 10 said", ["nine out of 10 | quantity 0.9 "]),
    ("en", "two in five minutes", []), ("en", "on May 3 in 10 cities", []),
    (
      "de", "zwei Drittel der Wähler, die Hälfte der Bürger",
      ["zwei Drittel | quantity 0.6667 ", "Hälfte | quantity 0.5 "]
    ),
    ("fr", "les deux tiers et la moitié des voix", ["deux tiers | quantity 0.6667 ", "moitié | quantity 0.5 "]),
    ("fr", "un tiers a signé", []), ("fr", "en quart de finale", []),
    ("es", "la mitad de la población", ["mitad | quantity 0.5 "]),
    ("ru", "две трети избирателей", ["две трети | quantity 0.6667 "]), ("zh", "三分之二的选民", ["三分之二 | quantity 0.6667 "]),
  ])
  func shares(language: String, text: String, expected: [String]) {
    #expect(amountLines(text, language: language) == expected)
  }

  @Test(arguments: [
    ("约三千万元人民币", ["三千万元人民币 | money 30000000.0 CNY"]), ("百分之五点三", ["百分之五点三 | percent 5.3 %"]),
    ("一百二十万", ["一百二十万 | quantity 1200000.0 "]), ("三点五亿元", ["三点五亿元 | money 350000000.0 CNY"]),
    ("两百五十人", ["两百五十人 | quantity 250.0 people"]), ("二〇一九年", []), ("一人一度", []), ("千方百计，万一", []),
    ("第三十五人", []), ("五六十万", []), ("数十人", []), ("20兆瓦", ["20兆瓦 | quantity 20.0 MW"]),
    ("最后一公里", []), ("3月份，用电达到124千瓦时", ["124千瓦时 | quantity 124.0 kWh"]),
    ("500万亩", ["500万亩 | quantity 5000000.0 mu"]), ("1000多万人", ["1000多万人 | quantity 10000000.0 people"]),
    ("近三成选民", ["三成 | percent 30.0 %"]), ("三成员国", []), ("零下5度", ["零下5度 | quantity -5.0 °"]),
    ("3至5亿元", ["3至5亿元 | money 300000000.0...500000000.0 CNY"]), ("一万两千亿元", ["一万两千亿元 | money 1200000000000.0 CNY"]),
    ("一亿三千万元", ["一亿三千万元 | money 130000000.0 CNY"]), ("二十多亿美元", ["二十多亿美元 | money 2000000000.0 USD"]),
  ])
  func chineseNumerals(text: String, expected: [String]) {
    #expect(amountLines(text, language: "zh") == expected)
  }

  @Test(arguments: [
    ("en", "a 10.3 billion U.S. dlr fight", "10.3 billion U.S. dlr | money 10300000000.0 USD"),
    ("en", "USD 5 mn", "USD 5 mn | money 5000000.0 USD"), ("en", "N5 billion", "N5 billion | money 5000000000.0 NGN"),
    ("en", "R1.5bn", "R1.5bn | money 1500000000.0 ZAR"), ("en", "Ksh 5 million", "Ksh 5 million | money 5000000.0 KES"),
    ("en", "$3 to 4 billion", "$3 to 4 billion | money 3000000000.0...4000000000.0 USD"),
    ("en", "20%–30%", "20%–30% | percent 20.0...30.0 %"), ("fr", "5 M€", "5 M€ | money 5000000.0 EUR"),
    ("es", "mil millones de euros", "mil millones de euros | money 1000000000.0 EUR"),
    ("ru", "миллион рублей", "миллион рублей | money 1000000.0 RUB"),
    ("ru", "полтора миллиона рублей", "полтора миллиона рублей | money 1500000.0 RUB"),
    ("ru", "2–3 тыс. человек", "2–3 тыс. человек | quantity 2000.0...3000.0 people"),
    ("de", "tausend Euro", "tausend Euro | money 1000.0 EUR"),
    ("de", "fünfundzwanzig Prozent", "fünfundzwanzig Prozent | percent 25.0 %"),
    ("ru", "10—30 млн евро", "10—30 млн евро | money 10000000.0...30000000.0 EUR"),
    ("ru", "63 млрд кубометров", "63 млрд кубометров | quantity 63000000000.0 m³"),
    ("ru", "около половины СМИ", "половины | quantity 0.5 "),
    ("fr", "82 300 francs CFA", "82 300 francs CFA | money 82300.0 XOF"),
    ("es", "5 millones de pesos chilenos", "5 millones de pesos chilenos | money 5000000.0 CLP"),
    ("fr", "0,5 point de pourcentage", "0,5 point de pourcentage | points 0.5 pp"),
  ])
  func waysOfNewspapers(language: String, text: String, line: String) {
    #expect(amountLines(text, language: language) == [line])
  }

  @Test(arguments: [
    "в 1997-м", "N95", "R61", "Ksh", "at one point", "from one point of view", "those in 2016 point to it",
    "a Fourth of July rally",
    "A320", "in the 1980s", "the 5th", "in 2019", "179 tankers", "Boeing 747", "1.2.3", "$", "%", "a", "won 5 won",
  ])
  func whatIsNoAmount(text: String) {
    #expect(amountLines(text).isEmpty)
  }

  @Test func twoLevelsAreNoRange() {
    #expect(amountLines("from 3 in 1975 to 2.5 percent") == ["2.5 percent | percent 2.5 %"])
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
    #expect(try topic("92% say they stay") == nil)
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
