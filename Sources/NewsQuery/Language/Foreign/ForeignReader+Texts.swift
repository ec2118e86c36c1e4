/// Columns, texts and patterns of other languages in newsq's form.
extension ForeignReader {
  /// A column under newsq's name for it: `_time` is `date`, `a.source` is `source`.
  func column(_ written: String) -> Expression { make(.column(FieldName(columnName(written), Self.none))) }

  func columnName(_ written: String) -> String {
    if kindOfField(written) != nil || names.contains(written.lowercased()) { return written }
    let name = written.split(separator: ".").last.map(String.init) ?? written
    if kindOfField(name) != nil { return name }
    return Self.columns[name.lowercased()] ?? name
  }

  private static let columns: [String: String] = [
    "_time": "date", "time": "date", "publication_date": "date", "published_at": "date", "pub_date": "date",
    "publishdate": "date", "created_at": "date", "timegenerated": "date", "@timestamp": "date", "day": "date",
    "headline_text": "headline", "article_title": "headline", "subject_line": "headline", "text": "body",
    "article_text": "body", "text_content": "body", "full_text": "body", "fulltext": "body", "_raw": "body",
    "media_name": "source", "canonical_domain": "source", "media": "source", "paper": "source", "host": "source",
    "word_count": "words", "wordcount": "words", "wc": "words", "num_words": "words", "length": "words",
    "count_": "count", "tag": "tags", "topic": "tags", "topics": "tags", "subject": "tags", "subjects": "tags",
    "keyword": "tags", "by": "byline", "section_name": "section", "desk": "section", "article_id": "id",
  ]

  /// Names of fields in other search languages: `intitle:x`, `site:bbc.co.uk`.
  static let fields: [String: String] = columns.merging(
    [
      "intitle": "headline", "allintitle": "headline", "inurl": "url", "site": "url", "intext": "body",
      "inbody": "body", "lp": "lead", "hlp": "hlead", "sourcename": "source", "media_outlet": "source",
      "publication_day": "date", "indexed_date": "added",
    ], uniquingKeysWith: { first, _ in first })

  static func changed(_ text: String, _ letter: Character, to other: String) -> String {
    text.split(separator: letter, omittingEmptySubsequences: false).joined(separator: other)
  }

  // MARK: - Comparing

  func compared(_ left: Expression, _ comparison: Comparison, _ right: Expression) -> Expression {
    if case .literal = left.kind, case .column = right.kind { return compared(right, Self.flipped(comparison), left) }
    let right = converted(right, beside: left)
    if case .literal(let literal) = right.kind, literal.kind == .null {
      return make(.isEmpty(left, negated: comparison == .notEqual))
    }
    // `strftime('%Y', date) = '2020'`: newsq's `year` is a number.
    if case .call = left.kind, case .literal(let literal) = right.kind, case .text(let text) = literal.kind,
      let number = Parsing.number(text)
    {
      return make(.compare(comparison, left, self.number(number)))
    }
    // An equality of sets of letters: `lower(source) = 'cnn'`.
    if case .call(let name, let arguments) = left.kind, ["lower", "upper"].contains(name.name), arguments.count == 1,
      comparison == .equal || comparison == .notEqual, case .literal(let literal) = right.kind,
      case .text = literal.kind
    {
      return make(.valueIs(arguments[0], literal, negated: comparison == .notEqual))
    }
    if dialect == .splunk, comparison == .equal || comparison == .notEqual, case .literal(let literal) = right.kind,
      case .text(let text) = literal.kind, text.contains("*")
    {
      let test = like(left, Self.changed(Self.escapedLike(text), "*", to: "%"))
      return comparison == .equal ? test : negated(test)
    }
    return make(.compare(comparison, left, right))
  }

