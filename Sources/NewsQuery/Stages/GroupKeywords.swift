/// `keywords 5 by source`: the words that mark each of the largest groups off from the other rows.
struct GroupKeywords: Sendable {
  let key: NamedExpression
  /// Of each group.
  let count: Int
  let filter: WordFilter
  let boilerplate: BoilerplateClause

  static let maxGroups = 10

  var fields: [Schema.Field] {
    [
      .init(key.name, key.type == .list ? .text : key.type), .init("term", .text), .init("count", .number),
      .init("other", .number), .init("log_likelihood", .number), .init("log_ratio", .number), .init("tf_idf", .number),
    ]
  }

  private struct Entry {
    var group: Value
    var term: [UInt8]
    var count: Int
    var other: Int
    var logLikelihood: Double
    var logRatio: Double?
    var articleCount: Int
  }

  func run(_ table: Table, _ context: RunContext) throws -> Table {
    let groups = try RowGroups([key.expression.column(of: table)], table, context)
    let order = groups.order(by: groups.sizes)
    let members = groups.members
    let repeated = try boilerplate.leftOut(of: table.archive, context)
    var all = try table.termCounts(without: repeated, context)
    var entries: [Entry] = []
    for group in order.prefix(GroupKeywords.maxGroups) {
      var rows = table
      rows.rows = members[group].map { table.rows[$0] }
      entries += marked(try rows.termCounts(without: repeated, context), in: &all, groups.values[group][0])
    }
    var result = self.table(entries, table)
    if order.count > GroupKeywords.maxGroups {
      result.notes.append(
        Diagnostic(
          "\((order.count - GroupKeywords.maxGroups).counted("smaller group")) of `\(key.name)` left out; all rows are counted",
          severity: .note))
    }
    result.notes += [boilerplate.note(all.leftOutCount, beside: all.total)].compactMap { $0 }
    return result
  }

  /// The best of one group, against all other rows of the table.
  private func marked(_ own: TermCounts, in all: inout TermCounts, _ group: Value) -> [Entry] {
    let (total, otherTotal) = (Double(own.total), Double(all.total - own.total))
    var entries: [Entry] = []
    for number in 0..<own.count {
      let (term, count) = (own.term(number), own.counts[number])
      let other = all.count(of: term) - count
      guard Double(count) * otherTotal > Double(other) * total, filter.keeps(term) else { continue }
      let likelihood = Association.logLikelihood(
        both: Double(count), xOnly: total - Double(count), yOnly: Double(other), neither: otherTotal - Double(other))
      entries.append(
        Entry(
          group: group, term: term, count: count, other: other, logLikelihood: likelihood,
          logRatio: Association.logRatio(Double(count), of: total, against: Double(other), of: otherTotal),
          articleCount: own.articleCounts[number]))
    }
    return Ranking.best(entries, count, score: \.logLikelihood, count: \.count, term: \.term)
  }

  private func table(_ entries: [Entry], _ table: Table) -> Table {
    let archive = table.archive
    func numbers(_ value: (Entry) -> Double?) -> StoredColumn {
      StoredColumn(.number, entries.map { value($0).map { .number(NumberFunctions.rounded($0, digits: 2)) } ?? .null })
    }
    let weights = numbers { entry in
      let known = entry.term.withUnsafeBytes { archive.articleCount(ofTerm: $0) }
      return Association.tfIdf(entry.count, articles: max(known ?? 0, entry.articleCount), of: archive.articleCount)
    }
    return table.counted(
      [
        .init(key.name, StoredColumn(fields[0].type, entries.map(\.group))),
        .init("term", StoredColumn(.text, entries.map { .text(String(decoding: $0.term, as: UTF8.self)) })),
        .init("count", numbers { Double($0.count) }), .init("other", numbers { Double($0.other) }),
        .init("log_likelihood", numbers(\.logLikelihood)), .init("log_ratio", numbers(\.logRatio)),
        .init("tf_idf", weights),
      ], rowCount: entries.count)
  }
}
