/// A table of articles in one JSON object, as programs for data write it; its rows are put together again as objects.
///
///     {"title": {"0": "A", "1": "B"}, "text": {"0": "…", "1": "…"}}
///     {"title": ["A", "B"], "text": ["…", "…"]}
///     {"columns": ["title", "text"], "data": [["A", "…"], ["B", "…"]]}
struct TableInJSON {
  private enum Shape { case objects, lists, rows }

  private struct Column {
    /// The name as JSON has it, with its quotes.
    var name: [UInt8]
    /// Inside of the column's own object or list.
    var cells: JSONScanner
  }

  private let shape: Shape
  private var columns: [Column]
  /// Inside of the list of rows, where they stand apart from their names; else not looked at.
  private var rows: JSONScanner

  /// Looks at the object that stands next; nil where it is no such table.
  static func find(_ scanner: JSONScanner) throws(JSONFailure) -> TableInJSON? {
    var inner = scanner
    try inner.enterObject()
    // An article begins with a plain value, nearly always: most are passed over here.
    guard let key = try inner.nextKey() else { return nil }
    let kind = try inner.peekKind()
    guard kind == .object || kind == .array else { return nil }
    if kind == .array, ["columns", "index", "data", "rows"].contains(where: { isNamed($0, inner.bytes(key.range)) }) {
      return try ofRows(scanner)
    }
    return try ofColumns(scanner, kind)
  }

  private static func ofColumns(
    _ scanner: JSONScanner, _ kind: JSONScanner.Kind
  ) throws(JSONFailure) -> TableInJSON? {
    var scanner = scanner
    var columns: [Column] = []
    var known = 0
    var hasText = false
    var first: Measure?
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      guard try scanner.peekKind() == kind else { return nil }
      var cells = scanner
      let measure = try Measure(&scanner)
      if let first, measure.count != first.count || measure.firstName != first.firstName { return nil }
      if first == nil { first = measure }
      if let match = FieldAliases.match(scanner.bytes(key.range)) {
        known += 1
        if match.column == .headline || match.column == .body {
          if !measure.isText { return nil }
          hasText = true
        }
      }
      if kind == .object { try cells.enterObject() } else { try cells.enterArray() }
      let name = Array(scanner.bytes(key.range.lowerBound - 1..<key.range.upperBound + 1))
      columns.append(Column(name: name, cells: cells))
    }
    // `headline: {main: …}` and `{en: …}` are forms of one text; the rows of a table are numbered or named by addresses.
    // A list of one is as good as its one item.
    guard known >= 2, hasText, let first, first.count > (kind == .array ? 1 : 0) else { return nil }
    if kind == .object, !first.firstName.contains(where: { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "/") }) { return nil }
    return TableInJSON(shape: kind == .object ? .objects : .lists, columns: columns, rows: scanner)
  }

  private static func ofRows(_ scanner: JSONScanner) throws(JSONFailure) -> TableInJSON? {
    var scanner = scanner
    var columns: [Column] = []
    var rows: JSONScanner?
    var hasText = false
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let name = scanner.bytes(key.range)
      guard try scanner.peekKind() == .array else {
        try scanner.skipValue()
        continue
      }
      var inner = scanner
      try inner.enterArray()
      if isNamed("columns", name), columns.isEmpty {
        while try inner.nextElement() {
          let value = try JSONValue.read(&inner)
          guard let text = value["name"]?.plainText ?? value.plainText else { return nil }
          let match = Array(text.utf8).withUnsafeBytes { FieldAliases.match($0) }
          if match?.column == .headline || match?.column == .body { hasText = true }
          var quoted: [UInt8] = []
          JSONText.append(text, to: &quoted)
          columns.append(Column(name: quoted, cells: scanner))
        }
      } else if isNamed("data", name) || isNamed("rows", name), rows == nil {
        let start = inner
        if try inner.nextElement(), try inner.peekKind() == .array { rows = start } else { return nil }
      }
      try scanner.skipValue()
    }
    guard hasText, columns.count >= 2, let rows else { return nil }
    return TableInJSON(shape: .rows, columns: columns, rows: rows)
  }

  private static func isNamed(_ word: StaticString, _ name: UnsafeRawBufferPointer) -> Bool {
    name.count == word.utf8CodeUnitCount && ByteSearch.matches(word, in: name, at: 0)
  }

  /// How many cells a column has, what the first is called, and whether the first that is not null is a text.
  private struct Measure {
    var count = 0
    var firstName: [UInt8] = []
    private var kind: JSONScanner.Kind?
    var isText: Bool { kind == .string || kind == .null }

    /// Goes over the object or list that stands next.
    init(_ scanner: inout JSONScanner) throws(JSONFailure) {
      if try scanner.peekKind() == .object {
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
          if count == 0 { firstName = Array(scanner.bytes(key.range)) }
          try look(&scanner)
        }
      } else {
        try scanner.enterArray()
        while try scanner.nextElement() { try look(&scanner) }
      }
    }

    private mutating func look(_ scanner: inout JSONScanner) throws(JSONFailure) {
      count += 1
      if kind == nil || kind == .null { kind = try scanner.peekKind() }
      try scanner.skipValue()
    }
  }

  /// Writes the next row into `row` as an object; nil after the last, else where its first cell stands.
  mutating func next(into row: inout [UInt8]) throws(JSONFailure) -> Range<Int>? {
    row.removeAll(keepingCapacity: true)
    var place: Range<Int>?
    func add(_ name: [UInt8], _ cell: UnsafeRawBufferPointer) {
      row.append(row.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
      row += name
      row.append(UInt8(ascii: ":"))
      row.append(contentsOf: cell)
    }
    /// Consumes the value that stands next, blanks before it apart.
    func cell(_ scanner: inout JSONScanner) throws(JSONFailure) -> Range<Int> {
      _ = try scanner.peekKind()
      let start = scanner.position
      try scanner.skipValue()
      return start..<scanner.position
    }
    if shape == .rows {
      guard try rows.nextElement() else { return nil }
      let start = rows.position
      try rows.enterArray()
      var index = 0
      while try rows.nextElement() {
        let range = try cell(&rows)
        if index < columns.count { add(columns[index].name, rows.bytes(range)) }
        index += 1
      }
      place = start..<rows.position
    } else {
      for index in columns.indices {
        if shape == .objects {
          guard let key = try columns[index].cells.nextKey() else { return nil }
          // A row that is not only counted: its name is something that the input says.
          let name = columns[index].cells.bytes(key.range.lowerBound - 1..<key.range.upperBound + 1)
          if index == 0, name.dropFirst().dropLast().contains(where: { $0 &- 0x30 >= 10 }) {
            add(Array("\"index\"".utf8), name)
          }
        } else {
          guard try columns[index].cells.nextElement() else { return nil }
        }
        let range = try cell(&columns[index].cells)
        add(columns[index].name, columns[index].cells.bytes(range))
        if place == nil { place = range }
      }
    }
    if row.isEmpty { row.append(UInt8(ascii: "{")) }
    row.append(UInt8(ascii: "}"))
    return place
  }
}
