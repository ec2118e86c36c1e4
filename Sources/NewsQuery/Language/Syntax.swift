// The syntax: what was asked, before anyone knows whether the columns are there. Made by `Parser`, printed in its
// canonical, fully bracketed form by `Printer`; `parse(print(q)) == q` but for the spans.

/// A statement of a script or of the prompt.
public struct Statement: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// `let NAME = query`, or a bare query.
    case query(name: String?, Query)
    /// `param NAME = literal`, or `param NAME`, which `--arg` must set.
    case parameter(name: String, Literal?)
    /// `define NAME = …`
    case definition(Definition)
    /// `include "words.newsq"`, with the statements of that file; none if it was read before.
    case include(path: String, [Statement])
    /// `.mode csv`: a shell command, its name and the rest of its line.
    case command(name: String, argument: String)
  }
  public var kind: Kind
  public var span: Range<Int>
  /// The text that the spans are about.
  public var source = SourceText("")

  public init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
  }

  public static func == (left: Statement, right: Statement) -> Bool {
    left.kind == right.kind && left.span == right.span
  }
}

/// A table that a query names: a file or a result.
public struct TableReference: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// `"outlets.csv"`; `part` is the sheet of a workbook or the table of a database, if one is named.
    case file(String, part: String?)
    /// `$outlets`
    case result(String)
  }
  public var kind: Kind
  public var span: Range<Int>

  public init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
  }

  /// What its columns are called after: `outlets`.
  var stem: String {
    switch kind {
    case .file(let path, let part): part ?? TableName.stem(path)
    case .result(let name): name
    }
  }
}

/// A search, then stages. `search` is nil where the statement begins with `table "FILE"`, or with `|` and goes on from the last
/// table.
public struct Query: Equatable, Sendable {
  public var search: Search?
  /// `table "outlets.csv"`
  public var table: TableReference?
  public var stages: [StageCall]
  public var span: Range<Int>

  public init(search: Search?, table: TableReference? = nil, stages: [StageCall], span: Range<Int>) {
    self.search = search
    self.table = table
    self.stages = stages
    self.span = span
  }
}

// MARK: - Search

/// One node of a search.
public struct Search: Equatable, Sendable {
  public indirect enum Kind: Equatable, Sendable {
    /// `*`
    case everything
    /// A word, phrase, wildcard, regular expression, list or argument.
    case text(TextOperand)
    case and([Search])
    case or([Search])
    case not(Search)
    /// `headline:x`, `headline:(x or y)`; `hlead` is a field here.
    case field(FieldName, Search)
    /// `a near/5 b pre/3 c not near/5 d`
    case chain(Chain)
    /// `atleast/3 x`
    case atLeast(Int, Search)
    /// `first/50 x`
    case first(Int, Search)
    /// `atleast/$n x`, `first/$n x`: planning puts the number in.
    case counted(isFirst: Bool, argument: String, Search)
    /// `words>800`, `date>=2020-07-01`, `words=800`
    case compare(FieldName, Comparison, Literal)
    /// `date:2020-01..2020-06`, `words:..800`: both ends belong to it. `date:2020-07` and `date:30d` too: one literal
    /// as both ends.
    case range(FieldName, Literal?, Literal?)
    /// `source is "Financial Times"`, `source is not $name`
    case valueIs(FieldName, Literal, negated: Bool)
    /// `source is empty`; `has:dateline` is `negated: true`.
    case isEmpty(FieldName, negated: Bool)
    /// `in $calls`
    case inResult(String)
    /// A definition in the place of its name, put there by planning: as it is used, and what it says.
    case defined(String, Search)
  }
  public var kind: Kind
  public var span: Range<Int>

  public init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
  }
}

/// A field or column as written (backquotes removed), with where it stands.
public struct FieldName: Equatable, Sendable {
  public var name: String
  public var span: Range<Int>

  public init(_ name: String, _ span: Range<Int>) {
    self.name = name
    self.span = span
  }
}

