import NewsQuery
import Testing

/// Search strings as people keep them, and what newsq makes of them.
@Suite struct VendorQueryTests {
  static let factiva: [(String, String)] = [
    ("'hlp=(tariff* and steel) and wc>800'", "hlead:(tariff* steel) words>800"),
    (
      "hd=(brexit or \"article 50\") and la=en not (football or cricket)",
      "headline:(brexit or \"article 50\") language:en -(football or cricket)"
    ),
    ("atleast5 fentanyl and wc>800", "atleast/5 fentanyl words>800"),
    ("atleast3 (fentanyl or opioid*)", "atleast/3 (fentanyl or opioid*)"),
    ("carrefour near5 retail sales", "carrefour near/5 \"retail sales\""),
    ("world cup adj5 rugby", "\"world cup\" pre/5 rugby"),
    ("factiva president w/2 bush", "president pre/2 bush"),
    ("boeing 747/N30/british airways", "\"boeing 747\" near/30 \"british airways\""),
    ("toyota/F50/ and recall*", "first/50 toyota recall*"),
    ("earn$2 w/5 call and hd=profit", "(earn* pre/5 call) headline:profit"),
    ("wom?n and hd=strike and by=smith", "wom?n headline:strike byline:smith"),
    ("rst=(j or nytf) and oil", "source:(\"Wall Street Journal\" or \"New York Times\") oil"),
    ("sc=lba and pd=20200101", "source:\"Reuters\" date:2020-01-01"),
    ("date after 20200101 and trump near10 impeach*", "date>2020-01-01 (trump near/10 impeach*)"),
    ("vodafone same telecommunications not spam", "(vodafone near/p telecommunications) -spam"),
    ("hlp=(steel near3 tariff) and td=china", "hlead:(steel near/3 tariff) body:china"),
    ("hd=tariff w/3 steel", "headline:(tariff pre/3 steel)"),
    ("hd=tariff steel and wc>1,000", "headline:\"tariff steel\" words>1000"),
    ("lp=strike and wc<300", "lead:strike words<300"),
    ("sn=\"financial times\" and la=(en or fr)", "source:\"financial times\" language:(en or fr)"),
    ("wc>100 and date from 01/31/2019 to 12/31/2020 and oil", "words>100 date:2019-01-31..2020-12-31 oil"),
    ("factiva date -7 and oil", "date:1w oil"),
    ("factiva president % clinton", "\"president * clinton\""),
    ("factiva merger or acquisition and bank not river", "merger or (acquisition bank -river)"),
  ]
  static let nexis: [(String, String)] = [
    (
      "HEADLINE(tariff! w/5 steel) AND LENGTH>800 AND DATE>2020-01-01",
      "headline:(tariff* near/5 steel) words>800 date>2020-01-01"
    ),
    (
      "HLEAD(migrant! OR refugee!) AND SOURCE(\"Financial Times\") AND NOT BODY(football)",
      "hlead:(migrant* or refugee*) source:\"Financial Times\" -body:football"
    ),
    ("rico not w/5 puerto", "rico not near/5 puerto"),
    ("atleast5(fentanyl) and date aft 1/31/2020", "atleast/5 fentanyl date>2020-01-31"),
    (
      "bankrupt! w/10 (fail! or collaps!) and date(geq (1/31/2020) and leq (12/31/2020))",
      "(bankrupt* near/10 (fail* or collaps*)) date>=2020-01-31 date<=2020-12-31"
    ),
    ("ALLCAPS(who) w/s (pandemic or outbreak)", "=WHO near/s (pandemic or outbreak)"),
    ("NOCAPS(apple) AND ALLCAPS(aid or nato)", "=apple (=AID or =NATO)"),
    ("CAPS(aid) w/3 worker!", "(=Aid or =AID) near/3 worker*"),
    ("SINGULAR(job) and PLURAL(tariffs)", "job tariffs"),
    ("(bank or lender) w/25 default! w/3 loan", "(bank or lender) near/25 default* near/3 loan"),
    ("wom*n /p suffrage", "wom?n near/p suffrage"),
    ("trump pre/3 tweet! and not golf", "(trump pre/3 tweet*) -golf"),
    ("nexis (oil and gas) w/5 drill", "(oil near/5 drill) (gas near/5 drill)"),
    ("(oil or (gas w/2 price!)) w/5 drill", "(oil near/5 drill) or (gas near/2 price* near/5 drill)"),
    (
      "acme w/10 (accus! or alleg!) and not (acme w/15 declin! or comment!)",
      "(acme near/10 (accus* or alleg*)) -(acme near/15 (declin* or comment*))"
    ),
    (
      "byline(smith) and section(business) and dateline(beirut) and not hlead(beirut)",
      "byline:smith section:business dateline:beirut -hlead:beirut"
    ),
    (
      "SUBJECT(climate change) and COMPANY(shell) and length(>800)",
      "tags:\"climate change\" tags:shell words>800"
    ),
    ("trump w/seg impeach!", "trump impeach*"),
    ("\"arms control\" w/p kremlin and date bef 2020", "(\"arms control\" near/p kremlin) date<2020"),
    ("oil or gas and price!", "(oil or gas) price*"),
    ("DATE(is January 5, 2020) and oil!", "date:2020-01-05 oil*"),
    ("publication(le monde) and language(french)", "source:\"le monde\" language:french"),
    ("nexis at&t and \"o'brien\" and U.S.", "at&t \"o'brien\" U.S."),
  ]

