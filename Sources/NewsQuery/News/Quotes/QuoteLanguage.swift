/// How a language sets quotes into its sentences, and the words it does it with.
///
///     QuoteLanguage.of("de-AT").capitalisesNouns      // true
struct QuoteLanguage: Sendable {
  /// How words are told apart, which decides who reads the text.
  enum Script: Sendable { case alphabetic, arabic, chinese }

  /// The tag's first part, such as `de`; empty when the language is not known.
  var code: String
  /// The words that mean something around a quote.
  var words: WordList
  var script = Script.alphabetic
  /// The words are known. In any other language only marks, commas, colons and names are read.
  var isKnown = true
  /// The speaker may stand inside the marks, the subject after the verb, and time and place between them.
  var isForeign: Bool { code != "en" && !code.isEmpty }
  /// “…”, so Merkel: the verb may be left out.
  var leavesOutVerb: Bool { code == "de" }
  /// A capital tells nothing about a name.
  var capitalisesNouns: Bool { code == "de" }
  /// What was said may follow a comma without a word for `that`.
  var saysAfterComma: Bool { code == "de" || code == "nl" }
  /// `Pour la ministre, « … »`
  var attributesByFor: Bool { code == "fr" }

  /// The language of a tag. An empty tag means that the language is not known.
  static func of(_ tag: String) -> QuoteLanguage {
    var code = ""
    for letter in tag.unicodeScalars {
      guard letter != "-", letter != "_" else { break }
      code.unicodeScalars.append(letter)
    }
    code = code.lowercased()
    if code.isEmpty { return unknown }
    if let language = known[longCodes[code] ?? code] { return language }
    return QuoteLanguage(code: code, words: anyLanguage, isKnown: false)
  }

  private static let longCodes = [
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl", "rus": "ru", "zho": "zh", "chi": "zh", "ara": "ar",
  ]

  private static let unknown = QuoteLanguage(
    code: "",
    words: WordList(
      QuoteWord.englishWords + QuoteWord.russianWords + [
        (QuoteWord.say.rawValue, QuoteWord.germanSay), (QuoteWord.say.rawValue, QuoteWord.frenchSay),
        (QuoteWord.say.rawValue, QuoteWord.spanishSay),
      ], foldingCase: true))

  private static let anyLanguage = WordList([(QuoteWord.and.rawValue, "&")], foldingCase: true)

  private static let known: [String: QuoteLanguage] = {
    // No text tells that it is English: the verbs of other languages do no harm in one that is marked so.
    var languages: [String: QuoteLanguage] = ["en": unknown]
    languages["en"]?.code = "en"
    let lists = [
      "de": QuoteWord.germanWords, "fr": QuoteWord.frenchWords, "es": QuoteWord.spanishWords,
      "it": QuoteWord.italianWords, "pt": QuoteWord.portugueseWords, "nl": QuoteWord.dutchWords,
      "ru": QuoteWord.russianWords,
    ]
    for (code, list) in lists {
      languages[code] = QuoteLanguage(code: code, words: WordList(list, foldingCase: true))
    }
    languages["ar"] = QuoteLanguage(code: "ar", words: anyLanguage, script: .arabic)
    languages["zh"] = QuoteLanguage(code: "zh", words: anyLanguage, script: .chinese)
    return languages
  }()
}

extension QuoteWord {
  /// The forms of verbs: each stem with each ending, both apart by blanks. A dot is the empty ending.
  static func forms(_ stems: String, _ endings: String) -> String {
    let endings = endings.split(separator: " ").map { $0 == "." ? "" : $0 }
    return stems.split(whereSeparator: { $0 == " " || $0 == "\n" })
      .flatMap { stem in endings.map { stem + $0 } }.joined(separator: " ") + " "
  }
}
