/// Words that an article gives as somebody's, and whose they are.
///
///     “We won,” Mr. Smith said. “Now we rest.”
///     spans: “We won,” and “Now we rest.”   cue: said   speaker: named("John Smith")   kind: direct
public struct Quote: Sendable, Equatable {
  /// How the words are given.
  public enum Kind: String, Sendable {
    /// Whole words between quotation marks.
    case direct
    /// A sentence of the article's with quoted words in it.
    case mixed
    /// What was said, in the article's words.
    case indirect
  }

  /// The quoted words as byte ranges of the text, in order; several where the cue or a paragraph's end stands between.
  /// Quotation marks are included, a full stop outside them is not.
  public var spans: [Range<Int>]
  /// Which paragraph the first span stands in, from 0.
  public var paragraph: Int
  /// Direct, mixed or indirect.
  public var kind: Kind
  /// The byte range of the word that tells of saying, such as `said` or `according`.
  public var cue: Range<Int>?
  /// Whose words they are.
  public var speaker: Speaker
  /// Where this sentence names the speaker, be it by `he`, `Smith` or `the spokesman`.
  public var mention: Range<Int>?

  /// From the first span's start to the last one's end, in bytes.
  public var span: Range<Int> {
    guard let first = spans.first, let last = spans.last else { return 0..<0 }
    return first.lowerBound..<max(first.upperBound, last.upperBound)
  }
}

/// Who said it. Nothing is guessed: where the text does not tell, the speaker is unknown.
public enum Speaker: Sendable, Equatable {
  /// The fullest name that the article gives, and where it stands first.
  case named(String, Range<Int>)
  /// `the spokesman`, `a senior official`: somebody without a name, and where it stands.
  case role(String, Range<Int>)
  /// The text does not tell.
  case unknown
}

/// Finds the quotes of a text.
///
///     let quotes = QuoteFinder().quotes(in: body)
///
/// Rules, no model: quotation marks are paired paragraph by paragraph, each pair is judged by the words before and after
/// it (a verb of saying, a comma, a colon, a sentence of its own), and the speaker is the subject of that verb. The rules
/// follow what is known from work on quote attribution in news (O'Keefe et al. 2012; Pareti 2015; Newell et al. 2018),
/// with word lists of our own. Takes time in proportion to the text.
public struct QuoteFinder: Sendable {
  /// A finder keeps nothing between texts and may be shared by threads.
  public init() {}

  /// The quotes of `body` in the order of their first span. `language` is a tag such as `en` or `ru-RU`; empty means
  /// that the text's language is not known. Any bytes are accepted.
  public func quotes(in body: UnsafeRawBufferPointer, language: String = "") -> [Quote] {
    var reading = QuoteReading()
    return reading.quotes(in: body, from: Dateline.find(in: body)?.leadStart ?? 0, language: language)
  }
}