  @Test(arguments: factiva) func factivaIsRead(_ string: String, _ query: String) throws {
    #expect(try VendorQuery(string).query == query)
    // Some marks are of both.
    #expect(try VendorQuery(string).vendor != .nexis)
    try isAsked(query)
  }

  @Test(arguments: nexis) func nexisIsRead(_ string: String, _ query: String) throws {
    #expect(try VendorQuery(string).query == query)
    #expect(try VendorQuery(string).vendor == .nexis)
    try isAsked(query)
  }

  /// What came out is a search, and the one that was meant.
  private func isAsked(_ query: String) throws {
    #expect(Printer.text(of: try Parser.search(query)) == query)
  }

  @Test(arguments: [
    ("tariff w/5 steel and hd=x", "this order in Factiva (`pre/`), any order in Nexis"),
    ("tariffs and steel or aluminium", "Factiva takes `and` first, Nexis `or`"),
    ("earn$2 and hd=x", "at most 2 more letters"), ("ns=c181 and oil", "asks for a code of the vendor's"),
    ("climate change and hd=x", "are a phrase to Factiva"), ("wom*n /p vote", "one letter to Nexis for long"),
    ("bank* /p vote", "one letter to Nexis for long"), ("steel! and tariff", "regular plurals"),
    ("CAPS(aid)", "a capital anywhere"), ("PLURAL(job)", "no plural from a singular"),
    ("date aft 7/8/2019 and steel!", "month first"), ("a! and not b and c", "binds loosest"),
    ("trump w/seg oil", "no segments"), ("toyota/f50/", "counts from the start"), ("td=oil", "has the lead too"),
    ("(oil and gas) near5 drill", "multiplied out"), ("SUBJECT(oil)", "together in `tags`"),
    ("in=i1 or re=uk", "this is every article"), ("cat? and hd=x", "between two letters"),
  ]) func differencesAreNoted(_ string: String, _ note: String) throws {
    let read = try VendorQuery(string)
    #expect(read.notes.contains { $0.message.contains(note) }, "\(read.notes.map(\.message))")
    for note in read.notes { #expect(note.span != nil && note.severity == .note) }
  }

  @Test(arguments: [
    ("", 0), ("hd=", 3), ("(oil", 0), ("oil)", 3), ("oil and", 7), ("and oil", 0), ("\"oil", 0), ("date aft never", 9),
    ("wc>many", 3), ("hd=(by=smith)", 0), ("w/5 oil", 0), ("oil near0 gas", 4), ("hd=oil near5 by=x", 7),
    ("toyota/f0/", 6), ("atleast0 oil", 0), ("oil near5 (not gas)", 4),
  ]) func mistakesHaveAPlace(_ string: String, _ place: Int) throws {
    let mistake = #expect(throws: Diagnostic.self) { try VendorQuery(string) }
    #expect(mistake?.span?.lowerBound == place, "\(mistake?.message ?? "")")
  }

  @Test func anExportsOwnColumnsAreAsked() throws {
    #expect(try VendorQuery("in=i3302 and oil", columns: ["IN"]).query == "`IN`:i3302 oil")
    #expect(try VendorQuery("rst=tdjw and oil", columns: ["SC"]).query == "SC:tdjw oil")
  }

  /// A mark left out, doubled or exchanged: read as something that newsq reads again, or explained with a place.
  @Test func whateverIsPastedIsReadOrExplained() {
    var random = SeededRandom(seed: 11)
    let marks = Array("()[]\"'=<>/!*?$%&,;.- 5waods\u{0}é北“”".unicodeScalars)
    for (string, _) in VendorQueryTests.factiva + VendorQueryTests.nexis {
      for _ in 0..<120 {
        var scalars = Array(string.unicodeScalars)
        for _ in 0...random.below(3) where !scalars.isEmpty {
          let place = random.below(scalars.count)
          switch random.below(3) {
          case 0: scalars.remove(at: place)
          case 1: scalars.insert(marks[random.below(marks.count)], at: place)
          default: scalars[place] = marks[random.below(marks.count)]
          }
        }
        check(String(String.UnicodeScalarView(scalars)))
      }
    }
    for piece in ["(", "not ", "a and ", "a or ", "a w/5 ", "hd=", "HEADLINE(", "a ", "atleast5 ", "(a or b) w/5 "] {
      check(String(repeating: piece, count: 3_000) + "a")
    }
  }

  private func check(_ string: String) {
    do {
      let query = try VendorQuery(string).query
      do {
        let printed = Printer.text(of: try Parser.search(query))
        if printed != query { Issue.record("\(string)\nread as \(query)\nread again as \(printed)") }
      } catch {
        Issue.record("\(string)\nread as \(query)\n\(error.message)")
      }
    } catch {
      let size = string.utf8.count
      if error.message.isEmpty || error.span.map({ $0.lowerBound < 0 || $0.upperBound > size }) ?? true {
        Issue.record("\(string): \(error)")
      }
    }
  }
}
