/// The columns that every article has, whatever its format, in the language's order. `Field.all` says what each of them is.
public enum ArticleColumn: UInt8, CaseIterable, Sendable {
  case id, headline, deck, byline, dateline, located, credit, source, section, language
  case date, updated, added, url, tags, body, lead, words, file

  /// As it is typed in a query.
  public var name: String { Field.all[Int(rawValue)].name }

  /// Where its text is kept, if it is a column of one text.
  var textField: ArticleField? {
    switch Field.all[Int(rawValue)].storage {
    case .text(let field), .column(let field): field
    default: nil
    }
  }
}
