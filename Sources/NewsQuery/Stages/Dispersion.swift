import CLibrary

/// `migrant* | dispersion by source`: how evenly the hits of each term are spread over articles, or over the values of a column.
///
/// Juilland's D of the shares of words (A. Juilland, E. Chang-Rodríguez, "Frequency Dictionary of Spanish Words", 1964) is 1 if every
/// part has the same share; the deviation of proportions DP (S. Th. Gries, "Dispersions and adjusted frequencies in corpora", 2008)
/// is 0 then.
public struct Dispersion: Stage {
  public static let usage = StageUsage(
    "dispersion", group: .words, forms: [.clause("by", [.items(isOptional: false)])],
    summary: "how evenly hits are spread over articles, or over the values of a column")
  public static let traits = StageTraits(.merge, reads: .archive, order: .ignored, followsRecords: false)

  public let output: Schema
  public let notes: [Diagnostic]
  private let keys: [NamedExpression]
  private let divisor: ShareDivisor

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.hasHits else {
      throw Diagnostic(
        "the search has no words whose hits are spread", at: call.nameSpan,
        hint: "search for some, for example `migrant* | dispersion by source`")
    }
    keys = try NamedExpression.all(call.clause("by")?.items ?? [], schema: input, context: context)
    divisor = try ShareDivisor(call, by: keys, input: input, context: context)
    // `per thousand articles of …` names them.
    let articles = divisor.note.message.split(separator: " ").dropFirst(2).joined(separator: " ")
    let values = keys.map { "`\($0.name)`" }.joined(separator: ", ")
    notes = [
      Diagnostic("parts are the \(keys.isEmpty ? "" : "values of \(values) in the ")\(articles)", severity: .note)
    ]
    output = .counted(
      [.init("term", .text)]
        + ["hits", "parts", "range", "juilland_d", "dp"].map { .init($0, .number) },
      .init(keys: ["term"], measure: "hits", counts: ["hits"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard let hits = table.hits else { return table.counted([], rowCount: 0) }
    let base = try divisor.base(of: table, context)
    let groups = keys.isEmpty ? nil : try RowGroups(keys.map { $0.expression.column(of: base) }, base, context)
    let partCount = groups?.count ?? base.rows.count
    var sizes = [Int](repeating: 0, count: partCount)
    var placeOf: [UInt32: Int] = [:]
    for (place, row) in base.rows.enumerated() {
      placeOf[row] = place
      let words = base.archive.indexedWordCount(of: Int(row))
      if let groups {
        for group in groups.groups(ofRowAt: place) { sizes[Int(group)] += words }
      } else {
        sizes[place] += words
      }
    }
    // Hits of each term in each part that has any.
    var counts = [[Int: Int]](repeating: [:], count: hits.termNames.count)
    let progress = StepProgress(of: table.rows.count, context)
    for (number, row) in table.rows.sorted().enumerated() {
      if number & 255 == 0 { try progress.advance(by: min(256, table.rows.count - number)) }
      guard let place = placeOf[row] else { continue }
      for hit in hits.hits(in: Int(row)) where hit.field != nil {
        if let groups {
          for group in groups.groups(ofRowAt: place) { counts[hit.term][Int(group), default: 0] += 1 }
        } else {
          counts[hit.term][place, default: 0] += 1
        }
      }
    }
    let made = counts.map { Dispersion.measures($0, sizes) }
    func numbers(_ value: (Measures) -> Double?) -> StoredColumn {
      StoredColumn(.number, made.map { value($0).map { .number(NumberFunctions.rounded($0, digits: 4)) } ?? .null })
    }
    return table.counted(
      [
        .init("term", StoredColumn(.text, hits.termNames.map(Value.text))), .init("hits", numbers { Double($0.hits) }),
        .init("parts", numbers { _ in Double(partCount) }), .init("range", numbers { Double($0.range) }),
        .init("juilland_d", numbers(\.juilland)), .init("dp", numbers(\.deviation)),
      ], rowCount: made.count)
  }

  private struct Measures {
    var hits = 0
    var range = 0
    var juilland: Double?
    var deviation: Double?
  }

  /// `sizes` are the words of each part; parts without words count for nothing.
  private static func measures(_ counts: [Int: Int], _ sizes: [Int]) -> Measures {
    var measures = Measures()
    measures.hits = counts.values.reduce(0, +)
    measures.range = counts.count
    let words = sizes.reduce(0, +)
    let partCount = sizes.count { $0 > 0 }
    guard measures.hits > 0, words > 0, partCount > 1 else { return measures }
    var (shares, squares, deviation) = (ExactSum(), ExactSum(), ExactSum())
    for (part, size) in sizes.enumerated() where size > 0 {
      let count = counts[part] ?? 0
      let share = Double(count) / Double(size)
      shares.add(share)
      squares.addProduct(share, share)
      deviation.add(abs(Double(count) / Double(measures.hits) - Double(size) / Double(words)))
    }
    let mean = shares.value / Double(partCount)
    let variance = max(0, squares.value / Double(partCount) - mean * mean)
    measures.juilland = 1 - variance.squareRoot() / mean / Double(partCount - 1).squareRoot()
    measures.deviation = deviation.value / 2
    return measures
  }
}

extension Archive {
  /// The words of an article's headline, deck and body.
  fileprivate func indexedWordCount(of article: Int) -> Int {
    let place = place(of: article)
    return parts[place.part].part.index.length(of: place.row)
  }
}
