import Testing

@testable import NewsQuery

/// A quote as tests write it down.
struct SeenQuote: Equatable, CustomStringConvertible {
  var kind: String
  var words: [String]
  var cue: String?
  var speaker: String

  var description: String { "\(kind) \(words) cue \(cue ?? "-") speaker \(speaker)" }
}

func seenQuotes(_ text: String, language: String = "en") -> [SeenQuote] {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBytes { raw in
    func words(_ range: Range<Int>) -> String { String(decoding: raw[range], as: UTF8.self) }
    return QuoteFinder().quotes(in: raw, language: language).map { quote in
      let speaker: String
      switch quote.speaker {
      case .named(let name, _): speaker = name
      case .role(let role, _): speaker = role
      case .unknown: speaker = ""
      }
      return SeenQuote(
        kind: quote.kind.rawValue, words: quote.spans.map(words), cue: quote.cue.map(words), speaker: speaker)
    }
  }
}

@Suite struct QuotesTests {
  @Test func theWordsAfterAQuoteTellWhoSpoke() {
    #expect(
      seenQuotes("“We won,” Jane Smith said. “Now we rest.”")
        == [.init(kind: "direct", words: ["“We won,”", "“Now we rest.”"], cue: "said", speaker: "Jane Smith")])
    #expect(
      seenQuotes("\"We won,\" said Jane Smith, a coach from Ohio.")
        == [.init(kind: "direct", words: ["\"We won,\""], cue: "said", speaker: "Jane Smith")])
  }

  @Test func theWordsBeforeAQuoteTellWhoSpoke() {
    #expect(
      seenQuotes("Jane Smith told reporters: “We won.”")
        == [.init(kind: "direct", words: ["“We won.”"], cue: "told", speaker: "Jane Smith")])
  }

  @Test func nobodyIsANumber() {
    let quotes = seenQuotes("In 2018, argued that wear marks are unique.")
    #expect(quotes.map(\.words) == [["that wear marks are unique"]])
    #expect(!quotes.contains { $0.speaker == "2018" })
  }

  @Test func quotedWordsInsideASentenceAreMixed() {
    #expect(
      seenQuotes("Jane Smith said on Monday that the plan was “a disaster” for the city.")
        == [
          .init(
            kind: "mixed", words: ["that the plan was “a disaster” for the city"], cue: "said", speaker: "Jane Smith")
        ])
  }

  @Test(arguments: [
    // The verb has its words already; what follows tells of the speaker.
    ("“It's too early,” said Mark Cuban, a host of the show “Shark Tank.”", ["“It's too early,”"]),
    // What is said reaches back to the first verb.
    (
      "He said that the plan, which some called a risk, was “an insult” to them.",
      ["that the plan, which some called a risk, was “an insult” to them"]
    ),
    ("Jane Smith warned him the plan was “a disaster.”", ["the plan was “a disaster.”"]),
    ("Jane Smith left, telling Keyworth they “won’t wait.”", ["they “won’t wait.”"]),
    ("Kim kept referring to the US as “a paper tiger.”", ["the US as “a paper tiger.”"]),
    ("She called him “a nice guy” before she left the room.", ["him “a nice guy”"]),
    ("Jane Smith said in a statement on Monday the vote was “a farce.”", ["the vote was “a farce.”"]),
    ("Whites, blacks and “others” wait in line, the lawsuit says.", ["Whites, blacks and “others” wait in line"]),
    // A speaker goes on in the same paragraph.
    (
      "“We lost,” he said. Instead, “he acts like a beaten man.”",
      ["“We lost,”", "Instead, “he acts like a beaten man.”"]
    ),
    ("The early states were full of “undecided and angry voters” this week.", []),
    ("He told “Fox and Friends” on Sunday.", []),
    ("They saw a play called “Sons of Trump” in Mexico.", []),
    ("She spoke on NBC's “Meet the Press.”", []),
    ("“We won,” she said on NBC's “Meet the Press.”", ["“We won,”"]),
    ("WASHINGTON (AP) — “We won,” Jane Smith said.", ["“We won,”"]),
  ])
  func theWordsSaidAndNoOthers(_ text: String, _ words: [String]) {
    #expect(seenQuotes(text).flatMap(\.words) == words)
  }

  @Test(arguments: [
    ("de", "„Das ist falsch“, so der Minister.", "„Das ist falsch“", "der Minister"),
    ("de", "„Das ist falsch“, so Angela Merkel.", "„Das ist falsch“", "Angela Merkel"),
    ("de", "Der Sprecher erklärte: »Das ist klar.« Die Lage blieb ernst.", "»Das ist klar.«", "Der Sprecher"),
    (
      "fr", "PARIS (AFP) - « Nous sommes prêts », a déclaré Emmanuel Macron.", "« Nous sommes prêts »",
      "Emmanuel Macron"
    ),
    ("fr", "« C'est faux », selon Emmanuel Macron.", "« C'est faux »", "Emmanuel Macron"),
    ("es", "MADRID, 23 jul (EFE) - «Estamos listos», dijo Pedro Sánchez.", "«Estamos listos»", "Pedro Sánchez"),
    (
      "ru", "«Беседа была хорошей», — заявил пресс-секретарь Кремля Дмитрий Песков.", "«Беседа была хорошей»",
      "Дмитрий Песков"
    ),
  ])
  func otherLanguages(_ language: String, _ text: String, _ words: String, _ speaker: String) {
    let found = seenQuotes(text, language: language)
    #expect(found.map(\.words) == [[words]])
    #expect(found.map(\.speaker) == [speaker])
    #expect(found.map(\.kind) == ["direct"])
  }

  @Test(arguments: [
    // British newspapers set single marks; an apostrophe is none, nor is one pair among many double ones.
    ("en", "‘We will win,’ said John Brown. ‘We always do.’", "‘We will win,’ … ‘We always do.’", "John Brown"),
    (
      "en", "'The boys' toys are theirs,' said John Brown. 'It's so.'", "'The boys' toys are theirs,' … 'It's so.'",
      "John Brown"
    ),
    (
      "en", "“No,” said Jane Smith. “Never.”\n‘Very Good Reporter.’ \n“So it is,” said Smith.", "“No,” … “Never.”",
      "Jane Smith"
    ),
    ("en", "\"It is over,\" Reuters quoted Jane Smith as saying.", "\"It is over,\"", "Jane Smith"),
    ("en", "“I am,” Jane Smith began, “very tired.”", "“I am,” … “very tired.”", "Jane Smith"),
    ("en", "“Time is up,” read the statement.", "“Time is up,”", "the statement"),
    ("en", "“Time is up,” Katie Benner of The New York Times concluded.", "“Time is up,”", "Katie Benner"),
    (
      "en", "A source familiar with the matter said “the time is up.”", "“the time is up.”",
      "A source familiar with the matter"
    ),
    // Who was called something has not said it.
    ("en", "Jane Smith was called “a disgrace.”", "“a disgrace.”", ""),
    ("en", "Jane Smith was called “a disgrace” by John Brown.", "“a disgrace”", ""),
    (
      "fr", "« Nous avons gagné, a déclaré Emmanuel Macron, et c'est fini. »", "« Nous avons gagné, … et c'est fini. »",
      "Emmanuel Macron"
    ),
    ("ru", "«Мы, — сказал Путин, — победим»", "«Мы, … победим»", "Путин"),
    ("fr", "— Je ne sais pas, répond Marie Durand.", "Je ne sais pas", "Marie Durand"),
    (
      "fr", "« Je reste », a affirmé vendredi le ministre de l'Intérieur, Gérald Darmanin.", "« Je reste »",
      "Gérald Darmanin"
    ),
    (
      "es", "\"Es inaceptable\", afirmó el lunes la portavoz, Isabel Rodríguez.", "\"Es inaceptable\"",
      "Isabel Rodríguez"
    ),
    ("es", "Pedro Sánchez anunció que viajará a Berlín mañana.", "que viajará a Berlín mañana", "Pedro Sánchez"),
    (
      "ru", "Сергей Лавров заявил, что Россия не выйдет из договора.", "что Россия не выйдет из договора",
      "Сергей Лавров"
    ),
    ("de", "Olaf Scholz sagte, er werde nicht zurücktreten.", "er werde nicht zurücktreten", "Olaf Scholz"),
    (
      "ru", "Пресс-секретарь Кремля Дмитрий Песков сказал, что встреча «была полезной».", "что встреча «была полезной»",
      "Дмитрий Песков"
    ),
    ("ru", "\"Это неприемлемо\", - сказал Песков журналистам.", "\"Это неприемлемо\"", "Песков"),
    ("ru", "«Решение принято», — говорится в заявлении министерства.", "«Решение принято»", "заявлении министерства"),
  ])
  func waysOfNewspapers(_ language: String, _ text: String, _ words: String, _ speaker: String) {
    let first = seenQuotes(text, language: language).first
    #expect(first?.words.joined(separator: " … ") == words)
    #expect(first?.speaker == speaker)
  }

  @Test(arguments: [
    ("en", "Smith's book, “The Long Road,” won a prize."), ("en", "It is worth noting that all of it was lost."),
    ("ru", "Об этом сообщает РИА «Новости»."), ("ru", "Компания «Газпром» объявила о сделке."),
  ])
  func whatIsNoQuote(_ language: String, _ text: String) {
    #expect(seenQuotes(text, language: language) == [])
  }

  @Test func titlesAndScareQuotesAreNone() {
    #expect(seenQuotes("She stars in “Orange Is the New Black” on Netflix.").isEmpty)
    #expect(seenQuotes("The so-called “reform” passed.").isEmpty)
  }

  @Test func aQuoteRunsOnWhereAParagraphDoesNotCloseIt() {
    #expect(
      seenQuotes("“We won,” Jane Smith said. “It was hard.\n“But we won.”")
        == [
          .init(
            kind: "direct", words: ["“We won,”", "“It was hard.", "“But we won.”"], cue: "said", speaker: "Jane Smith")
        ])
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in [
      "\"", "“", "“a ", "\" a", ", said ", "he said, ", "“A,” said B, ", "a “b” c ", "(", "« ", "said that ",
    ] {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      text.withUnsafeBytes { _ = QuoteFinder().quotes(in: $0) }
    }
  }

  @Test func anyBytesAreAccepted() {
    var seed: UInt64 = 11
    let alphabet: [UInt8] = Array("\"“”«»‘’said, he Bob.\n".utf8) + [0xE2, 0x80, 0xC2, 0xD0, 0xF0, 0xFF, 0]
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<200 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(seed >> 33) % alphabet.count])
      }
      bytes.withUnsafeBytes { raw in
        for quote in QuoteFinder().quotes(in: raw) {
          #expect(!quote.spans.isEmpty)
          for span in quote.spans { #expect(span.lowerBound < span.upperBound && span.upperBound <= raw.count) }
        }
      }
    }
  }
}

