/// A sum, share or measure that a text names, in numbers: `$28 billion` is 28000000000 USD.
public struct AmountMention: Hashable, Sendable {
  /// What is counted.
  public enum Kind: String, Sendable {
    /// In `unit`, an ISO 4217 code.
    case money
    /// `unit` is `%`.
    case percent
    /// `unit` is `pp` for percentage points, `bp` for basis points, `point` for those of an index or a game.
    case points
    /// `unit` is a symbol, or empty where only the number is large enough to tell: `half a million voters`.
    case quantity
  }

  /// The bytes of the amount, with its currency or unit.
  public var span: Range<Int>
  /// What is counted.
  public var kind: Kind
  /// The number, the lower one of a range; NaN where the words give none, as in `billions of dollars`.
  public var value: Double
  /// The upper number of a range: `350 to 400 million euros`.
  public var upper: Double?
  /// `USD`, `%`, `t`, `km`, or empty.
  public var unit: String
  /// The bytes of the words that it is attached to, where they stand beside it: `voters`, `the company`. English only.
  public var of: Range<Int>?
}

/// Finds amounts of money, shares, points and measures in all the ways newspapers write them.
///
///     let found = text.withUnsafeBytes { AmountFinder().amounts(in: $0, language: "en") }
///
/// One pass over the words; only around a number, a number word or a currency sign is anything decided. Numbers without
/// currency, share, unit or scale (`179 tankers`) are no amounts. Where the words do not say which currency is meant,
/// the one that newspapers of the language mean is given: `$` is the US dollar, `crowns` the Swedish.
public struct AmountFinder: Sendable {
  /// A finder; it keeps no state.
  public init() {}

  /// The amounts of a text in its order. `language` is a BCP 47 tag; English where it is nil or unknown.
  public func amounts(in text: UnsafeRawBufferPointer, language: String? = nil) -> [AmountMention] {
    var found: [AmountMention] = []
    let lexicon = AmountLexicon.lexicon(for: language)
    // Which words are attached is told by English ones.
    let isEnglish = language.map { $0.hasPrefix("en") || $0.isEmpty } ?? true
    var lexemes: [Lexeme] = []
    var start = 0
    while start < text.count {
      // A paragraph at a time keeps the lexemes few.
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if end > start {
        lexicon.scan(text, start..<end, into: &lexemes)
        var reader = AmountReader(text: text, limit: end, lexemes: lexemes, lexicon: lexicon, isEnglish: isEnglish)
        reader.read(into: &found)
      }
      start = end + 1
    }
    return found
  }

  /// The amounts of a string, in bytes of its UTF-8.
  public func amounts(in text: String, language: String? = nil) -> [AmountMention] {
    var text = text
    return text.withUTF8 { amounts(in: UnsafeRawBufferPointer($0), language: language) }
  }
}
