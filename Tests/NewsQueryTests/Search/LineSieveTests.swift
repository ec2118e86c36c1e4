import CBytes
import Testing

@testable import NewsQuery

/// A sieve may pass what does not match, never hold back what does.
struct LineSieveTests {
  static func sieve(_ query: String) throws -> LineSieve {
    let archive = SearchFixture([.init("a", body: "arms")]).archive
    let context = PlanContext(archive: archive, arguments: [:], results: [:], run: Fixture.context(), search: nil)
    return LineSieve(try CompiledSearch(try Parser.search(query), context: context))
  }

  static func passes(_ query: String, _ line: String) throws -> Bool {
    let sieve = try sieve(query)
    return Array(line.utf8).withUnsafeBytes { sieve.mayMatch($0) }
  }

  @Test(arguments: [
    ("arms", "arms"), ("arms", "ARMS"), ("arms", "in\\narms"), ("arms", "ＡＲＭＳ"), ("arms", "a\\u0072ms"),
    ("arms", "ar\u{AD}ms"), ("arms", "ar\\u00adms"), ("arms", "ar-ms"), ("arms", "ar\\u2011ms"), ("arms", "\\uff21rms"),
    ("cafe", "caf\\u00e9"), ("cafe", "CAFÉ"), ("cafe", "cafe\u{301}s"), ("us", "U.S."), ("us", "U\\u002eS."),
    ("1204", "1,204 men"), ("obrien", "O’Brien"), ("obrien", "O\\u2019Brien"), ("obrien", "O\\u0027Brien"),
    ("office", "oﬃce"), ("office", "o\\ufb03ce"), ("who", "ＷＨＯ’s"), ("kelvin", "\u{212A}elvin"),
    ("math", "\\ud835\\udc26ath"), ("costcutting", "cost-cutting"), ("cost-cutting", "costcutting"),
    ("recycl*", "Re-cycling"), ("*cycling", "recycling"), ("wom?n", "Wömen"), ("arms", "<p>a&#114;ms"),
    ("\"arms control\"", "arms control"), ("\"arms control\"", "Arms-Control"),
    ("\"arms control\"", "arms, \\\"control\\\""),
    ("\"arms control\"", "arms\\n\\ncontrol"), ("\"arms control\"", "arms’ control"),
    ("\"arms control\"", "arms con-trol"),
    ("\"arm control\"", "arm's control"), ("\"arm control\"", "arm\\u2019s control"),
    ("\"control arms\"", "control's arms"),
    ("\"cafe control\"", "caf\\u00e9 control"), ("\"cafe control\"", "a caf\u{E9} control"),
    ("\"1,204 men\"", "1,204 men"), ("\"1204 men\"", "1,204 men"), ("\"us control\"", "U.S. control"),
    ("\"arms control treaty\"", "the arms. Control, treaty"), ("\"narms control\"", "\\narms narms control"),
    ("arms near/5 control", "control of arms"), ("headline:(arms or legs)", "legs"), ("first/5 arms", "arms"),
  ])
  func neverHoldsBack(_ query: String, _ text: String) throws {
    #expect(try Self.passes(query, "{\"id\": \"x\", \"body\": \"\(text)\"}"), "\(query): \(text)")
  }

  @Test(arguments: [
    ("arms", "alms"), ("arms", "ar ms"), ("arms", "ar\\nms"), ("cafe", "caf\\u00f1"), ("cafe", "cafö"),
    ("obrien", "O Brien"), ("us", "U. S."),
    ("\"arms control\"", "arms and control"), ("\"arms control\"", "control arms"),
    ("\"arms control\"", "charms control"),
    ("\"arms control\"", "arms controls"), ("arms control", "arms only"),
  ])
  func holdsBack(_ query: String, _ text: String) throws {
    #expect(try !Self.passes(query, "{\"id\": \"x\", \"body\": \"\(text)\"}"), "\(query): \(text)")
  }

  @Test(arguments: ["not arms", "*", "source:tass", "arms or source:tass", "/arms/", "北京", "words>5", "a"])
  func readsEverythingWhereNothingIsKnown(_ query: String) throws {
    #expect(try !Self.sieve(query).tellsAny)
  }

  @Test func whatIsNoObjectIsRead() throws {
    for line in ["", "[]", "{\"body\": \"cut", "arms", "nonsense"] { #expect(try Self.passes("arms", line)) }
    #expect(try Self.passes("arms", "{\"body_html\": \"a&#114;ms\"}"))
    #expect(try Self.passes("arms", "{\"bodies\": [{\"contentType\" : \"text/x\", \"value\": \"a&#114;ms\"}]}"))
  }

  @Test func isWritten() throws {
    #expect(try Self.sieve("\"arms control\"").written == "\"arms control\"")
    #expect(try Self.sieve("kremlin (summit or talks) not oil").written == "\"kremlin\" and (\"summit\" or \"talks\")")
    #expect(try Self.sieve("*").written == nil)
  }

  /// What is passed over without a closer look ends words.
  @Test func frequentMarksSeparate() {
    for scalar: UInt32 in [0xA0, 0x2013, 0x2014, 0x201C, 0x201D, 0x2026] {
      #expect(WordClass.of(scalar) == .separator, "\(scalar)")
    }
  }

  /// Every character that folds to ASCII is found where it hides a letter, by itself and as an escape.
  @Test func everyDisguise() {
    for scalar in (0..<nb_fold_count).map(nb_fold_key) {
      guard let character = Unicode.Scalar(scalar) else { continue }
      let text = "xy\(character)z"
      let words = Tokenizer.words(of: text)
      guard words.count == 1, words[0].kind == .plain, words[0].folded.allSatisfy({ $0 < 0x80 }) else { continue }
      guard let word = SievedWord(words[0]) else { continue }
      var escaped = ""
      for unit in String(character).utf16 {
        let digits = String(unit, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      for hidden in [text, "xy\(escaped)z"] {
        let line = Array("{\"body\": \"\(hidden)\"}".utf8)
        #expect(line.withUnsafeBytes { word.mayStand(in: $0) }, "\(hidden)")
      }
    }
  }
}
