import CLibrary
import NewsQuery
import Testing

/// Whatever is typed is read or explained: no trap, no hang, no mistake without a place.
@Suite struct HostileQueryTests {
  static let queries = [
    "kremlin \"arms control\" date:2020-07 | quotes | where speaker = \"putin\" | count by source",
    "acme near/10 (accus* or alleg*) not (acme near/15 (declin* or comment*))",
    "byline:smith source is \"Financial Times\" date:2024-01..2024-06 words>800",
    "brexit source:guardian | keywords 20 vs (brexit source:telegraph)",
    "=WHO atleast/5 fentanyl first/50 \"x y\" /re\\/gex/i hlead:(tariff* steel) -a @names.txt $arg in $calls",
    "* | stats n = count, avg(words + 1.5) by source, year(date) | sort n desc, source | head 10 | as csv",
    "let calls = putin or trump # note\nparam since = 2020-07-01; .mode csv\n| timeline by week, source",
    "x | where not (a = b) and words in (1, 2, 3) and source is not empty and body !~ (putin or \"a b\")",
    "x | let s = replace(headline, /a|b/i, \"\\\"\") ++ \"x\" | diff urn:1 urn:2 | write \"a b.csv\"",
    "`Press Run`:2020..2021 |  select same = (a = b), `x y` | distinct | kwic 8 sort right",
    "«a» „b“ 「c」 rock / roll 9/11 #metoo C# U.S. recycl* resign? date:30d updated<today",
  ]

  static let marks = "\"()|;/-=$@#:*?!`~,<>& \n.'“«」–0aå北\u{0}\\+%[{\u{A0}\u{301}😀"

  private func read(_ text: String) {
    var notes: [Diagnostic] = []
    let size = text.utf8.count
    do {
      _ = try Parser.statements(of: SourceText(text), stages: Stages.all, notes: &notes)
    } catch {
      // Plain conditions: thousands of `#expect` take minutes.
      if error.span.map({ $0.lowerBound < 0 || $0.upperBound > size + 1 }) ?? true || error.message.isEmpty {
        Issue.record("\(text): \(error)")
      }
    }
    _ = Parser.completeness(of: text)
  }

  /// NEWSQ_MUTATIONS=all tries each mark at each place.
  @Test func everyMutationIsReadOrExplained() {
    let triesAll = getenv("NEWSQ_MUTATIONS") != nil
    var random = SeededRandom(seed: 7)
    let marks = Array(HostileQueryTests.marks.unicodeScalars)
    for query in HostileQueryTests.queries {
      let scalars = Array(query.unicodeScalars)
      for place in scalars.indices {
        for mark in marks where triesAll || random.holds(oneIn: 16) {
          for change in 0..<3 {
            var changed = scalars
            switch change {
            case 0: changed[place] = mark
            case 1: changed.insert(mark, at: place)
            default: changed.replaceSubrange(place..<min(place + random.below(4), scalars.count), with: [mark])
            }
            read(String(String.UnicodeScalarView(changed)))
          }
        }
        read(String(String.UnicodeScalarView(scalars[..<place])))
        read(String(String.UnicodeScalarView(scalars[place...])))
      }
    }
  }

  @Test(arguments: [
    "(", "not ", "-", "headline:(", "a near/5 (", "atleast/2 (", "x | where (", "x | where not ", "x | where - ",
    "x | where f(", "x | where a in (", "x | where a + ", "x | where a * ", "x | where a ~ (", "x | keywords vs (",
    "\"", "«",
    "/a", "`", "a or ", "a, ", "a|", "| count by a ", "$a", "@", "=", "date:2020..", "words>1 ", "a w/5 ", "source=x ",
    "a near/5 ", ";", "\n\n", "# ", "let x = ", ".", "a - ", "a  ", "/ ", "! ", "source is ", "in $a ", "7/8/2020 ",
    "date:7/8/2020 ", "id:(", "a\u{301}", "source:a ", "first/5 ", "atleast/2 ", "first/$a atleast/2 ", ", ", "· ", "*",
    "* ", "a*", "date:", "a:",
  ])
  func repetitionIsReadOrExplained(piece: String) {
    let start = "* | where a "
    let count = ["(", "first/5 ", ", ", "*"].contains(piece) ? 100_000 : 5_000
    read(String(repeating: piece, count: count))
    if piece.hasPrefix("x | where ") {
      read("x | where " + String(repeating: String(piece.dropFirst(10)), count: count) + "a")
    }
    read(start + String(repeating: piece, count: count))
  }
}
