/// What the name of a field in a search stands for.
enum SearchField: Sendable {
  /// Words by position in the index: headline, deck, body, lead, hlead.
  case region(SearchRegion.Parts)
  /// A stored column; nil if the field is known but no article of the archive fills it.
  case column(String, ValueType, (any Column)?)

  /// The fields of the language, and what they hold.
  static let canonical: [(name: String, type: ValueType)] = [
    ("id", .text), ("headline", .text), ("deck", .text), ("byline", .list), ("dateline", .text), ("located", .text),
    ("credit", .list), ("source", .text), ("section", .text), ("language", .text), ("date", .date), ("updated", .date),
    ("added", .date), ("url", .text), ("tags", .list), ("body", .text), ("lead", .text), ("words", .number),
  ]

  /// Known only once the search has run.
  static let computed: Set<String> = ["score", "depth", "near", "distance"]

  /// Looks a name up as canonical, then as a column of the input, then as an alias. Names and types are those of the archive,
  /// the column is that of one of its parts.
  init(_ field: FieldName, in archive: Archive, part: Int) throws(Diagnostic) {
    let name = field.name
    let folded = Fold.folded(name)
    if let region = SearchRegion(field: folded) {
      self = .region(region.parts)
      return
    }
    if let known = SearchField.canonical.first(where: { $0.name == folded }) {
      self = .column(known.name, archive.type(of: known.name) ?? known.type, archive.column(known.name, ofPart: part))
      return
    }
    let schema = archive.schema
    if let column = schema.first(where: { $0.name == name }) ?? schema.first(where: { Fold.folded($0.name) == folded })
    {
      self = .column(column.name, column.type, archive.column(column.name, ofPart: part))
      return
    }
    if let canonical = FieldAliases.column(named: name)?.name, canonical != folded {
      try self.init(FieldName(canonical, field.span), in: archive, part: part)
      return
    }
    if SearchField.computed.contains(folded) {
      throw Diagnostic(
        "`\(name)` is known only after the search", at: field.span, hint: "put it into a stage: `| where \(name) …`")
    }
    throw SearchField.unknown(field, among: SearchField.names(in: archive))
  }

  /// All names that may be typed, canonical ones first.
  static func names(in archive: Archive) -> [String] {
    canonical.map(\.name) + ["hlead"] + archive.schema.map(\.name)
      + FieldAliases.names.flatMap { FieldAliases.typedNames(of: $0.column) }
  }

  static func unknown(_ field: FieldName, among names: [String]) -> Diagnostic {
    let nearest = Spelling.names(nearestTo: field.name, among: names, limit: 3)
    return Diagnostic(
      "no field `\(field.name)`", at: field.span,
      hint: nearest.isEmpty
        ? "fields of this archive: `.fields`"
        : "did you mean " + nearest.map { "`\($0)`" }.joined(separator: " or ") + "?")
  }
}

extension Archive {
  func type(of column: String) -> ValueType? { schema.first { $0.name == column }?.type }
}
