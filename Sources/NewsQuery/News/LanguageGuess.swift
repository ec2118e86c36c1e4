/// The language of a text that nobody has declared: by its script, and in Latin letters by the small words that every
/// sentence has (the function words of McNamee, "Language identification: a solved problem suitable for undergraduate
/// instruction", 2005).
enum LanguageGuess {
  /// How much of a text is looked at: some hundred words of it tell.
  private static let most = 600

  /// A tag of ISO 639-1 for a text that is plainly in another language than English; empty for all else.
  static func tag(of text: UnsafeRawBufferPointer) -> String {
    let start = text.prefix(most)
    var scripts = Scripts()
    var word: UInt64 = 0
    var length = 0
    var hits = SIMD8<Int32>()
    func endWord() {
      if length > 0, length <= 8, let languages = words[word] {
        for language in 0..<names.count where languages & 1 << language != 0 { hits[language] += 1 }
      }
      (word, length) = (0, 0)
    }
    for (index, byte) in start.enumerated() {
      if byte >= 0xC0 { scripts.add(lead: byte, next: index + 1 < start.count ? start[index + 1] : 0) }
      let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lowered &- 0x61 < 26 || byte >= 0x80 {
        if length < 8 { word |= UInt64(lowered) << UInt64(8 * length) }
        length += 1
        if lowered &- 0x61 < 26 { scripts.latin += 1 }
      } else {
        endWord()
      }
    }
    endWord()
    if let tag = scripts.tag { return tag }
    var best = 0
    for language in 1..<names.count where hits[language] > hits[best] { best = language }
    // A name or a quotation in another language makes no text of it.
    return best == 0 || hits[best] < 3 || hits[best] <= hits[0] * 3 / 2 ? "" : names[best]
  }

  /// How many letters each script has.
  private struct Scripts {
    var latin = 0
    private var cyrillic = 0
    private var ukrainian = 0
    private var kana = 0
    private var han = 0

    mutating func add(lead: UInt8, next: UInt8) {
      switch lead {
      case 0xD0...0xD3:
        cyrillic += 1
        // Є, І, Ї and their small letters.
        if lead == 0xD0, [0x84, 0x86, 0x87].contains(next) { ukrainian += 1 }
        if lead == 0xD1, [0x94, 0x96, 0x97].contains(next) { ukrainian += 1 }
      case 0xE3 where (0x81...0x83).contains(next): kana += 1
      case 0xE4...0xE9: han += 1
      default: break
      }
    }

    var tag: String? {
      let east = han + kana
      if cyrillic > latin, cyrillic > east { return ukrainian * 50 > cyrillic ? "uk" : "ru" }
      // A Han letter says what two or three Latin ones do.
      if east > 0, east * 2 > latin { return kana * 10 > east ? "ja" : "zh" }
      return nil
    }
  }

  private static let names = ["en", "de", "fr", "es", "pt", "it", "nl"]

  /// The languages that have a word, a bit each, by its bytes.
  private static let words: [UInt64: UInt8] = {
    let lists: [StaticString] = [
      "the and of to in is that for was with on as it said by from are has have were his her they be at",
      "der die und das den von mit ist nicht ein eine auf für dem sich des auch wurde zu im als nach bei hat sind",
      "le la les des et une un est dans pour que qui sur pas avec du par au il ce en de ont sont aux",
      "el los las una del que por con para en se su es al lo más como fue la un de ha han sus",
      "os uma da que em para não com dos por mais foi na no ao um de do são pela das",
      "il di che la per un una del della con non sono alla nel dei le da più è ha gli",
      "de het een van en dat is op te zijn met voor niet aan door ook naar bij werd",
    ]
    var words: [UInt64: UInt8] = [:]
    for (language, list) in lists.enumerated() {
      for word in list.description.split(separator: " ") where word.utf8.count <= 8 {
        var key: UInt64 = 0
        for (index, byte) in word.utf8.enumerated() { key |= UInt64(byte) << UInt64(8 * index) }
        words[key, default: 0] |= 1 << language
      }
    }
    return words
  }()
}
