// Values of a search in the types of their columns.

extension SearchCompiler {
  /// A literal takes the column's type.
  static func coerced(_ literal: Literal, to type: ValueType, _ field: FieldName) throws -> Literal {
    switch (type, literal.kind) {
    case (.number, .number), (.date, .date), (.date, .duration), (.date, .day), (.truth, .truth): return literal
    case (.number, .date(let date)) where date.precision == .year:
      return Literal(.number(Double(date.civil.year)), literal.span)
    case (.date, .number(let number)): return try self.literal(of: number.written, as: .date, field, literal.span)
    case (_, .text(let text)): return try self.literal(of: text, as: type, field, literal.span)
    default: throw mismatch(type, field, literal.span)
    }
  }

  static func literal(
    of text: String, as type: ValueType, _ field: FieldName, _ span: Range<Int>
  ) throws -> Literal {
    switch type {
    case .number:
      if let number = Double(text.filter { $0 != "," }), number.isFinite { return Literal(.number(number), span) }
    case .date:
      if let date = NewsDate(iso: text) { return Literal(.date(date), span) }
      if text == "today" { return Literal(.day(offset: 0), span) }
      if text == "yesterday" { return Literal(.day(offset: -1), span) }
    case .truth:
      if text == "true" || text == "false" { return Literal(.truth(text == "true"), span) }
    case .text, .list: return Literal(.text(text), span)
    }
    throw mismatch(type, field, span)
  }

  static func mismatch(_ type: ValueType, _ field: FieldName, _ span: Range<Int>) -> Diagnostic {
    switch type {
    case .number: Diagnostic("`\(field.name)` is a number", at: span, hint: "for example `\(field.name)>800`")
    case .date: Diagnostic("`\(field.name)` is a date", at: span, hint: "for example `\(field.name):2020-07`")
    default: Diagnostic("`\(field.name)` is \(type.rawValue)", at: span)
    }
  }

  static func text(of literal: Literal, _ compiler: SearchCompiler) throws -> String {
    switch try compiler.resolved(literal).kind {
    case .text(let text): return text
    case .number(let number): return number.written
    case .date(let date): return date.description
    case .truth(let truth): return truth ? "true" : "false"
    default: return SearchWriter.written(literal)
    }
  }

  /// The day of the clock plus a number of days.
  static func day(_ offset: Int, _ now: NewsDate) -> NewsDate {
    let days = (now.localSeconds / 86_400) + Int64(offset)
    return NewsDate(seconds: days * 86_400, precision: .day)
  }
}
