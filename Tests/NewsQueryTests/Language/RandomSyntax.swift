import NewsQuery

/// Numbers that look random and are the same for each seed (SplitMix64, Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  mutating func oneOf<T>(_ values: [T]) -> T { values[below(values.count)] }

  mutating func holds(oneIn count: Int) -> Bool { below(count) == 0 }
}

/// Random syntax of every kind that the parser makes.
struct RandomSyntax {
  var random: SeededRandom
  let none = 0..<0

  static let words = [
    "putin", "trump", "cost-cutting", "U.S.", "C#", "#metoo", "$28", "US$", "9/11", "3:0", "recycl*", "wom?n", "*gate",
    "mayor's", "foo@bar.com", "Łódź", "北京", "😀", "1,204", "near", "in", "is", "let", "param", "by", "first", "source",
    "empty", "5=3", "x.y", "km/h", "a+b", "ما", "d’Estaing", "count", "a`b", "today", "null", "_x",
  ]
  static let phrases = [
    "arms control", "a «b» c", "a \"b\" c", "and", "with\nline", "heat pump*", "  x ", "a | b; c # d", "「x", "ends »",
    "\\ back", "* of *", "“q” «r»", "2020-07",
  ]
  static let patterns = ["wars?", "a/b", "\\\\/x", "[/]", "a|b;c", " x ", "\\d+ (m|b)illion", "\"q\"", "#x"]
  static let names = [
    "headline", "body", "byline", "source", "Press Run", "not", "odd`name", "Überschrift", "x1", "by", "has",
  ]
  static let paths = ["names.txt", "a b.txt", "../x/y.csv", "it's", "q\"r", "「", "a(b)", "x;", "a|count", "$a", ""]
  static let dates = [
    "2020-07", "2020-07-23", "2020-07-23T22:19", "2020-07-23T22:19+04:00", "2020-07-23T22:19:05Z", "1999-12-31",
  ]

  func search(_ kind: Search.Kind) -> Search { Search(kind, none) }
  func field(_ name: String) -> FieldName { FieldName(name, none) }
  func literal(_ kind: Literal.Kind) -> Literal { Literal(kind, none) }
  func expression(_ kind: Expression.Kind) -> Expression { Expression(kind, none) }

  // MARK: - Search

  mutating func search(depth: Int, inField: Bool = false) -> Search {
    if depth == 0 || random.holds(oneIn: 3) { return leaf(inField: inField) }
    switch random.below(8) {
    case 0, 1: return search(.and(searches(depth - 1, inField)))
    case 2, 3: return search(.or(searches(depth - 1, inField)))
    case 4: return search(.not(search(depth: depth - 1, inField: inField)))
    case 5 where !inField:
      return search(.field(field(random.oneOf(Self.names)), search(depth: depth - 1, inField: true)))
    case 6: return search(.atLeast(random.below(9) + 1, countable()))
    case 7 where !inField: return search(.first(random.below(99) + 1, countable()))
    default: return search(.chain(chain()))
    }
  }

  private mutating func searches(_ depth: Int, _ inField: Bool) -> [Search] {
    (0..<random.below(3) + 2).map { _ in search(depth: depth, inField: inField) }
  }

  private mutating func countable() -> Search {
    random.holds(oneIn: 3) ? search(.chain(chain())) : alternatives(depth: 1, allowsRegex: true)
  }

  private mutating func leaf(inField: Bool) -> Search {
    if inField || random.below(3) > 0 { return search(.text(text(allowsRegex: true))) }
    switch random.below(7) {
    case 0: return search(.everything)
    case 1: return search(.inResult("calls"))
    case 2: return search(.isEmpty(field(random.oneOf(Self.names)), negated: Bool.random(using: &random)))
    case 3: return search(.valueIs(field(random.oneOf(Self.names)), wholeValue(), negated: Bool.random(using: &random)))
    case 4:
      let isDate = Bool.random(using: &random)
      let comparison = random.oneOf([Comparison.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual])
      return search(.compare(field(isDate ? "date" : "words"), comparison, isDate ? date() : number()))
    case 5:
      return search(
        .field(field(random.oneOf(["id", "url"])), search(.text(TextOperand(.word, "urn:x(1)=y|z", none)))))
    default: return range()
    }
  }

  private mutating func range() -> Search {
    let isDate = Bool.random(using: &random)
    let name = field(isDate ? "date" : "words")
    let low = isDate ? literal(.date(NewsDate(iso: "1990-01")!)) : literal(.number(1.5))
    switch random.below(4) {
    case 0: return search(.range(name, low, nil))
    case 1: return search(.range(name, nil, isDate ? date() : number()))
    case 2: return search(.range(name, low, isDate ? literal(.day(offset: -1)) : literal(.number(1e21))))
    default:
      let value = isDate ? date() : number()
      return search(.range(name, value, value))
    }
  }

  private mutating func number() -> Literal {
    random.holds(oneIn: 5)
      ? literal(.argument("n")) : literal(.number(random.oneOf([0, 800, -5, 1.5, 1e21, 0.000_001])))
  }

