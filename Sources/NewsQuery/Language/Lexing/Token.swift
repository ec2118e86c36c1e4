/// A piece of a query: what it is, and the slice of the source text that it stands on.
///
/// `putin near/5 "arms control"` is `word`, `reach`, `phrase`. The slice is the span, so that it cannot be lost.
struct Token: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    // Where statements and stages end.
    case endOfText, blankLine, lineEnd, semicolon, bar
    case leftParenthesis, rightParenthesis, comma

    // In a search.
    /// A chunk typed without blanks, its outer punctuation left out.
    case word
    case phrase(String)
    case regex(pattern: String, ignoresCase: Bool)
    case list(path: String)
    case argument(String)
    /// `*` alone.
    case everything
    /// `-` glued before an operand.
    case minus
    /// `=` glued before a word or phrase.
    case exactMark
    /// Marks that hold no word: `a - b`.
    case punctuation(endsWithComma: Bool)
    /// `NAME:` glued to what follows; the span is the name's.
    case field(String, isQuoted: Bool)
    /// `NAME>`, `NAME = `; the span is the name's.
    case comparedField(String, Comparison, operatorSpan: Range<Int>)
    case and, or, not
    /// `near/5`, `pre/s`
    case reach(isOrdered: Bool, Chain.Reach)
    /// `w/5`, which vendors read in two ways.
    case within(Chain.Reach)
    /// `first/50`, `atleast/3`
    case first(Int)
    case atLeast(Int)
    /// `first/$n`, `atleast/$n`
    case counted(isFirst: Bool, argument: String)
    // What cannot be asked so, but is meant in a way that can be offered.
    /// `tariff!`; the span is the word's.
    case truncatedWord
    /// Another dash than `-` glued before a word.
    case otherDash
    /// Lucene's `+x` and `!x`.
    case plus, bang
    /// `https://…`
    case address
    /// `headline: x`; the span is the name's with its colon.
    case detachedField(String)

    // In an expression.
    /// `words`, `` `Publication Date` ``
    case name(String, isQuoted: Bool)
    case number(Double)
    case date(NewsDate)
    case duration(seconds: Int64)
    case text(String)
    case comparison(Comparison)
    case arithmetic(Expression.Arithmetic)
    /// `~`, `!~`
    case matches(isNegated: Bool)
  }

  var kind: Kind
  var span: Range<Int>

  /// True where a statement goes on in the next line after it.
  var continuesLine: Bool {
    switch kind {
    case .bar, .comma, .and, .or, .not, .reach, .within, .comparison, .arithmetic, .matches: true
    case .punctuation(let endsWithComma): endsWithComma
    default: false
    }
  }

  /// True for what holds no word and asks for nothing.
  var isMark: Bool {
    switch kind {
    case .punctuation, .comma: true
    default: false
    }
  }

  /// True where no part of a statement can follow.
  var endsStatement: Bool {
    switch kind {
    case .endOfText, .blankLine, .lineEnd, .semicolon: true
    default: false
    }
  }
}