/// What is looked for in text.
public struct TextOperand: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// One chunk typed without blanks: `putin`, `recycl*`, `cost-cutting`, `U.S.`. May turn out as several words.
    case word
    /// `"arms control"`; `text` is what stands between the marks.
    case phrase
    /// `/pattern/i`; `text` is the pattern, `\/` already `/`.
    case regex(ignoresCase: Bool)
    /// `@names.txt`; `text` is the path.
    case list
    /// `$name`; `text` is the name.
    case argument
    /// `$about("tariff*", 3)`; `text` is the name of a definition.
    case call([Literal])
  }
  public var kind: Kind
  public var text: String
  /// `=WHO`: exact in case and accents. Words and phrases only.
  public var isExact: Bool
  public var span: Range<Int>

  public init(_ kind: Kind, _ text: String, isExact: Bool = false, _ span: Range<Int>) {
    self.kind = kind
    self.text = text
    self.isExact = isExact
    self.span = span
  }
}

/// Operands held together by distance, left to right; each link is about its two neighbours.
public struct Chain: Equatable, Sendable {
  public enum Reach: Equatable, Sendable {
    case words(Int), sentence, paragraph
    /// `near/$n`: planning puts the number in.
    case argument(String)
  }
  public struct Link: Equatable, Sendable {
    /// `pre`
    public var isOrdered: Bool
    public var reach: Reach
    /// `not near`: the last link only.
    public var isNegated: Bool
    /// A text operand, or an `or` of them.
    public var operand: Search

    public init(isOrdered: Bool, reach: Reach, isNegated: Bool, operand: Search) {
      self.isOrdered = isOrdered
      self.reach = reach
      self.isNegated = isNegated
      self.operand = operand
    }
  }
  /// A text operand, or an `or` of them.
  public var first: Search
  public var links: [Link]

  public init(first: Search, links: [Link]) {
    self.first = first
    self.links = links
  }
}

public enum Comparison: String, Equatable, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// A value as written.
public struct Literal: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case number(Double)
    case text(String)
    case date(NewsDate)
    /// `30d`, `6h`, `2w`: seconds.
    case duration(seconds: Int64)
    /// `today`, `yesterday`: resolved against the clock of the run.
    case day(offset: Int)
    case truth(Bool)
    case null
    /// `$name`
    case argument(String)
  }
  public var kind: Kind
  public var span: Range<Int>

  public init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
  }

  /// Whether a range from `low` to this would hold nothing.
  func ends(before low: Literal) -> Bool {
    switch (low.kind, kind) {
    case (.number(let low), .number(let high)): low > high
    case (.date(let low), .date(let high)): low.start >= high.end
    // `60d` lies before `30d`.
    case (.duration(let low), .duration(let high)): low < high
    case (.day(let low), .day(let high)): low > high
    default: false
    }
  }
}

// MARK: - Expressions

/// What is computed for each row.
public struct Expression: Equatable, Sendable {
  public indirect enum Kind: Equatable, Sendable {
    case literal(Literal)
    case column(FieldName)
    case not(Expression)
    case negate(Expression)
    case and([Expression])
    case or([Expression])
    case compare(Comparison, Expression, Expression)
    /// `speaker ~ putin`, `body !~ (a or b)`; right of it stands a search operand.
    case matches(Expression, Search, negated: Bool)
    /// `source in ("TASS", "AP")`
    case isIn(Expression, [Expression], negated: Bool)
    /// `source is "tass"`, folded
    case valueIs(Expression, Literal, negated: Bool)
    case isEmpty(Expression, negated: Bool)
    case arithmetic(Arithmetic, Expression, Expression)
    /// `year(date)`
    case call(name: FieldName, arguments: [Expression])
    /// A regular expression as an argument of `extract replace split`.
    case regex(TextOperand)
    /// What `hits` and `weight` look for: an operand as right of `~`, with a field if wanted.
    case search(Search)
  }
  public enum Arithmetic: String, Equatable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case concatenate = "++"
  }
  public var kind: Kind
  public var span: Range<Int>

  public init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
  }
}

