/// `like ap-104 5`, `like "quake in Taiwan"`: the rows whose articles have most in common with an article or a text, the nearest
/// first.
///
/// Similarity is the cosine of the vectors of `stories`: the beginnings of the words of headline and opening, weighed by how rare
/// they are in the archive, names and numbers more. Rows that have no word in common are left out.
public struct Like: Stage {
  public static let usage = StageUsage(
    "like", synonyms: ["similar"], group: .news, forms: [.path("ID|\"TEXT\"", isOptional: false), .count("n")],
    summary: "the rows most similar to an article or a text, 10 by default, with the words that make them so")
  public static let traits = StageTraits(.pick, reads: .archive, order: .made, followsRecords: false)

  public private(set) var output: Schema
  public let notes: [Diagnostic]
  private enum Model { case article(Int), text(String) }
  private let model: Model
  private let count: Int

  private static let wordCount = 5

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows != .counted else {
      throw Diagnostic(
        "`like` compares articles, and these rows were counted", at: call.nameSpan, hint: "put it before the counting")
    }
    guard let (text, span) = call.paths.first else {
      throw call.missing("the id of an article, or a text in quotes", hint: "like ap-104")
    }
    if let article = context.archive.article(id: text) {
      model = .article(article)
    } else if span.count > text.utf8.count {
      model = .text(text)
    } else {
      throw Diagnostic(
        "no article has the id `\(text)`", at: span,
        hint: "`| select id` shows them; a text is in quotes: `like \"\(text)\"`")
    }
    count = try call.positiveCount(default: 10)
    let own: [Schema.Field] = [.init("similarity", .number), .init("because", .list)]
    notes = input.hiding(own.map(\.name), of: call)
    output = input.showing(own + input.columns.filter { $0.name != "similarity" && $0.name != "because" })
    output.bind(own.map(\.name), if: true)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    let (vectors, places) = try StoryVectors.of(
      archive, threadCount: context.threadCount, isInterrupted: context.isInterrupted)
    let probe =
      switch model {
      case .article(let article): vectors.probe(ofPlace: Int(places[article]))
      case .text(let text): vectors.probe(of: text)
      }
    var found: [(similarity: Float, row: UInt32, article: Int)] = []
    for row in table.rows {
      guard let article = table.article(of: row) else { continue }
      if case .article(article) = model { continue }
      let similarity = vectors.similarity(of: probe, place: Int(places[article]))
      if similarity > 0 { found.append((similarity, row, article)) }
    }
    let order = found.indices.sorted {
      found[$0].similarity != found[$1].similarity ? found[$0].similarity > found[$1].similarity : $0 < $1
    }
    let kept = order.prefix(count).map { found[$0] }
    // Columns are read by the number of a row.
    var values: [UInt32: (similarity: Float, because: Value)] = [:]
    for (similarity, row, article) in kept {
      let keys = vectors.sharedKeys(of: probe, place: Int(places[article]))
      values[row] = (similarity, .list(Like.words(keys, in: article, of: archive)))
    }
    var result = table
    result.rows = kept.map(\.row)
    let cells = values
    let similarities = ComputedColumn(.number) { row in
      guard let cell = cells[UInt32(row)] else { return .null }
      return .number(NumberFunctions.rounded(Double(cell.similarity), digits: 3))
    }
    let reasons = ComputedColumn(.list) { row in cells[UInt32(row)]?.because ?? .null }
    result.columns =
      [.init("similarity", similarities), .init("because", reasons)]
      + table.columns.filter { $0.name != "similarity" && $0.name != "because" }
    result.notes += note(probe, rowCount: kept.count)
    return result
  }

  private func note(_ probe: StoryVectors.Probe, rowCount: Int) -> [Diagnostic] {
    if !probe.hasTerms { return [Diagnostic("no word of this text is in the archive", severity: .note)] }
    guard rowCount < count else { return [] }
    return [Diagnostic("no other row has a word in common with it", severity: .note)]
  }

  /// The words of an article that belong to the first keys, as they are first written there.
  private static func words(_ keys: [UInt64], in article: Int, of archive: Archive) -> [Value] {
    var reader = StoryReader()
    reader.read(article, of: archive)
    let terms = Dictionary(reader.terms.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return keys.prefix(wordCount).compactMap { key in
      guard let term = terms[key] else { return nil }
      let form = archive.withText(of: term.field, article: article) { text in
        String(decoding: text[Int(term.start)..<Int(term.end)], as: UTF8.self)
      }
      return .text(term.isName ? form : form.lowercased())
    }
  }
}
