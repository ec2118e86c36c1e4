import Testing

@testable import NewsQuery

@Suite struct DatelineTests {
  private func parts(_ body: String) -> [String]? {
    Array(body.utf8).withUnsafeBytes { bytes in
      guard let found = Dateline.find(in: bytes) else { return nil }
      let lead = ByteSearch.string(bytes, found.leadStart..<min(bytes.count, found.leadStart + 12))
      return [
        ByteSearch.string(bytes, found.text),
        String(decoding: PlaceName.bytes(UnsafeRawBufferPointer(rebasing: bytes[found.place])), as: UTF8.self),
        found.agency.map { Credit.name(of: UnsafeRawBufferPointer(rebasing: bytes[$0])) } ?? "",
        found.month.map { "\($0)-\(found.day ?? 0)" } ?? "", String(lead.prefix(3)),
      ]
    }
  }

  /// Nothing stands before the first letter of a text, which may be the first of a phrase.
  @Test(arguments: [("نقلا عن رويترز", "Reuters"), ("со ссылкой на ТАСС", "TASS")])
  func aCreditAtTheVeryBeginning(body: String, credit: String) {
    var article = Article()
    article[.body] = body
    article.deriveOpening()
    #expect(article.credits == [credit])
  }

  @Test(arguments: [
    ("MOSCOW, July 23. /TASS/. The Presidents", ["MOSCOW, July 23. /TASS/", "Moscow", "TASS", "7-23", "The"]),
    ("WASHINGTON (AP) — President Joe", ["WASHINGTON (AP)", "Washington", "AP", "", "Pre"]),
    ("LONDON, March 3 (Reuters) - Shares", ["LONDON, March 3 (Reuters)", "London", "Reuters", "3-3", "Sha"]),
    ("SALVADOR, Feb 26 - Showers continued", ["SALVADOR, Feb 26", "Salvador", "", "2-26", "Sho"]),
    ("МОСКВА, 23 июля. /ТАСС/. Президент", ["МОСКВА, 23 июля. /ТАСС/", "Москва", "TASS", "7-23", "Пре"]),
    (
      "МОСКВА, 23 июл — РИА Новости. Президент",
      ["МОСКВА, 23 июл — РИА Новости", "Москва", "RIA Novosti", "7-23", "Пре"]
    ),
    ("Москва. 23 июля. INTERFAX.RU - Глава", ["Москва. 23 июля. INTERFAX.RU", "Москва", "Interfax", "7-23", "Гла"]),
    ("BEIJING, July 23 (Xinhua) -- China", ["BEIJING, July 23 (Xinhua)", "Beijing", "Xinhua", "7-23", "Chi"]),
    ("Paris (AFP) - The", ["Paris (AFP)", "Paris", "AFP", "", "The"]),
    ("Berlin (dpa) - Der Bundestag", ["Berlin (dpa)", "Berlin", "dpa", "", "Der"]),
    ("(ANSA) - ROMA, 23 LUG - Il governo", ["(ANSA) - ROMA, 23 LUG", "Roma", "ANSA", "7-23", "Il "]),
    ("NEW YORK — Stocks", ["NEW YORK", "New York", "", "", "Sto"]),
    ("ST. LOUIS (AP) — A", ["ST. LOUIS (AP)", "St. Louis", "AP", "", "A"]),
    ("OSLO — MINISTER ANNA LUND REFLECTED on her", ["OSLO", "Oslo", "", "", "MIN"]),
    ("OSLO — 10 people were", ["OSLO", "Oslo", "", "", "10 "]),
    ("OSLO, NORWAY - JUNE 27: Anna", ["OSLO, NORWAY", "Oslo, Norway", "", "", "JUN"]),
    ("WASHINGTON, D.C. — The", ["WASHINGTON, D.C.", "Washington, D.C.", "", "", "The"]),
    ("SAN JOSE, Calif. (AP) -- Apple", ["SAN JOSE, Calif. (AP)", "San Jose, Calif.", "AP", "", "App"]),
    (
      "RIO DE JANEIRO, Aug. 5, 2016 (EFE).- El",
      ["RIO DE JANEIRO, Aug. 5, 2016 (EFE)", "Rio de Janeiro", "EFE", "8-5", "El"]
    ),
    ("LONDON/PARIS (Reuters) - Two", ["LONDON/PARIS (Reuters)", "London/Paris", "Reuters", "", "Two"]),
    ("القاهرة (رويترز) - قال", ["القاهرة (رويترز)", "القاهرة", "Reuters", "", "قال"]),
    ("موسكو، 23 يوليو (رويترز) - قال", ["موسكو، 23 يوليو (رويترز)", "موسكو", "Reuters", "7-23", "قال"]),
    ("新华社北京7月23日电（记者张三）国务院", ["新华社北京7月23日电", "北京", "Xinhua", "7-23", "国务院"]),
    (
      "AIN AL-ASAD AIR BASE, Iraq (AP) — Iran",
      ["AIN AL-ASAD AIR BASE, Iraq (AP)", "Ain al-Asad Air Base, Iraq", "AP", "", "Ira"]
    ),
  ])
  func finds(_ body: String, _ expected: [String]) {
    #expect(parts(body) == expected)
  }

