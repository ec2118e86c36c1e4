/// An expression of time in a text: what it says in the terms of TimeML's TIMEX3, and when that is.
public struct DateMention: Hashable, Sendable {
  /// The types of TIMEX3.
  public enum Kind: String, Sendable {
    /// A day or longer: `June 1`, `last month`, `the third quarter`.
    case date = "DATE"
    /// A part of a day: `Friday night`, `10:35 a.m.`
    case time = "TIME"
    /// A length of time: `two weeks`.
    case duration = "DURATION"
    /// A repetition: `every day`, `Tuesdays`.
    case set = "SET"
  }

  /// The bytes of the expression.
  public var span: Range<Int>
  /// Which type of TIMEX3 it is.
  public var type: Kind
  /// The value of TIMEX3: `2020-06-01`, `1989-Q3`, `1998-W08`, `1998-02-06TMO`, `P2W`, `PAST_REF`.
  public var value: String
  /// When it was, to the precision said: weeks as their Monday, quarters and seasons as the month they begin with; nil
  /// for lengths, repetitions and what is as vague as `recently`.
  public var event: NewsDate?
}

/// Finds dates and other expressions of time, and resolves them against the day that the text speaks from.
///
///     let finder = DateFinder()
///     finder.dates(in: "Putin and Trump spoke on June 1.", published: NewsDate(iso: "2020-07-23"))
///     // June 1, DATE, 2020-06-01
///
/// That day is the dateline's where there is one, otherwise that of publication; without either only what names its
/// year is resolved, and the rest has the `X`s of TIMEX3. `Friday` is the last one, or the next where the nearest verb
/// speaks of the future; a month or day without a year is the nearest one. English is read in full; German, French,
/// Spanish, Russian and Chinese in the forms that news uses most; in other languages the dates with a month's name.
public struct DateFinder: Sendable {
  /// A finder; it keeps no state.
  public init() {}

  /// The expressions of a text in its order. `language` is a BCP 47 tag; English where it is nil.
  public func dates(
    in text: UnsafeRawBufferPointer, published: NewsDate?, dateline: NewsDate? = nil, language: String? = nil
  ) -> [DateMention] {
    var found: [DateMention] = []
    let lexicon = DateLexicon.lexicon(for: language)
    var lexemes: [Lexeme] = []
    var context = DateContext(reference: DateContext.day(dateline) ?? DateContext.day(published))
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if end > start {
        lexicon.scan(text, start..<end, into: &lexemes)
        var reader = DateReader(text: text, range: start..<end, lexemes: lexemes, lexicon: lexicon, context: context)
        reader.read(into: &found)
        context = reader.context
      }
      context.paragraph += 1
      start = end + 1
    }
    return found
  }

  /// The expressions of a string, in bytes of its UTF-8.
  public func dates(
    in text: String, published: NewsDate?, dateline: NewsDate? = nil, language: String? = nil
  ) -> [DateMention] {
    var text = text
    return text.withUTF8 {
      dates(in: UnsafeRawBufferPointer($0), published: published, dateline: dateline, language: language)
    }
  }
}

/// What the reading of a text has learnt so far.
struct DateContext: Sendable {
  /// The day that the text speaks from.
  let reference: CivilDate?
  /// The last day named, for `the next day` and times without a day.
  var lastDay: CivilDate?
  /// The last quarter named, for `a year earlier`, and the paragraph that named it.
  var lastQuarter: (year: Int, quarter: Int, paragraph: Int)?
  /// The last month named, or that of the last day, for `the following month`.
  var lastMonth: CivilDate?
  /// The last year named.
  var lastYear: Int?
  var paragraph = 0

  init(reference: CivilDate?) {
    self.reference = reference
  }

  /// The day of a date that is exact to the day.
  static func day(_ date: NewsDate?) -> CivilDate? {
    guard let date, date.precision >= .day else { return nil }
    let civil = date.civil
    return CivilDate(year: civil.year, month: civil.month, day: civil.day)
  }
}
