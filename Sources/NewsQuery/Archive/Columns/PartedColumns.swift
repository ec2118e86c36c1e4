/// The columns of an archive out of those of its parts: types that all parts decide, cells part after part.
///
/// An archive of one part has that part's own columns. Of several parts, a cell is looked up in its part; codes are those of
/// one ordinary column, which is made in memory when they are first asked for.
final class PartedColumns: Sendable {
  private struct Entry: Sendable {
    var type: ValueType
    /// By part, in the type of the archive; nil if no article of the part fills it.
    var columns: [(any Column)?]
  }

  let schema: [Schema.Field]
  /// Maps of the input that are one column, because they have too many keys.
  let wideMaps: Set<String>
  private let entries: [String: Entry]
  /// Nil if the rows of the archive are those of its only part.
  private let rows: PartRows?
  private let made = Lock<[String: PartedColumn]>([:])

  /// `rows` is nil if the rows of the archive are those of its only part.
  init(_ parts: [Part], rows: PartRows?, others: [Schema.Field]) {
    self.rows = rows
    var entries: [String: Entry] = [:]
    var schema: [Schema.Field] = []
    func add(_ name: String, _ columns: [(any Column)?]) {
      guard entries[name] == nil, let type = PartedColumns.type(of: columns) else { return }
      entries[name] = Entry(type: type, columns: columns.map { $0.map { PartedColumns.typed($0, type) } })
      schema.append(Schema.Field(name, type))
    }
    for name in Field.stored.map(\.name) {
      add(name, parts.map { $0.fields[name] })
      if entries[name] == nil, let other = others.first(where: { $0.name == name }) { schema.append(other) }
    }
    wideMaps = WideMaps.names(
      in: parts.lazy.flatMap(\.inputs).map(\.name), known: parts.reduce(into: []) { $0.formUnion($1.wideMaps) })
    let columns = parts.map { [wideMaps] part in WideMaps.joined(part, wideMaps) }
    let inputs = columns.map { Dictionary($0.map { ($0.name, $0.column) }, uniquingKeysWith: { first, _ in first }) }
    for names in columns {
      for (name, _) in names where entries[name] == nil { add(name, inputs.map { $0[name] }) }
    }
    self.entries = entries
    self.schema = schema
  }

  /// The type of a column whose cells are in several parts, as one part would decide it: a list if any cell is a list, otherwise
  /// the one type of all cells, otherwise text.
  private static func type(of columns: [(any Column)?]) -> ValueType? {
    let types = Set(columns.compactMap { $0?.type })
    return types.count < 2 ? types.first : types.contains(.list) ? .list : .text
  }

  private static func typed(_ column: any Column, _ type: ValueType) -> any Column {
    column.type == type ? column : PrintedColumn(column: column, type: type)
  }

  func column(_ name: String, ofPart part: Int) -> (any Column)? {
    guard let entry = entries[name] else { return nil }
    return entry.columns[part] ?? AbsentColumn(type: entry.type)
  }

  func column(_ name: String) -> (any Column)? {
    guard let entry = entries[name] else { return nil }
    guard let rows else { return entry.columns[0] }
    return made.withLock { made in
      if let column = made[name] { return column }
      let column = PartedColumn(type: entry.type, columns: entry.columns, rows: rows, joined: LateCodes())
      made[name] = column
      return column
    }
  }
}

/// A column that is looked up in the part of each row.
struct PartedColumn: Column {
  let type: ValueType
  let columns: [(any Column)?]
  let rows: PartRows
  let joined: LateCodes

  var codes: (any ColumnCodes)? { joined.codes { JoinedCodes.make(columns, rows) } }

  func value(at row: Int) -> Value {
    let place = rows.place(of: row)
    return columns[place.part]?.value(at: place.row) ?? .null
  }
}

/// Codes that are made of those of all parts when they are first asked for, if that can be done.
final class LateCodes: Sendable {
  private let made = Lock<(codes: (any ColumnCodes)?, isMade: Bool)>((nil, false))

  func codes(_ make: () -> (any ColumnCodes)?) -> (any ColumnCodes)? {
    made.withLock { made in
      if !made.isMade { made = (make(), true) }
      return made.codes
    }
  }
}

extension PartedColumn {
  /// The distinct texts of the column, by first appearance, if they repeat so much that one part would code them.
  var repeatedTexts: [String]? {
    guard type == .text else { return nil }
    var seen: Set<String> = []
    var distinct: [String] = []
    var filledCount = 0
    for row in 0..<rows.count {
      guard case .text(let text) = value(at: row) else { continue }
      filledCount += 1
      if seen.insert(text).inserted { distinct.append(text) }
    }
    return ColumnWriter.areCoded(textCount: filledCount, distinctCount: distinct.count) ? distinct : nil
  }
}

/// A column that other parts of the archive fill, and this one does not.
struct AbsentColumn: Column {
  let type: ValueType
  func value(at row: Int) -> Value { .null }
}

/// A column of the input in a wider type, because other parts hold texts or lists under its name: as one part would print it.
struct PrintedColumn: Column {
  let column: any Column
  let type: ValueType

  func value(at row: Int) -> Value {
    let value = column.value(at: row)
    if value.isNull { return .null }
    let text = Value.text(InputValue(value).printed)
    return type == .list ? .list([text]) : text.isEmpty ? .null : text
  }
}

/// One coded column in memory, made of those of all parts.
enum JoinedCodes {
  /// Nil if a part has another kind of column.
  static func make(_ columns: [(any Column)?], _ rows: PartRows) -> (any ColumnCodes)? {
    let coded = columns.map { $0 as? CodedColumn }
    guard zip(columns, coded).allSatisfy({ ($0 == nil) == ($1 == nil) }) else { return nil }
    return make(coded, rows)
  }

  /// Codes of a part become codes of all by one look at each distinct text, so that no row's text is read.
  private static func make(_ columns: [CodedColumn?], _ rows: PartRows) -> (any ColumnCodes)? {
    var dictionary = FormTable()
    var numbers = columns.map { $0.map { [UInt32](repeating: 0, count: $0.count) } ?? [] }
    // Numbered by first appearance among the living rows, as one part numbers them.
    var codes = [UInt32](repeating: 0, count: rows.count)
    for run in rows.runs {
      guard let column = columns[run.part] else { continue }
      for (place, row) in run.rows.enumerated() {
        guard let code = column.code(at: row) else { continue }
        if numbers[run.part][code] == 0 { numbers[run.part][code] = dictionary.intern(column.bytes(of: code)) + 1 }
        codes[run.first + place] = numbers[run.part][code]
      }
    }
    let image = Image()
    image.add("column", ColumnWriter.codes(codes, dictionary))
    return ImageColumn.make(image["column"], image: image, rowCount: rows.count)?.codes
  }
}
