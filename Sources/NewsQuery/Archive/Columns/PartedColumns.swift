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
      let column = PartedColumn(type: entry.type, columns: entry.columns, rows: rows, joined: LateJoin())
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
  let joined: LateJoin

  var codes: (any ColumnCodes)? { joined.column { JoinedColumn.make(columns, rows) }?.codes }

  func value(at row: Int) -> Value {
    let place = rows.place(of: row)
    return columns[place.part]?.value(at: place.row) ?? .null
  }
}

/// A column that is made of those of all parts when it is first asked for, if that can be done.
final class LateJoin: Sendable {
  private let made = Lock<(column: (any Column)?, isMade: Bool)>((nil, false))

  func column(_ make: () -> (any Column)?) -> (any Column)? {
    made.withLock { made in
      if !made.isMade { made = (make(), true) }
      return made.column
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

/// Makes one column in memory of columns of one kind.
enum JoinedColumn {
  /// Nil if they are not of one kind, or of one whose cells are not copied: texts that seldom repeat.
  static func make(_ columns: [(any Column)?], _ rows: PartRows) -> (any Column)? {
    guard let first = columns.lazy.compactMap({ $0 }).first else { return nil }
    func all<Kind>(_ kind: Kind.Type) -> [Kind?]? {
      let typed = columns.map { $0 as? Kind }
      return zip(columns, typed).allSatisfy { ($0 == nil) == ($1 == nil) } ? typed : nil
    }
    switch first {
    case is DateColumn: return all(DateColumn.self).flatMap { dates($0, rows) }
    case is NumberColumn: return all(NumberColumn.self).flatMap { numbers($0, rows) }
    case is TruthColumn: return all(TruthColumn.self).flatMap { truths($0, rows) }
    case is CodedColumn: return all(CodedColumn.self).flatMap { codes($0, rows) }
    case is ListColumn: return all(ListColumn.self).flatMap { lists($0, rows) }
    default: return nil
    }
  }

  private static func column(_ bytes: consuming ByteBuffer, _ rowCount: Int) -> (any Column)? {
    let image = Image()
    image.add("column", bytes)
    return ImageColumn.make(image["column"], image: image, rowCount: rowCount)
  }

  private static func dates(_ columns: [DateColumn?], _ rows: PartRows) -> (any Column)? {
    var cells: (rows: [UInt32], dates: [NewsDate]) = ([], [])
    cells.rows.reserveCapacity(rows.count)
    cells.dates.reserveCapacity(rows.count)
    for run in rows.runs {
      guard let column = columns[run.part] else { continue }
      for (place, row) in run.rows.enumerated() {
        guard let date = column.date(at: row) else { continue }
        cells.rows.append(UInt32(run.first + place))
        cells.dates.append(date)
      }
    }
    return column(ColumnWriter.dates(rows: cells.rows, cells: cells.dates, rowCount: rows.count), rows.count)
  }

  private static func numbers(_ columns: [NumberColumn?], _ rows: PartRows) -> (any Column)? {
    var cells: (rows: [UInt32], numbers: [Double]) = ([], [])
    for run in rows.runs {
      guard let column = columns[run.part] else { continue }
      for (place, row) in run.rows.enumerated() {
        guard let number = column.number(at: row) else { continue }
        cells.rows.append(UInt32(run.first + place))
        cells.numbers.append(number)
      }
    }
    return column(ColumnWriter.numbers(rows: cells.rows, cells: cells.numbers, rowCount: rows.count), rows.count)
  }

  private static func truths(_ columns: [TruthColumn?], _ rows: PartRows) -> (any Column)? {
    var cells: (rows: [UInt32], truths: [Bool]) = ([], [])
    for run in rows.runs {
      guard let column = columns[run.part] else { continue }
      for (place, row) in run.rows.enumerated() {
        guard case .truth(let truth) = column.value(at: row) else { continue }
        cells.rows.append(UInt32(run.first + place))
        cells.truths.append(truth)
      }
    }
    return column(ColumnWriter.truths(rows: cells.rows, cells: cells.truths, rowCount: rows.count), rows.count)
  }

  /// Codes of a part become codes of all by one look at each distinct text, so that no row's text is read.
  private static func codes(_ columns: [CodedColumn?], _ rows: PartRows) -> (any Column)? {
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
    return column(ColumnWriter.codes(codes, dictionary), rows.count)
  }

  private static func lists(_ columns: [ListColumn?], _ rows: PartRows) -> (any Column)? {
    var dictionary = FormTable()
    var numbers = columns.map { $0.map { [UInt32](repeating: 0, count: $0.valueCount) } ?? [] }
    var starts: [UInt32] = [0]
    starts.reserveCapacity(rows.count + 1)
    var codes: [UInt32] = []
    for run in rows.runs {
      for row in run.rows {
        if let column = columns[run.part] {
          for code in column.codes(at: row) {
            if numbers[run.part][Int(code)] == 0 {
              numbers[run.part][Int(code)] = dictionary.intern(column.bytes(of: Int(code))) + 1
            }
            codes.append(numbers[run.part][Int(code)] - 1)
          }
        }
        starts.append(UInt32(codes.count))
      }
    }
    return column(ColumnWriter.lists(starts: starts, codes: codes, dictionary), rows.count)
  }
}
