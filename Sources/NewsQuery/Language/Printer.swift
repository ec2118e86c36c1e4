/// Prints syntax in its canonical form, every inner group in brackets: `parse(print(q)) == q` but for the spans.
///
///     Printer.text(of: search)   // (tariff* steel) or (aluminium date:2025)
public enum Printer {
  public static func text(of statement: Statement) -> String {
    switch statement.kind {
    case .query(nil, let query): text(of: query, startsStatement: true)
    case .query(let name?, let query): "let \(name) = \(text(of: query))"
    case .parameter(let name, let literal?): "param \(name) = \(text(of: literal))"
    case .parameter(let name, nil): "param \(name)"
    case .definition(let definition): text(of: definition)
    case .include(let path, _): "include \"\(escaped(path))\""
    case .command(let name, let argument): argument.isEmpty ? ".\(name)" : ".\(name) \(argument)"
    }
  }

  public static func text(of query: Query) -> String { text(of: query, startsStatement: false) }

  private static func text(of query: Query, startsStatement: Bool) -> String {
    var parts: [String] = []
    if let table = query.table { parts.append("table \(text(of: table))") }
    if let search = query.search { parts.append(text(of: search, startsStatement: startsStatement)) }
    parts += query.stages.map { "| " + text(of: $0) }
    return parts.joined(separator: " ")
  }

  // MARK: - Search

  public static func text(of search: Search) -> String { text(of: search, startsStatement: false) }

  private static func text(of search: Search, startsStatement: Bool) -> String {
    switch search.kind {
    case .everything: return "*"
    case .text(let operand): return text(of: operand)
    case .and(let items): return sideBySide(items, startsStatement: startsStatement)
    case .or(let items): return items.map(operand).joined(separator: " or ")
    case .not(let inner): return negation(of: inner)
    case .field(let field, let inner): return "\(name(field.name)):\(fieldValue(inner, in: field))"
    case .chain(let chain): return text(of: chain)
    case .atLeast(let count, let inner): return "atleast/\(count) \(counted(inner))"
    case .first(let count, let inner): return "first/\(count) \(counted(inner))"
    case .counted(let isFirst, let argument, let inner):
      return "\(isFirst ? "first" : "atleast")/$\(argument) \(counted(inner))"
    case .compare(let field, let comparison, let value):
      return name(field.name) + comparison.rawValue + searchValue(value)
    case .range(let field, let low, let high): return "\(name(field.name)):\(range(low, high))"
    case .valueIs(let field, let value, let negated):
      return "\(subject(field.name)) is \(negated ? "not " : "")\(searchValue(value))"
    case .isEmpty(let field, negated: true): return "has:\(name(field.name))"
    case .isEmpty(let field, negated: false): return "\(subject(field.name)) is empty"
    case .inResult(let name): return "in $\(name)"
    case .defined(let use, _): return use
    }
  }

  /// A search as an operand: in brackets where it has parts.
  static func operand(_ search: Search) -> String {
    switch search.kind {
    case .and, .or, .chain: "(\(text(of: search)))"
    default: text(of: search)
    }
  }

  /// What is counted; a lone `in` might stand before a `$name`.
  private static func counted(_ search: Search) -> String {
    if case .text(let word) = search.kind, word.kind == .word, !word.isExact, word.text.lowercased() == "in" {
      return "(\(word.text))"
    }
    return operand(search)
  }

  /// Words side by side. A word that would begin something else before its neighbour stands in brackets: `(in) $x`.
  private static func sideBySide(_ items: [Search], startsStatement: Bool) -> String {
    var parts: [String] = []
    for (index, item) in items.enumerated() {
      var printed = operand(item)
      if index + 1 < items.count, case .text(let word) = item.kind, word.kind == .word, !word.isExact,
        begins(word.text, before: items[(index + 1)...], isFirst: index == 0 && startsStatement)
      {
        printed = "(\(printed))"
      }
      parts.append(printed)
    }
    return parts.joined(separator: " ")
  }

  private static func begins(_ word: String, before next: ArraySlice<Search>, isFirst: Bool) -> Bool {
    guard let first = next.first else { return false }
    switch first.kind {
    case .text(let operand):
      if operand.kind == .argument || operand.isExact, word.lowercased() == "in" { return true }
      if operand.kind == .argument { return false }
      if isFirst, isNaming(word), case .text(let named)? = next.dropFirst().first?.kind, named.isExact { return true }
      guard operand.kind == .word, !operand.isExact, operand.text.lowercased() == "is" else { return false }
      if Field.named(word) != nil { return true }
      // A column of the input may bear this name too.
      guard case .text(let value)? = next.dropFirst().first?.kind else { return false }
      return value.kind == .phrase || value.kind == .argument
    case .compare: return isFirst && isNaming(word)
    default: return false
    }
  }

  private static func isNaming(_ word: String) -> Bool {
    ["let", "param", "define"].contains(word.lowercased())
  }

