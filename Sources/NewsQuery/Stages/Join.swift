/// `join $outlets on source = outlet`: the columns of a table beside those of the rows.
///
/// Every row stays, in its place, also without a partner (unless `matched`); one with several partners becomes several rows. A hash
/// join: the keys of the table are hashed once, and each distinct value of the rows is looked up once.
public struct Join: Stage {
  public static let usage = StageUsage(
    "join", synonyms: ["lookup"], group: .shape,
    forms: [.table, .clause("on", [.equations]), .choice(["matched"])],
    summary: "columns of another table beside the rows")
  public static let traits = StageTraits(.rows, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema
  public let notes: [Diagnostic]
  private let keys: [Key]
  private let right: Table
  /// The columns of the table that are added, under their new names.
  private let added: [(name: String, column: any Column)]
  private let isMatched: Bool
  /// False if every row has at most one partner.
  private let mayRepeat: Bool
  private let stem: String

  private struct Key: Sendable {
    var expression: CompiledExpression
    var keys: ValueKeys
    var name: String
  }

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard let reference = call.table else {
      throw call.missing("a table", hint: "join \"outlets.csv\" on source = outlet")
    }
    guard let on = call.clause("on"), let items = on.items else {
      throw call.missing(
        "`on` and the columns that must be alike", hint: "join \(Printer.text(of: reference)) on source = outlet")
    }
    let other = try context.table(reference)
    right = other.table
    stem = reference.stem
    isMatched = call.choice != nil
    var keys: [Key] = []
    var keyNames: [String] = []
    for item in items {
      let (key, name) = try Join.key(item.expression, input, other, Printer.text(of: reference), context)
      keys.append(key)
      keyNames.append(name)
    }
    self.keys = keys
    let listed = keys.contains { $0.expression.type == .list }
    let repeats = keys.count == 1 ? !keys[0].keys.repeated.isEmpty : keys.allSatisfy { !$0.keys.repeated.isEmpty }
    mayRepeat = listed || repeats
    var notes: [Diagnostic] = []
    if keys.count == 1, !keys[0].keys.repeated.isEmpty {
      notes.append(Join.note(keys[0].keys.repeated, stem, call.nameSpan))
    }
    let known = Set(input.readableColumns.map(\.name))
    var schema = input
    var added: [(name: String, column: any Column)] = []
    for field in other.schema.columns where !keyNames.contains(field.name) {
      guard let column = other.table.column(field.name) else { continue }
      var name = field.name
      if known.contains(name) || schema.columns.contains(where: { $0.name == name }) {
        name = "\(stem)_\(field.name)"
        notes.append(
          Diagnostic(
            "both have a column `\(field.name)`; that of \(stem) is called `\(name)`", at: call.nameSpan,
            severity: .note))
      }
      added.append((name, column))
      schema.columns.append(.init(name, field.type))
    }
    if mayRepeat, schema.rows == .articles { schema.rows = .passages }
    schema.bind(added.map(\.name), if: keys.contains { $0.expression.reads(input.bound) })
    self.added = added
    self.notes = notes
    output = schema
  }

  /// `source = outlet`: left of the mark an expression over the rows, right of it a column of the table.
  private static func key(
    _ expression: Expression, _ input: Schema, _ other: NamedTable, _ shown: String, _ context: PlanContext
  ) throws(Diagnostic) -> (Key, String) {
    var (left, written) = (expression, expression)
    if case .compare(.equal, let first, let second) = expression.kind { (left, written) = (first, second) }
    guard case .column(let name) = written.kind else {
      throw Diagnostic(
        "right of `=` is a column of \(shown)", at: written.span,
        hint: "for example `on source = \(Printer.name(other.schema.columns.first?.name ?? "outlet"))`")
    }
    let field = try other.schema.column(name)
    let compiled = try CompiledExpression(left, schema: input, context: context)
    let column = other.table.column(field.name)
    let isExact = compiled.columnName == "id" || compiled.columnName == "url"
    let keys = try ValueKeys(
      other.table.rows.map { column?.value(at: Int($0)) ?? .null }, of: field.type, for: compiled.type ?? field.type,
      isExact: isExact, shown, at: left.span)
    return (Key(expression: compiled, keys: keys, name: Printer.text(of: left)), field.name)
  }