  private mutating func date() -> Literal {
    switch random.below(5) {
    case 0: literal(.duration(seconds: random.oneOf([3_600, 86_400, 604_800, 86_400 * 30])))
    case 1: literal(.day(offset: -random.below(2)))
    case 2: literal(.argument("since"))
    default: literal(.date(NewsDate(iso: random.oneOf(Self.dates + ["2020"]))!))
    }
  }

  private mutating func wholeValue() -> Literal {
    random.holds(oneIn: 4) ? literal(.argument("name")) : literal(.text(random.oneOf(Self.phrases)))
  }

  mutating func text(allowsRegex: Bool) -> TextOperand {
    let isExact = random.holds(oneIn: 6)
    switch random.below(10) {
    case 0, 1: return TextOperand(.phrase, random.oneOf(Self.phrases), isExact: isExact, none)
    case 2: return TextOperand(.list, random.oneOf(Self.paths.filter { !$0.isEmpty }), none)
    case 3: return TextOperand(.argument, "name", none)
    case 4 where allowsRegex:
      return TextOperand(.regex(ignoresCase: Bool.random(using: &random)), random.oneOf(Self.patterns), none)
    default: return TextOperand(.word, random.oneOf(Self.words), isExact: isExact, none)
    }
  }

  private mutating func alternatives(depth: Int, allowsRegex: Bool) -> Search {
    if depth > 0, random.holds(oneIn: 3) {
      return search(
        .or((0..<random.below(3) + 2).map { _ in alternatives(depth: depth - 1, allowsRegex: allowsRegex) }))
    }
    return search(.text(text(allowsRegex: allowsRegex)))
  }

  private mutating func chain() -> Chain {
    let count = random.below(3) + 1
    return Chain(
      first: alternatives(depth: 2, allowsRegex: false),
      links: (0..<count).map { index in
        Chain.Link(
          isOrdered: Bool.random(using: &random),
          reach: random.oneOf([.words(random.below(20) + 1), .sentence, .paragraph]),
          isNegated: index == count - 1 && random.holds(oneIn: 4),
          operand: alternatives(depth: 2, allowsRegex: false))
      })
  }

  // MARK: - Expressions

  mutating func expression(depth: Int) -> Expression {
    if depth == 0 || random.holds(oneIn: 4) { return value() }
    switch random.below(12) {
    case 0: return expression(.not(expression(depth: depth - 1)))
    case 1: return expression(.negate(expression(depth: depth - 1)))
    case 2: return expression(.and(expressions(depth - 1, atLeast: 2)))
    case 3: return expression(.or(expressions(depth - 1, atLeast: 2)))
    case 4, 5:
      let comparison = random.oneOf([Comparison.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual])
      return expression(.compare(comparison, compared(depth - 1), compared(depth - 1)))
    case 6:
      return expression(
        .matches(
          expression(depth: depth - 1), alternatives(depth: 2, allowsRegex: true), negated: Bool.random(using: &random))
      )
    case 7:
      return expression(
        .isIn(expression(depth: depth - 1), expressions(depth - 1, atLeast: 1), negated: Bool.random(using: &random)))
    case 8:
      return expression(.valueIs(expression(depth: depth - 1), wholeValue(), negated: Bool.random(using: &random)))
    case 9: return expression(.isEmpty(expression(depth: depth - 1), negated: Bool.random(using: &random)))
    case 10:
      let sign = random.oneOf([Expression.Arithmetic.add, .subtract, .multiply, .divide, .concatenate])
      return expression(.arithmetic(sign, expression(depth: depth - 1), expression(depth: depth - 1)))
    default: return call(depth - 1)
    }
  }

  private mutating func expressions(_ depth: Int, atLeast count: Int) -> [Expression] {
    (0..<random.below(2) + count).map { _ in expression(depth: depth) }
  }

  private mutating func compared(_ depth: Int) -> Expression {
    let side = expression(depth: depth)
    if case .literal(let literal) = side.kind, literal.kind == .null { return expression(.column(field("words"))) }
    return side
  }

  private mutating func call(_ depth: Int) -> Expression {
    if random.holds(oneIn: 3) {
      let pattern = TextOperand(.regex(ignoresCase: Bool.random(using: &random)), random.oneOf(Self.patterns), none)
      return expression(
        .call(
          name: field(random.oneOf(["extract", "replace", "split"])), arguments: [value(), expression(.regex(pattern))])
      )
    }
    if random.holds(oneIn: 5) {
      let operand =
        random.holds(oneIn: 2) ? alternatives(depth: 1, allowsRegex: true) : search(.text(text(allowsRegex: true)))
      return expression(
        .call(name: field(random.oneOf(["hits", "weight"])), arguments: [expression(.search(operand))]))
    }
    return expression(
      .call(
        name: field(random.oneOf(["year", "if", "count", "coalesce"])),
        arguments: (0..<random.below(4)).map { _ in expression(depth: depth) }))
  }