@Suite struct QuoteLanguagesTests {
  @Test(arguments: [
    ("de", "„Das ist gut“, sagte Angela Merkel am Montag.", "„Das ist gut“", "Angela Merkel"),
    ("de", "»Nein«, erklärte Olaf Scholz.", "»Nein«", "Olaf Scholz"),
    ("fr", "« C'est une erreur », a déclaré Emmanuel Macron lundi.", "« C'est une erreur »", "Emmanuel Macron"),
    ("es", "«Es un error», dijo Pedro Sánchez este lunes.", "«Es un error»", "Pedro Sánchez"),
    ("es", "\"No iremos\", aseguró el ministro.", "\"No iremos\"", "el ministro"),
    ("ru", "«Это хорошо», — сказал Владимир Путин в четверг.", "«Это хорошо»", "Владимир Путин"),
    ("ru", "Путин заявил, что договор «важен для мира».", "что договор «важен для мира»", "Путин"),
    ("ru", "— Мы ждём, — сказал Лавров.", "Мы ждём", "Лавров"),
    (
      "ru", "«Мы готовы к переговорам», — заявил журналистам пресс-секретарь президента Дмитрий Песков.",
      "«Мы готовы к переговорам»", "Дмитрий Песков"
    ),
    ("ru", "По словам министра, ситуация «остается под контролем».", "ситуация «остается под контролем»", "министра"),
    (
      "de", "Der Sprecher der Regierung sagte am Dienstag: „Wir werden nicht nachgeben.“",
      "„Wir werden nicht nachgeben.“",
      "Der Sprecher der Regierung"
    ),
    ("de", "„Wir schaffen das“, betonte Kanzlerin Angela Merkel.", "„Wir schaffen das“", "Angela Merkel"),
    (
      "fr", "« Nous ne céderons pas », a assuré le ministre de l'Intérieur.", "« Nous ne céderons pas »",
      "le ministre de l'Intérieur"
    ),
    ("fr", "Selon Marine Le Pen, le texte est « une honte ».", "le texte est « une honte »", "Marine Le Pen"),
    ("fr", "« C'est fini », dit-il.", "« C'est fini »", ""),
    (
      "es", "«No nos rendiremos», afirmó la portavoz María Jesús Montero.", "«No nos rendiremos»", "María Jesús Montero"
    ),
    ("es", "Según el alcalde, la obra es «un desastre».", "la obra es «un desastre»", "el alcalde"),
    ("es", "—No iré —dijo Juan Pérez.", "No iré", "Juan Pérez"),
    (
      "ru", "Глава МИД Сергей Лавров сообщил, что переговоры «прошли успешно».", "что переговоры «прошли успешно»",
      "Сергей Лавров"
    ),
  ]) func marksAndVerbs(language: String, text: String, words: String, speaker: String) {
    let seen = seenQuotes(text, language: language)
    #expect(seen.map(\.words) == [[words]])
    #expect(seen.map(\.speaker) == [speaker])
  }

