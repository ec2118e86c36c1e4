/// The columns after `by` in `let … by`, `head … by`: they put rows together and are not shown.
struct GroupKeys: Sendable {
  private let keys: [CompiledExpression]

  var isEmpty: Bool { keys.isEmpty }

  /// `allowsLists` if a row may be in several groups.
  init(_ call: StageCall, input: Schema, context: PlanContext, allowsLists: Bool) throws(Diagnostic) {
    var keys: [CompiledExpression] = []
    for item in call.clause("by")?.items ?? [] {
      if let name = item.name {
        throw Diagnostic(
          "`by` makes no column in `\(call.name)`", at: name.span,
          replacing: name.span.lowerBound..<item.expression.span.lowerBound,
          with: "")
      }
      let key = try CompiledExpression(item.expression, schema: input, context: context)
      if key.type == .list, !allowsLists {
        let name = Printer.text(of: item.expression)
        throw Diagnostic(
          "a row is in one group here, and `\(name)` is a list", at: item.expression.span,
          hint: key.columnName == nil ? nil : "first make a row of each item: `| unroll \(name)`")
      }
      keys.append(key)
    }
    self.keys = keys
  }

  func groups(of table: Table, _ context: RunContext) throws -> RowGroups {
    try RowGroups(keys.map { $0.column(of: table) }, table, context)
  }

  /// The rows that are among the `count` of each group that come first in `order`, by their places in view; in the order of the
  /// table. A row of several groups is kept if it is among those of one.
  func kept(_ table: Table, _ order: some Sequence<Int>, _ count: Int, _ context: RunContext) throws -> [UInt32] {
    let groups = try groups(of: table, context)
    var sizes = [Int](repeating: 0, count: groups.count)
    var isKept = [Bool](repeating: false, count: table.rows.count)
    for place in order {
      for group in groups.groups(ofRowAt: place) {
        if sizes[Int(group)] < count { isKept[place] = true }
        sizes[Int(group)] += 1
      }
    }
    return table.rows.indices.filter { isKept[$0] }.map { table.rows[$0] }
  }
}