// MARK: - Stages

/// One stage as written: name, arguments, end. Which arguments a stage takes is declared by its `ArgumentForm`s, and the
/// parser reads by them: the grammar does not grow with the language.
public struct StageCall: Equatable, Sendable {
  /// Canonical: a synonym (`limit`) is already turned into its verb (`head`).
  public var name: String
  public var nameSpan: Range<Int>
  public var arguments: [Argument]
  public var span: Range<Int>
  /// True for a stage that the script defines; its arguments are values.
  public var isDefined: Bool

  public init(
    name: String, nameSpan: Range<Int>, arguments: [Argument], span: Range<Int>, isDefined: Bool = false
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.arguments = arguments
    self.span = span
    self.isDefined = isDefined
  }
}

/// What a stage can take, in order. What is optional and not written is left out of the arguments.
public indirect enum ArgumentForm: Equatable, Sendable {
  /// A whole number, optional: `head 5`. The text is its name in the manual: `n`.
  case count(String)
  /// One of these words, optional: `left` or `right` of `kwic sort left`.
  case choice([String])
  /// A field or column name: `unroll tags`.
  case column
  /// A column name, optional: `chart per_thousand`.
  case optionalColumn
  /// Values in brackets, optional: `("left", "right")`.
  case values
  /// `"outlets.csv"` or `$outlets`.
  case table
  /// A pattern between slashes: `matches /x/`.
  case pattern
  /// What may be right of `~`: `without @stop.txt`.
  case operand
  /// Conditions of a join: `source = outlet, year(date) = year`.
  case equations
  /// One expression: `where words > 800`.
  case expression
  /// `[NAME =] EXPR, …`: `select id, n = length(tags)`.
  case items(isOptional: Bool)
  /// Like `items`, each with an optional condition: `n = count where words > 800, …`.
  case aggregates
  /// `EXPR [desc|asc], …`
  case sortKeys
  /// `(SEARCH)`
  case search
  /// A keyword and what follows it, optional: `by source`, `seed 7`, `vs (brexit)`.
  case clause(String, [ArgumentForm])
  /// A comma and what follows it, optional: `, source` of `timeline by week, source`.
  case afterComma(ArgumentForm)
  /// A run of non-blanks or a quoted text: a file name, an id. The text is its name in the manual.
  case path(String, isOptional: Bool)
}

/// What was written for one `ArgumentForm`.
public indirect enum Argument: Equatable, Sendable {
  case count(Int, Range<Int>)
  case choice(String, Range<Int>)
  case column(FieldName)
  case values([Literal], Range<Int>)
  case table(TableReference)
  case pattern(TextOperand)
  case expression(Expression)
  case items([Item])
  case sortKeys([SortKey])
  case search(Search)
  case clause(String, [Argument], Range<Int>)
  case afterComma(Argument)
  case path(String, Range<Int>)
  /// `$n` in the place of a number or a word, `column($by)` in the place of a column: planning puts the value in.
  case parameter(String, Place, Range<Int>)

  public enum Place: Equatable, Sendable {
    case count, column
    case choice([String])
  }

  public struct Item: Equatable, Sendable {
    public var name: FieldName?
    public var expression: Expression
    /// `where words > 800` after an aggregate of `stats`: the rows that it counts.
    public var condition: Expression?

    public init(name: FieldName?, expression: Expression, condition: Expression? = nil) {
      self.name = name
      self.expression = expression
      self.condition = condition
    }

    /// True for `*`, all columns.
    public var isAll: Bool {
      if name == nil, case .column(let column) = expression.kind { column.name == "*" } else { false }
    }
  }
  public struct SortKey: Equatable, Sendable {
    public var expression: Expression
    public var isDescending: Bool

    public init(expression: Expression, isDescending: Bool) {
      self.expression = expression
      self.isDescending = isDescending
    }
  }
}