  @Test func russianIsReadWithoutATag() {
    #expect(seenQuotes("«Это хорошо», — сказал Путин.", language: "").map(\.speaker) == ["Путин"])
  }
}

@Suite struct QuoteSpeakersTests {
  @Test func lastNamesAndPronounsLeadToTheFullName() {
    let text = """
      Senator Jane Smith met Mayor Robert Brown on Monday.
      “We agreed,” Smith said. “It was good.”
      “I am glad,” she added.
      “So am I,” said Mr. Brown.
      He said that the work would begin in May.
      """
    #expect(seenQuotes(text).map(\.speaker) == ["Jane Smith", "Jane Smith", "Robert Brown", "Robert Brown"])
  }

  @Test func aRoleIsARoleAndNobodyIsNobody() {
    #expect(seenQuotes("“We agreed,” a spokesman for the city said.").map(\.speaker) == ["a spokesman for the city"])
    #expect(seenQuotes("“We agreed,” they said.").map(\.speaker) == [""])
  }

  @Test func theKremlinSpeaksInItsStatement() {
    let text = """
      The presidents held talks on the phone, the Kremlin said in a statement, Trend reports citing TASS.
      "[They] voiced mutual willingness to boost cooperation," the statement says.
      According to the Kremlin press office, in the conversation the presidents "gave a positive assessment to cooperation in \
      the fight against the coronavirus infection." "The conversation was constructive and meaningful," the Kremlin underscored.
      """
    let seen = seenQuotes(text).filter { $0.kind != "indirect" }
    #expect(seen.map(\.kind) == ["direct", "mixed", "direct"])
    #expect(seen.map(\.speaker) == ["the statement", "the Kremlin press office", "Kremlin"])
    #expect(seen.last?.words == ["\"The conversation was constructive and meaningful,\""])
  }
}