  private mutating func value() -> Expression {
    switch random.below(9) {
    case 0, 1, 2: expression(.column(field(random.oneOf(Self.names + ["words", "desc", "seed", "true", "in"]))))
    case 3: expression(.literal(literal(.number(random.oneOf([0, 800, 1.5, 1e21, 0.000_001])))))
    case 4: expression(.literal(literal(.text(random.oneOf(Self.phrases + ["", "\\n", "tab\t"])))))
    case 5: expression(.literal(literal(.date(NewsDate(iso: random.oneOf(Self.dates))!))))
    case 6: expression(.literal(literal(.truth(Bool.random(using: &random)))))
    case 7: expression(.literal(literal(.argument("a"))))
    default: expression(.literal(literal(random.oneOf([.null, .day(offset: 0), .duration(seconds: 86_400 * 3)]))))
    }
  }

  // MARK: - Stages and statements

  mutating func stage() -> StageCall {
    let syntax = random.oneOf(Stages.all)
    return StageCall(name: syntax.name, nameSpan: none, arguments: arguments(syntax.forms), span: none)
  }

  private mutating func arguments(_ forms: [ArgumentForm]) -> [Argument] {
    var arguments: [Argument] = []
    for form in forms {
      guard let argument = argument(form) else {
        // What is written after it would be read in its place.
        if case .path = form { break }
        continue
      }
      arguments.append(argument)
    }
    return arguments
  }

  private mutating func argument(_ form: ArgumentForm) -> Argument? {
    let isWritten = Bool.random(using: &random)
    switch form {
    case .count: return isWritten ? .count(random.below(1000), none) : nil
    case .choice(let words): return .choice(random.oneOf(words), none)
    case .column: return .column(field(random.oneOf(Self.names)))
    case .optionalColumn: return isWritten ? .column(field(random.oneOf(Self.names))) : nil
    case .table:
      return .table(
        random.oneOf([
          TableReference(.result("outlets"), none), TableReference(.file("a b.csv", part: nil), none),
          TableReference(.file("x.xlsx", part: "on \"q\""), none),
        ]))
    case .pattern:
      return .pattern(
        TextOperand(.regex(ignoresCase: Bool.random(using: &random)), random.oneOf(Self.patterns), none))
    case .operand: return .search(alternatives(depth: 1, allowsRegex: false))
    case .equations:
      return .items(
        (0..<random.below(2) + 1).map { _ in
          Argument.Item(
            name: nil,
            expression: expression(.compare(.equal, compared(0), expression(.column(field(random.oneOf(Self.names)))))))
        })
    case .values:
      return isWritten
        ? .values([literal(.text(random.oneOf(Self.phrases))), literal(.number(2)), literal(.argument("a"))], none)
        : nil
    case .expression: return .expression(expression(depth: 3))
    case .items(let isOptional): return isOptional && !isWritten ? nil : .items(items())
    case .aggregates:
      return .items(
        items().map { item in
          var item = item
          if Bool.random(using: &random) { item.condition = expression(depth: 1) }
          return item
        })
    case .sortKeys:
      return .sortKeys(
        (0..<random.below(2) + 1).map { _ in
          Argument.SortKey(expression: expression(depth: 1), isDescending: Bool.random(using: &random))
        })
    case .search: return .search(search(depth: 2))
    case .clause(let keyword, let forms):
      guard isWritten else { return nil }
      let inner = arguments(forms)
      return inner.isEmpty && !forms.isEmpty ? nil : .clause(keyword, inner, none)
    case .afterComma(let form): return isWritten ? argument(form).map { .afterComma($0) } : nil
    case .path(_, let isOptional): return isOptional && !isWritten ? nil : .path(random.oneOf(Self.paths), none)
    }
  }

  private mutating func items() -> [Argument.Item] {
    (0..<random.below(3) + 1).map { _ in
      Argument.Item(
        name: random.holds(oneIn: 3) ? field(random.oneOf(Self.names)) : nil, expression: expression(depth: 2))
    }
  }

  mutating func statement() -> Statement {
    if random.holds(oneIn: 10) {
      let values: [Literal.Kind] = [
        .number(-1.5), .text("a \"b\"\n"), .date(NewsDate(iso: "2020-07")!), .truth(true), .null, .day(offset: -1),
      ]
      return Statement(.parameter(name: "since", literal(random.oneOf(values))), none)
    }
    let hasSearch = !random.holds(oneIn: 5)
    let stages = (0..<random.below(3) + (hasSearch ? 0 : 1)).map { _ in stage() }
    let query = Query(search: hasSearch ? search(depth: 4) : nil, stages: stages, span: none)
    if random.holds(oneIn: 12) {
      let reference = TableReference(.file(random.oneOf(["a.csv", "x y.TSV", "b.db"]), part: nil), none)
      let read = Query(search: nil, table: reference, stages: stages, span: none)
      return Statement(.query(name: random.holds(oneIn: 4) ? "calls" : nil, read), none)
    }
    return Statement(.query(name: random.holds(oneIn: 4) ? "calls" : nil, query), none)
  }
}
