/// A table of a file as a query reads it: `table "outlets.csv"`.
///
/// A column is of numbers, dates or truths if all its values are, else of texts. `007` is a text: as a number it would lose its
/// zeros.
enum FileTable {
  /// Reads a file by its path as written. Throws a `Diagnostic` at `span`.
  static func read(
    _ path: String, part: String?, at span: Range<Int>, archive: Archive, _ context: RunContext
  ) throws(Diagnostic) -> NamedTable {
    guard TableName.isTable(path) else {
      throw Diagnostic(
        "the name of a table ends in \(TableName.endings.joined(separator: " "))", at: span,
        hint: "for example `\"outlets.csv\"`")
    }
    let bytes: [UInt8]
    do { bytes = try context.readFile(path) } catch { throw Diagnostic("\(path): \(error.reason)", at: span) }
    let cells: CellTable
    do throws(CellTable.Problem) {
      cells = try CellTable(bytes, path: path, part: part)
    } catch {
      throw Diagnostic("\(path): \(error.reason)", at: span, hint: error.hint)
    }
    return table(of: cells, archive)
  }

  static func table(of cells: CellTable, _ archive: Archive) -> NamedTable {
    let columns = zip(cells.names, cells.columns).map { name, values in
      Table.NamedColumn(name, column(values, isUntyped: cells.isUntyped))
    }
    let table = Table(
      archive: archive, columns: columns, rows: Array(0..<UInt32(cells.rowCount)), origin: .none)
    return NamedTable(table: table, schema: .table(table))
  }

  private static func column(_ cells: [InputValue], isUntyped: Bool) -> StoredColumn {
    let values = cells.map(value)
    if isUntyped {
      let texts = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
      for type in [ValueType.number, .date, .truth] where !texts.isEmpty {
        var isOfType = true
        let typed = values.map { value -> Value in
          guard isOfType, case .text(let text) = value else { return value }
          let made = parsed(text, type)
          if made == nil { isOfType = false }
          return made ?? value
        }
        if isOfType { return StoredColumn(type, typed) }
      }
      return StoredColumn(.text, values)
    }
    let types = Set(values.compactMap(\.type))
    if types.count == 1, let type = types.first { return StoredColumn(type, values) }
    if types == [.list, .text] {
      return StoredColumn(.list, values.map { if case .text = $0 { .list([$0]) } else { $0 } })
    }
    return StoredColumn(.text, values.map { $0.isNull ? .null : .text($0.printed) })
  }

  private static func value(_ input: InputValue) -> Value {
    switch input {
    case .null: .null
    case .truth(let truth): .truth(truth)
    case .number(let number): .number(number)
    case .integer(let number): .whole(number)
    case .text(let text): .text(text)
    case .list(let items): .list(items.map { .text(value($0).printed) })
    }
  }

  private static func parsed(_ text: String, _ type: ValueType) -> Value? {
    switch type {
    case .number:
      let bytes = Array(text.utf8)
      let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
      guard let first = digits.first, first.isASCIIDigit,
        digits.count == 1 || first != UInt8(ascii: "0") || digits.dropFirst().first == UInt8(ascii: "."),
        digits.allSatisfy({
          $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") || $0 == UInt8(ascii: "-")
        })
      else { return nil }
      return Value.text(text).converted(to: .number)
    case .date: return NewsDate(iso: text).map(Value.date)
    case .truth: return Value.text(text).converted(to: .truth)
    case .text, .list: return nil
    }
  }
}

extension Schema {
  /// The columns of a table that was not counted out of articles.
  static func table(_ table: Table) -> Schema {
    Schema(
      columns: table.columns.map { .init($0.name, $0.column.type) }, rows: .counted, hasHits: false, hasScore: false,
      articleColumns: [])
  }
}