@Suite struct QuoteIndirectTests {
  @Test func sayingThat() {
    #expect(
      seenQuotes("Jane Smith said on Monday that the bridge would be closed.")
        == [
          .init(kind: "indirect", words: ["that the bridge would be closed"], cue: "said", speaker: "Jane Smith")
        ])
  }

  @Test func saidAtTheEnd() {
    #expect(
      seenQuotes("The bridge will be closed for a year, the mayor said.")
        == [.init(kind: "indirect", words: ["The bridge will be closed for a year"], cue: "said", speaker: "the mayor")]
    )
  }

  @Test func according() {
    #expect(
      seenQuotes("According to the mayor, the bridge will be closed for a year.")
        == [
          .init(
            kind: "indirect", words: ["the bridge will be closed for a year"], cue: "According", speaker: "the mayor")
        ])
  }

  @Test(arguments: [
    ("Mr. Gray tweeted that, “We will not wait any longer.”", ["that, “We will not wait any longer.”"]),
    (
      "Mr. Gray says things such as, “We will not wait any longer.”", ["things such as, “We will not wait any longer.”"]
    ),
    ("Mr. Gray said, “we have three weeks to go” until the vote.", ["“we have three weeks to go” until the vote"]),
    ("Mr. Gray told his voters at a fair to “go home now.”", ["to “go home now.”"]),
    ("Mr. Gray condemned what he called a “clear threat.”", ["what he called a “clear threat.”"]),
    ("Mr. Gray said on the other hand “the ferry is fine.”", ["on the other hand “the ferry is fine.”"]),
    ("Mr. Gray exhorted voters to “stay at home.”", ["voters to “stay at home.”"]),
  ]) func quotedWordsThatTheSentenceGoesOnWith(_ text: String, _ words: [String]) {
    let quotes = seenQuotes(text)
    #expect(quotes.map(\.kind) == ["mixed"])
    #expect(quotes.map(\.words) == [words])
    #expect(quotes.map(\.speaker) == ["Gray"])
  }

  @Test func aTitleBetweenCommasIsNotSaid() {
    #expect(seenQuotes("Lund's letter, “Nina, tell us your story,” is thoughtful.").isEmpty)
    #expect(seenQuotes("Follow Ann Lund on Twitter @annlund.").isEmpty)
  }

  @Test func whatOnlyLooksLikeSaying() {
    #expect(seenQuotes("Paradis, who came from Ohio, says no.").isEmpty)
    #expect(seenQuotes("The United States announced a plan.").isEmpty)
  }
}

