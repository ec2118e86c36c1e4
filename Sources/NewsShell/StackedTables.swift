import NewsQuery

/// Tables of the same query with different arguments, as one: the arguments are its first columns.
///
///     var stacked = StackedTables(keys: ["word"])
///     stacked.add(answer.table, keys: ["tariff"])
///     stacked.table(over: archive)
struct StackedTables {
  private let keys: [String]
  private var parts: [(keys: [String], table: Table)] = []

  init(keys: [String]) { self.keys = keys }

  /// Adds the rows of `table` under the values of the arguments.
  mutating func add(_ table: Table, keys values: [String]) { parts.append((values, table)) }

  var rowCount: Int { parts.reduce(0) { $0 + $1.table.rowCount } }

  /// All rows, in the order in which they were added. A column that one of the tables does not have is empty there.
  func table(over archive: Archive) -> Table {
    var names: [String] = []
    for part in parts {
      for column in part.table.columns where !names.contains(column.name) { names.append(column.name) }
    }
    // Where each row is: the table and the row in it.
    var places: [(part: Int, row: Int)] = []
    places.reserveCapacity(rowCount)
    for (part, each) in parts.enumerated() { for row in each.table.rows { places.append((part, Int(row))) } }
    let shared = places
    var columns = keys.enumerated().map { index, key in
      let values = parts.map { Value.text($0.keys[index]) }
      // `source` of the file beside `source` of the articles.
      return Table.NamedColumn(
        names.contains(key) ? "arg_\(key)" : key, ComputedColumn(.text) { values[shared[$0].part] })
    }
    for name in names {
      let own = parts.map { part in part.table.columns.first { $0.name == name }?.column }
      let types = Set(own.compactMap { $0?.type })
      let type = types.count == 1 ? types.first ?? .text : .text
      let isMixed = types.count > 1
      columns.append(
        Table.NamedColumn(
          name,
          ComputedColumn(type) { row in
            let value = own[shared[row].part]?.value(at: shared[row].row) ?? .null
            return isMixed && !value.isNull ? .text(value.printed) : value
          }))
    }
    var table = Table(
      archive: archive, columns: columns, rows: (0..<places.count).map { UInt32($0) }, origin: .none)
    if case .format? = parts.first?.table.presentation { table.presentation = parts[0].table.presentation }
    return table
  }
}