  private static func note(_ repeated: [Value], _ stem: String, _ span: Range<Int>) -> Diagnostic {
    var counts: [(Value, Int)] = []
    for value in repeated {
      if let place = counts.firstIndex(where: { $0.0 == value }) {
        counts[place].1 += 1
      } else {
        counts.append((value, 2))
      }
      if counts.count > 100 { break }
    }
    let shown = counts.prefix(3).map { "\($0.0.printed) \($0.1 == 2 ? "twice" : "\($0.1) times")" }
    let rest = counts.count > 3 ? " and others" : ""
    return Diagnostic(
      "\(stem) has \(shown.joined(separator: ", "))\(rest): such a row has a partner for each", at: span,
      severity: .note)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let partners = try partners(table, context)
    var sources: [UInt32] = []
    // Rows of the other table.
    var matches: [UInt32] = []
    sources.reserveCapacity(table.rows.count)
    matches.reserveCapacity(table.rows.count)
    var isRepeated = false
    for (place, row) in table.rows.enumerated() {
      let found = partners.range(ofKey: partners.key(of: place))
      if found.isEmpty {
        if isMatched { continue }
        sources.append(row)
        matches.append(PartnerColumn.none)
        continue
      }
      if found.count > 1 { isRepeated = true }
      for match in found {
        sources.append(row)
        matches.append(right.rows[Int(partners.rows[match])])
      }
    }
    var result = table
    if mayRepeat || isRepeated {
      result = table.repeating(sources)
    } else {
      // Rows keep their numbers: what could be read of them before can be read on.
      result.rows = sources
      var partnerOf = [UInt32](
        repeating: PartnerColumn.unknown, count: Int(sources.max() ?? 0) + (sources.isEmpty ? 0 : 1))
      for (row, match) in zip(sources, matches) { partnerOf[Int(row)] = match }
      matches = partnerOf
    }
    let lookup = mayRepeat || isRepeated ? nil : finder(of: table)
    for (name, column) in added {
      result.columns.append(
        .init(name, PartnerColumn(base: column, rows: right.rows, partners: matches, lookup: lookup)))
    }
    if let note = unmatched(table, partners) { result.notes.append(note) }
    return result
  }

  /// Finds the partner of any row of the archive.
  private func finder(of table: Table) -> @Sendable (Int) -> UInt32 {
    let columns = keys.map { $0.expression.column(of: table) }
    let (keys, rows) = (keys, right.rows)
    return { row in
      var common = keys[0].keys.places(of: columns[0].value(at: row))
      for (key, column) in zip(keys, columns).dropFirst() where !common.isEmpty {
        let next = Set(key.keys.places(of: column.value(at: row)))
        common.removeAll { !next.contains($0) }
      }
      return common.first.map { rows[Int($0)] } ?? PartnerColumn.none
    }
  }

  private func partners(_ table: Table, _ context: RunContext) throws -> JoinPartners {
    if keys.count == 1 {
      let column = keys[0].expression.column(of: table)
      if let codes = column.codes, codes.count <= table.rows.count {
        // The last key is that of rows without a value.
        var partners = JoinPartners(
          keys: table.rows.map { UInt32(codes.code(at: Int($0)) ?? codes.count) })
        for code in 0..<codes.count { partners.append(keys[0].keys.places(of: codes.value(of: code))) }
        partners.append([])
        return partners
      }
    }
    let lists = try keys.map { try self.lists(of: $0, table, context) }
    var partners = JoinPartners(keys: nil)
    for place in table.rows.indices {
      var common = lists[0][place]
      for list in lists.dropFirst() where !common.isEmpty {
        let next = Set(list[place])
        common.removeAll { !next.contains($0) }
      }
      partners.append(common)
    }
    return partners
  }

  /// The partners that one of several keys gives each row in view.
  private func lists(of key: Key, _ table: Table, _ context: RunContext) throws -> [[UInt32]] {
    let column = key.expression.column(of: table)
    if let codes = column.codes, codes.count <= table.rows.count {
      let found = (0..<codes.count).map { key.keys.places(of: codes.value(of: $0)) }
      return table.rows.map { codes.code(at: Int($0)).map { found[$0] } ?? [] }
    }
    let rows = table.rows
    return try Parallel.rows(rows.count, context) { range in
      rows[range].map { key.keys.places(of: column.value(at: Int($0))) }
    }
  }

  /// Says which values have no partner.
  private func unmatched(_ table: Table, _ partners: JoinPartners) -> Diagnostic? {
    // For each key how many rows have it, and the first of them.
    var counts = [Int](repeating: 0, count: partners.keyCount)
    var firsts = [Int](repeating: 0, count: partners.keyCount)
    for place in table.rows.indices {
      let key = partners.key(of: place)
      if counts[key] == 0 { firsts[key] = place }
      counts[key] += 1
    }
    let columns = keys.map { $0.expression.column(of: table) }
    var values: [Value: Int] = [:]
    var order: [Value] = []
    var known: Set<Value> = []
    var rowCount = 0
    for key in 0..<partners.keyCount where counts[key] > 0 {
      let row = Int(table.rows[firsts[key]])
      let value: Value =
        columns.count == 1 ? columns[0].value(at: row) : .list(columns.map { .text($0.value(at: row).printed) })
      known.insert(value)
      guard partners.range(ofKey: key).isEmpty else { continue }
      rowCount += counts[key]
      if values[value] == nil { order.append(value) }
      values[value, default: 0] += counts[key]
    }
    if rowCount == 0 { return nil }
    let most = order.sorted { a, b in
      let (left, right) = (values[a] ?? 0, values[b] ?? 0)
      return left != right ? left > right : ValueOrder.compare(a, b) < 0
    }
    let shown = most.prefix(4).map { $0.isEmpty ? "(none)" : $0.printed }.joined(separator: ", ")
    let name = keys.map(\.name).joined(separator: ", ")
    return Diagnostic(
      "\(values.count) of \(known.count.counted("value")) of `\(name)` (\(rowCount.counted("row"))) "
        + "\(values.count == 1 ? "has" : "have") no partner in \(stem): \(shown)\(values.count > 4 ? ", …" : "")",
      severity: .note)
  }
}