@Suite struct BoilerplateTests {
  @Test(arguments: [
    "(Reporting by Jane Doe; Editing by John Roe)", "ADVERTISEMENT", "Read more: “We won,” he said",
    "Click here to subscribe",
    "Читайте также: «Это хорошо», сказал он",
  ]) func isKeptOut(line: String) {
    #expect(seenQuotes(line).isEmpty)
    let bytes = Array(line.utf8)
    bytes.withUnsafeBytes { #expect(Boilerplate.isBoilerplate(0..<$0.count, in: $0)) }
  }

  @Test func aSentenceIsNot() {
    let bytes = Array("Related companies fell too.".utf8)
    bytes.withUnsafeBytes { #expect(!Boilerplate.isBoilerplate(0..<$0.count, in: $0)) }
  }

  /// Whoever is named beside a pronoun is somebody else.
  @Test(arguments: [
    ("Daniel Reed is the mayor. Thomas Gray pays him. “We will not wait,” he told Gray.", "Daniel Reed"),
    ("Daniel Reed is the mayor. Thomas Gray is his deputy. “We will not wait,” he said of Mr. Gray.", "Daniel Reed"),
    ("Daniel Reed is the mayor. Thomas Gray is his deputy. \"Gray should not wait,\" he said.", "Daniel Reed"),
    ("Daniel Reed is the mayor. Thomas Gray is his deputy. “We will not wait,” he said. Gray left.", "Thomas Gray"),
    ("Daniel Reed is the mayor. Thomas Gray is his deputy. “We will not wait,” he told Anna Gray.", "Thomas Gray"),
  ]) func whoIsNamedBesideAPronounIsNotMeant(_ text: String, _ speaker: String) {
    let quotes = Array(text.utf8).withUnsafeBytes { QuoteFinder().quotes(in: $0, language: "en") }
    #expect(
      quotes.first.map { quote -> String in
        if case .named(let name, _) = quote.speaker { name } else { "" }
      } == speaker)
  }
}