  @Test(arguments: [
    "The Presidents of Russia and the United States - on Thursday", "UPDATE 1-Shares fall", "BREAKING — A man",
    "Trump (R) - the former", "NASA — which launched", "Sen. Rand Paul (R-Ky.) said", "It was July 23 - a day",
    "", "-", "(", "A", "/", "(((((((((((", "AAAA (BBBB", "He said — and", "Apple Inc. (AAPL) - shares rose",
    "IBM (IBM.N) - shares", "The U.S. House (AP) of", "EXCLUSIVE: A",
    "PIGS SOLD AT AUCTION - 9 MARKETS - 3/2\n\nNUMBER", "OSLO STOCK INDEX NOON - APRIL 7 72.3 AFTER",
    "OSLO RUBBER (KRONER PER KILO) - APRIL 08\n\nPREV", "OSLO INDICATION - VIK SHIPYARDS CORP <VIK>, 16-1/4",
    "WEATHER OUTLOOK - OFFICIAL\n\nThursday", "MINISTER SAYS TRADE IS VERY GOOD OSLO, Oct 20 - The minister",
    "(CORRECTION) - VIK EARNINGS\n\nIn item",
  ])
  func findsNoneIn(_ body: String) {
    #expect(parts(body) == nil)
  }

  @Test func takesTheNearestYear() throws {
    let body = Array("MOSCOW, Dec 31 (Reuters) - The".utf8)
    let found = try #require(body.withUnsafeBytes { Dateline.find(in: $0) })
    #expect(found.date(published: DateParsing.parse("2021-01-01"))?.description == "2020-12-31")
  }

  private func credits(_ body: String) -> [String] {
    var credits: [String] = []
    Array(body.utf8).withUnsafeBytes { Credit.append(in: $0, dateline: Dateline.find(in: $0), to: &credits) }
    return credits
  }

  @Test(arguments: [
    ("The Kremlin said, Trend reports citing TASS.\n\nMore.", ["TASS"]),
    ("One.\n\nReuters and The Associated Press contributed to this report.", ["Reuters", "AP"]),
    ("Moscow, July 23 (Interfax) - A.\n\nB.", ["Interfax"]), ("A story.\n\n— AFP", ["AFP"]),
    ("A story of some length that ends so. (AP)", ["AP"]), ("Глава, со ссылкой на ТАСС.", ["TASS"]),
    ("He told Reuters on Monday that AP was wrong.", []), ("Source: Xinhua", ["Xinhua"]), ("", []),
  ])
  func credits(_ body: String, _ expected: [String]) {
    #expect(credits(body) == expected)
  }
}