  private static func negation(of inner: Search) -> String {
    switch inner.kind {
    case .text(let operand)
    where operand.kind != .regex(ignoresCase: true) && operand.kind != .regex(ignoresCase: false):
      "-\(text(of: operand))"
    case .field, .range, .isEmpty(_, negated: true), .and, .or, .chain: "-\(operand(inner))"
    default: "not \(operand(inner))"
    }
  }

  private static func fieldValue(_ inner: Search, in field: FieldName) -> String {
    switch inner.kind {
    case .text(let operand):
      text(of: operand)
    default: "(\(text(of: inner)))"
    }
  }

  private static func text(of chain: Chain) -> String {
    var parts = [operand(chain.first)]
    for link in chain.links {
      var keyword = link.isOrdered ? "pre/" : "near/"
      switch link.reach {
      case .words(let count): keyword += "\(count)"
      case .sentence: keyword += "s"
      case .paragraph: keyword += "p"
      case .argument(let name): keyword += "$\(name)"
      }
      parts.append((link.isNegated ? "not " : "") + keyword)
      parts.append(operand(link.operand))
    }
    return parts.joined(separator: " ")
  }

  static func text(of operand: TextOperand) -> String {
    let mark = operand.isExact ? "=" : ""
    switch operand.kind {
    case .word: return mark + operand.text
    case .phrase: return mark + quoted(operand.text)
    case .regex(let ignoresCase): return "/\(slashesEscaped(operand.text))/\(ignoresCase ? "i" : "")"
    case .list: return "@" + (isPlainPath(operand.text) ? operand.text : quoted(operand.text))
    case .argument: return "$" + operand.text
    case .call(let values): return "$\(operand.text)(\(values.map { text(of: $0) }.joined(separator: ", ")))"
    }
  }

  /// `define busiest(n = 10) = | count by source | head $n`
  static func text(of definition: Definition) -> String {
    let parameters = definition.parameters.map { parameter in
      parameter.name + (parameter.standard.map { " = \(text(of: $0))" } ?? "")
    }
    let brackets = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
    return "define \(definition.name)\(brackets) = \(text(of: definition.body))"
  }

  static func text(of body: Definition.Body) -> String {
    switch body {
    case .search(let search): text(of: search)
    case .stages(let calls): calls.map { "| " + text(of: $0) }.joined(separator: " ")
    }
  }

  private static func isPlainPath(_ path: String) -> Bool {
    path.unicodeScalars.allSatisfy { Lexer.isNameScalar($0) || "./-_~".unicodeScalars.contains($0) } && !path.isEmpty
  }

