/// The meaning of a field's name in a search.
enum SearchField: Sendable {
  /// Words by position in the index: headline, deck, body, lead, hlead.
  case region(SearchRegion.Parts)
  /// A stored column; nil if the field is known but no article of the archive fills it.
  case column(String, ValueType, (any Column)?)

  /// Looks a name up as canonical, then as a column of the input, then as an alias. Names and types are those of the archive,
  /// the column is that of one of its parts.
  init(_ field: FieldName, in archive: Archive, part: Int) throws(Diagnostic) {
    let name = field.name
    let folded = Fold.folded(name)
    if let region = SearchRegion(field: folded) {
      self = .region(region.parts)
      return
    }
    if let known = Field.ofArticles.first(where: { $0.name == folded }) {
      self = .column(known.name, archive.type(of: known.name) ?? known.type, archive.column(known.name, ofPart: part))
      return
    }
    let schema = archive.schema
    if let column = schema.first(where: { $0.name == name }) ?? schema.first(where: { Fold.folded($0.name) == folded })
    {
      self = .column(column.name, column.type, archive.column(column.name, ofPart: part))
      return
    }
    if let canonical = Field.named(name)?.name, canonical != folded {
      try self.init(FieldName(canonical, field.span), in: archive, part: part)
      return
    }
    if let known = Field.all.first(where: { $0.name == folded }), known.storage.isOfHits || known.storage == .story {
      throw Diagnostic(
        "`\(name)` is known only after the search", at: field.span, hint: "put it into a stage: `| where \(name) …`")
    }
    throw SearchField.unknown(field, among: SearchField.names(in: archive))
  }

  /// All names that may be typed, the fields' own first.
  static func names(in archive: Archive) -> [String] {
    let fields = Field.all.filter { !$0.storage.isOfRows }
    return fields.map(\.name) + archive.schema.map(\.name) + fields.flatMap(\.typedNames)
  }

  static func unknown(_ field: FieldName, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic("no field `\(field.name)`", at: field.span)
    if let foreign = ForeignReader.fields[field.name.lowercased()] {
      diagnostic.hints = [Diagnostic.Hint(foreign, replacing: field.span)]
      return diagnostic
    }
    // One spelling of each field is enough.
    var fields: Set<String> = []
    let nearest = Spelling.names(nearestTo: field.name, among: names, limit: 12).filter { name in
      fields.insert(Field.all.first { $0.typedNames.contains(name) }?.name ?? name).inserted
    }
    diagnostic.hints = nearest.prefix(3).map { Diagnostic.Hint(Printer.name($0), replacing: field.span) }
    if diagnostic.hints.isEmpty { diagnostic.hints = [Diagnostic.Hint("`.fields` shows the fields of this archive")] }
    return diagnostic
  }
}

extension Archive {
  func type(of column: String) -> ValueType? { schema.first { $0.name == column }?.type }
}