  private static func flipped(_ comparison: Comparison) -> Comparison {
    switch comparison {
    case .equal, .notEqual: comparison
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// A text beside a date is a date, a number beside text a text.
  func converted(_ value: Expression, beside left: Expression) -> Expression {
    guard case .literal(let literal) = value.kind else { return value }
    switch literal.kind {
    case .text(let text): return isDate(left) ? moment(text) : value
    case .number(let number) where isDate(left):
      return number == number.rounded() && (1000...9999).contains(number) ? moment(String(Int(number))) : value
    default: return value
    }
  }

  func isDate(_ expression: Expression) -> Bool {
    guard case .column(let name) = expression.kind else { return false }
    return name.name == "date" || kindOfField(name.name) == .date
  }

  // MARK: - Patterns

  static func escapedLike(_ text: String) -> String {
    changed(changed(changed(text, "\\", to: "\\\\"), "%", to: "\\%"), "_", to: "\\_")
  }

  /// `LIKE '%x%'`: `%` is any text, `_` one letter.
  func like(_ left: Expression, _ pattern: String) -> Expression {
    if isDate(left), let date = Self.date(pattern.filter { $0 != "%" }), pattern.hasSuffix("%") {
      return make(.compare(.equal, left, make(.literal(Literal(.date(date), Self.none)))))
    }
    let left = Self.withoutCase(left)
    var letters = Array(pattern)[...]
    let isOpen = letters.first == "%"
    while letters.first == "%" { letters.removeFirst() }
    let isOpenAtEnd = letters.last == "%" && !(letters.count > 1 && letters[letters.endIndex - 2] == "\\")
    while isOpenAtEnd, letters.last == "%" { letters.removeLast() }
    if letters.isEmpty { return make(.isEmpty(left, negated: isOpen || isOpenAtEnd)) }
    if isOpen, isOpenAtEnd, letters.allSatisfy({ $0.isLetter || $0.isNumber }) {
      return matchesWord(left, "*\(String(letters))*")
    }
    var regex = ""
    var isEscaped = false
    for letter in letters {
      if isEscaped {
        regex += Self.escapedRegex(letter)
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else {
        regex += letter == "%" ? ".*" : letter == "_" ? "." : Self.escapedRegex(letter)
      }
    }
    if !isOpen, !isOpenAtEnd, !regex.contains(".*"), !letters.contains("_"), !letters.contains("\\") {
      return make(.valueIs(left, Literal(.text(String(letters)), Self.none), negated: false))
    }
    return matches(
      left, pattern: (isOpen ? "" : "^") + regex + (isOpenAtEnd ? "" : "$"), isNegated: false, ignoresCase: true)
  }

  private static func escapedRegex(_ letter: Character) -> String {
    "\\^$.|?*+()[]{}/".contains(letter) ? "\\\(letter)" : String(letter)
  }

  /// `lower(headline)` is `headline` where case does not count.
  static func withoutCase(_ expression: Expression) -> Expression {
    if case .call(let name, let arguments) = expression.kind, arguments.count == 1,
      ["lower", "upper"].contains(name.name)
    {
      return arguments[0]
    }
    return expression
  }

  func matches(
    _ left: Expression, pattern: String, isNegated: Bool, ignoresCase: Bool = false
  ) -> Expression {
    var pattern = pattern
    var ignoresCase = ignoresCase || dialect == .sql
    if pattern.hasPrefix("(?i)") {
      pattern.removeFirst(4)
      ignoresCase = true
    }
    // Within newsq's slashes a slash has a backslash; the printer adds it.
    pattern = pattern.split(separator: "\\/", omittingEmptySubsequences: false).joined(separator: "/")
    let search = Search(.regex(ignoresCase: ignoresCase), pattern, Self.none)
    return make(.matches(Self.withoutCase(left), search, negated: isNegated))
  }

  func matchesWord(_ left: Expression, _ word: String) -> Expression {
    make(.matches(left, Search(.word, word, Self.none), negated: false))
  }

  /// Kusto's `has`: a whole word, or words in a row.
  func has(_ left: Expression, _ text: String) -> Expression {
    let isWord = text.unicodeScalars.allSatisfy(Lexer.isNameScalar) && !text.isEmpty
    let search = Search(isWord && !["and", "or", "not"].contains(text.lowercased()) ? .word : .phrase, text, Self.none)
    return make(.matches(left, search, negated: false))
  }

  // MARK: - Full text

  /// `articles MATCH 'steel NEAR tariffs'`, `body @@ to_tsquery('steel & tariffs')`: a search.
  mutating func fullText(_ left: Expression) throws(Diagnostic) -> Expression {
    var isQuery = true
    var closings = 0
    if next.kind == .word, ahead().isSymbol("(") {
      isQuery = !["plainto_tsquery", "phraseto_tsquery"].contains(next.lowered)
      let isPhrase = next.lowered == "phraseto_tsquery"
      take()
      take()
      closings = 1
      // The language comes first.
      if case .quoted = next.kind, ahead().isSymbol(",") {
        take()
        take()
      }
      if isPhrase {
        let phrase = try quotedText()
        try expect(symbol: ")")
        return searched(Search(.phrase, phrase, Self.none), in: left)
      }
    }
    let written = try quotedText()
    if closings > 0 { try expect(symbol: ")") }
    return searched(try search(written, isQuery: isQuery), in: left)
  }

  /// Puts a full-text search where it can be said: the search itself, since a condition has no `near`.
  func searched(_ search: Search, in left: Expression) -> Expression {
    if case .column(let name) = left.kind, let kind = kindOfField(name.name), kind == .text || kind == .list {
      if name.name == "body" || !Self.isPlain(search) {
        return make(.matches(make(.column(name)), search, negated: false))
      }
      return make(.matches(left, search, negated: false))
    }
    return make(.matches(make(.column(FieldName(Self.anywhere, Self.none))), search, negated: false))
  }

  /// A column that means headline, deck and body together; no query names it.
  static let anywhere = "\u{0}anywhere"

  static func isPlain(_ search: Search) -> Bool {
    switch search.kind {
    case .text: true
    case .or(let items): items.allSatisfy(isPlain)
    default: false
    }
  }

  /// The text of a full-text search: `steel & tariffs`, `"steel tariffs" OR iron`, `+steel -iron`.
  func search(_ text: String, isQuery: Bool) throws(Diagnostic) -> Search {
    var text = text
    if isQuery {
      text = Self.changed(text, "&", to: " and ")
      text = text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: " or ")
      text = text.split(separator: "<->", omittingEmptySubsequences: false).joined(separator: " pre/1 ")
      text = text.split(separator: ":*", omittingEmptySubsequences: false).joined(separator: "*")
    }
    var parsing = Parsing(text, stages: [], fieldKind: kindOfField)
    let search = try parsing.lenientSearch()
    try parsing.expectEnd()
    return search
  }
}