  /// `/` as `\/`; what is escaped already stays.
  private static func slashesEscaped(_ pattern: String) -> String {
    var text = ""
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if scalar == "/", !isEscaped { text += "\\" }
      text.unicodeScalars.append(scalar)
      isEscaped = scalar == "\\" && !isEscaped
    }
    return text
  }

  private static func range(_ low: Literal?, _ high: Literal?) -> String {
    if let low, let high, low.kind == high.kind { return searchValue(low) }
    return "\(low.map(searchValue) ?? "")..\(high.map(searchValue) ?? "")"
  }

  // MARK: - Names and values

  static func text(of table: TableReference) -> String {
    switch table.kind {
    case .result(let name): return "$\(name)"
    case .file(let path, let part):
      return "\"\(escaped(path))\"" + (part.map { " " + (TableName.hasParts(path) ? "\"\(escaped($0))\"" : $0) } ?? "")
    }
  }

  /// A name as it can be typed: in backquotes where it is no plain word, or has a meaning of its own.
  static func name(_ name: String) -> String {
    let isPlain = !name.isEmpty && Lexer(name, kindOfField: { _ in nil }).endOfName(from: 0) == name.utf8.count
    if isPlain, !reservedNames.contains(name.lowercased()) { return name }
    return "`\(name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``"))`"
  }

  private static let reservedNames: Set<String> = [
    "and", "or", "not", "true", "false", "null", "today", "yesterday", "in", "is", "has", "by", "desc", "asc", "seed",
    "vs",
    "sort", "like", "contains", "left", "right", "let", "param", "define",
  ]

  /// A name before `is`, where only a known field is one without backquotes.
  private static func subject(_ name: String) -> String {
    let printed = Printer.name(name)
    return printed == name && Field.named(name) == nil ? "`\(name)`" : printed
  }

  /// A phrase between marks that do not stand in it.
  static func quoted(_ text: String) -> String {
    let marks = QuoteMarks.allCases.first { $0.holds(text) } ?? .double
    return marks.printed.open + text + marks.printed.close
  }

  /// A word as it is, anything else quoted.
  static func wordOrQuoted(_ text: String) -> String {
    text.unicodeScalars.allSatisfy(Lexer.isNameScalar) && !text.isEmpty ? text : quoted(text)
  }

  /// A value in a condition of a search.
  private static func searchValue(_ value: Literal) -> String {
    if case .text(let text) = value.kind { return quoted(text) }
    return text(of: value)
  }

  /// A value in an expression.
  public static func text(of literal: Literal) -> String {
    switch literal.kind {
    case .number(let number): return text(of: number)
    case .text(let text): return "\"\(escaped(text))\""
    case .date(let date): return date.description
    case .duration(let seconds):
      for (unit, name) in [(Int64(604_800), "w"), (86_400, "d"), (3_600, "h")] where seconds % unit == 0 {
        return "\(seconds / unit)\(name)"
      }
      return "\(seconds / 3_600)h"
    case .day(let offset): return offset == 0 ? "today" : "yesterday"
    case .truth(let truth): return truth ? "true" : "false"
    case .null: return "null"
    case .argument(let name): return "$\(name)"
    }
  }

  /// A number with all its digits; a whole one without a point.
  static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 9_007_199_254_740_992 { return "\(Int64(number))" }
    return "\(number)"
  }

  /// A text of an expression, with `\` before what would end it.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      case "\\": escaped += "\\\\"
      default:
        if QuoteMarks.double.closes(with: scalar) { escaped += "\\" }
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  // MARK: - Expressions

  public static func text(of expression: Expression) -> String {
    switch expression.kind {
    case .literal(let literal): text(of: literal)
    case .column(let column): name(column.name)
    // A row of the same sign needs no brackets, which would make it deeper than it was.
    case .not(let inner): if case .not = inner.kind { "not \(text(of: inner))" } else { "not \(operand(inner))" }
    case .negate(let inner): if case .negate = inner.kind { "-\(text(of: inner))" } else { "-\(operand(inner))" }
    case .and(let items): items.map(operand).joined(separator: " and ")
    case .or(let items): items.map(operand).joined(separator: " or ")
    case .compare(let comparison, let left, let right): "\(operand(left)) \(comparison.rawValue) \(operand(right))"
    case .matches(let left, let search, let negated): "\(operand(left)) \(negated ? "!~" : "~") \(operand(search))"
    case .isIn(let left, let items, let negated):
      "\(operand(left)) \(negated ? "not " : "")in (\(items.map { text(of: $0) }.joined(separator: ", ")))"
    case .valueIs(let left, let value, let negated): "\(operand(left)) is \(negated ? "not " : "")\(text(of: value))"
    case .isEmpty(let left, let negated): "\(operand(left)) is \(negated ? "not " : "")empty"
    case .arithmetic(let sign, let left, let right): "\(operand(left)) \(sign.rawValue) \(operand(right))"
    case .call(let function, let arguments):
      "\(function.name)(\(arguments.map { text(of: $0) }.joined(separator: ", ")))"
    case .regex(let operand): text(of: operand)
    case .search(let search): text(of: search)
    }
  }

  /// An expression as an operand: in brackets where it has parts.
  static func operand(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal, .column, .call, .regex, .search: text(of: expression)
    default: "(\(text(of: expression)))"
    }
  }

  // MARK: - Stages

  public static func text(of call: StageCall) -> String {
    if call.isDefined {
      guard case .values(let values, _)? = call.arguments.first else { return call.name }
      return "\(call.name)(\(values.map { text(of: $0) }.joined(separator: ", ")))"
    }
    return call.arguments.reduce(into: call.name) { text, argument in append(argument, to: &text) }
  }

  private static func append(_ argument: Argument, to line: inout String) {
    switch argument {
    case .count(let count, _): line += " \(count)"
    case .choice(let word, _): line += " \(word)"
    case .column(let column): line += " \(name(column.name))"
    case .pattern(let pattern): line += " \(text(of: pattern))"
    case .table(let table): line += " \(text(of: table))"
    case .values(let values, _): line += " (\(values.map { text(of: $0) }.joined(separator: ", ")))"
    case .expression(let expression): line += " \(text(of: expression))"
    case .items(let items): line += " " + items.map(text).joined(separator: ", ")
    case .sortKeys(let keys):
      line += " " + keys.map { text(of: $0.expression) + ($0.isDescending ? " desc" : "") }.joined(separator: ", ")
    case .search(let search): line += " (\(text(of: search)))"
    case .clause("without", let arguments, _):
      line += " without"
      for case .search(let search) in arguments { line += " \(operand(search))" }
    case .clause(let keyword, let arguments, _):
      line += " \(keyword)"
      for argument in arguments { append(argument, to: &line) }
    case .afterComma(let argument):
      line += ","
      append(argument, to: &line)
    case .parameter(let name, .column, _): line += " column($\(name))"
    case .parameter(let name, _, _): line += " $\(name)"
    case .path(let path, let span):
      // Where a text may stand as well as an id, the quotes tell them apart.
      let isQuoted = !isPlainPath(path) || span.count > path.utf8.count
      line += " " + (isQuoted ? "\"\(escaped(path))\"" : path)
    }
  }

  private static func text(of item: Argument.Item) -> String {
    if let condition = item.condition {
      return text(of: Argument.Item(name: item.name, expression: item.expression)) + " where \(text(of: condition))"
    }
    if let name = item.name { return "\(Printer.name(name.name)) = \(text(of: item.expression))" }
    if item.isAll { return "*" }
    if case .compare(.equal, _, _) = item.expression.kind { return "(\(text(of: item.expression)))" }
    return text(of: item.expression)
  }
}
