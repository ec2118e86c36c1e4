/// `collocates 4 left`: the words that are near the hits more often than elsewhere in the archive.
///
/// Near is at most k words from a hit (5 if not said), on both sides or one, in the same paragraph. Ordered by
/// log-likelihood (Dunning 1993); `log_dice` (Rychlý 2008) says how exclusively a word and the hits go together: at most
/// 14, one less where half as often.
public struct Collocates: PartialStage {
  public static let usage = StageUsage(
    "collocates", group: .words,
    forms: [.count("k"), .choice(["left", "right"]), .clause("without", [.operand]), BoilerplateClause.form],
    summary: "words near the hits, at most 5 words away by default")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  private let reach: Int
  private let side: String?
  private let filter: WordFilter
  private let boilerplate: BoilerplateClause
  private static let mostRows = 50

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    guard input.hasHits else {
      throw Diagnostic(
        "the search has no word to look near", at: call.nameSpan,
        hint: "search for one, for example `migrant* | collocates 4`")
    }
    reach = try call.positiveCount(default: 5)
    side = call.choice
    filter = try WordFilter(call, context: context)
    boilerplate = try BoilerplateClause(call)
    output = .counted(
      [
        .init("term", .text), .init("count", .number), .init("articles", .number), .init("total", .number),
        .init("log_likelihood", .number), .init("log_dice", .number),
      ], .init(keys: ["term"], measure: "log_likelihood", counts: ["count", "articles", "total"]))
  }

  private struct Entry {
    var term: [UInt8]
    var count: Int
    var articleCount: Int
    var total: Int
    var logLikelihood: Double
    var logDice: Double?
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    // Found on all threads, before each of them counts a piece.
    _ = try boilerplate.leftOut(of: table.archive, context)
    return try answer(table, context)
  }

  static let pieces = RowPieces.Kind.byArticle

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> NearbyTerms {
    var state = NearbyTerms()
    guard let hits = table.hits else { return state }
    let repeated = try boilerplate.leftOut(of: table.archive, context)
    for (place, row) in table.rows.enumerated() {
      if place & 63 == 0 { try progress.advance(by: min(64, table.rows.count - place)) }
      state.add(table.span(of: row), table.archive, hits, reach: reach, side: side, without: repeated)
    }
    return state
  }

  func table(of state: NearbyTerms, like table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    let near = state.words.total
    var repeated = try boilerplate.leftOut(of: archive, context).map { TermCounts(of: $0, in: archive) }
    let all = Double(archive.wordCount - (repeated?.total ?? 0))
    let entries = (0..<state.words.count).compactMap { number -> Entry? in
      let term = state.words.term(number)
      let (count, articleCount) = (state.words.counts[number], state.words.articleCounts[number])
      let known = term.withUnsafeBytes { archive.occurrenceCount(ofTerm: $0) }
      let total = max((known ?? count) - (repeated?.count(of: term) ?? 0), count)
      let elsewhere = all - Double(near)
      // Only words that are more common near the hits are collocates.
      guard Double(count) * elsewhere > Double(total - count) * Double(near), filter.keeps(term) else { return nil }
      return Entry(
        term: term, count: count, articleCount: articleCount, total: total,
        logLikelihood: Association.logLikelihood(
          both: Double(count), xOnly: Double(near - count), yOnly: Double(total - count),
          neither: max(0, elsewhere - Double(total - count))),
        logDice: Association.logDice(both: Double(count), x: Double(state.hitCount), y: Double(total)))
    }
    let best = Ranking.best(entries, Collocates.mostRows, score: \.logLikelihood, count: \.count, term: \.term)
    func numbers(_ value: (Entry) -> Double?) -> StoredColumn {
      StoredColumn(.number, best.map { value($0).map { .number(NumberFunctions.rounded($0, digits: 2)) } ?? .null })
    }
    var result = table.counted(
      [
        .init("term", StoredColumn(.text, best.map { .text(String(decoding: $0.term, as: UTF8.self)) })),
        .init("count", numbers { Double($0.count) }), .init("articles", numbers { Double($0.articleCount) }),
        .init("total", numbers { Double($0.total) }), .init("log_likelihood", numbers { $0.logLikelihood }),
        .init("log_dice", numbers { $0.logDice }),
      ], rowCount: best.count)
    result.notes += [boilerplate.note(state.words.leftOutCount, "hit")].compactMap { $0 }
    return result
  }
}

/// Words near the hits of some rows. A word near two hits counts once; words of hits do not count.
struct NearbyTerms: PartialState {
  private(set) var words = TermCounts()
  private(set) var hitCount = 0

  init() {}

  mutating func add(
    _ span: RowSpan, _ archive: Archive, _ hits: SearchHits, reach: Int, side: String?,
    without repeated: RepeatedParagraphs?
  ) {
    let found = hits.hits(in: span.article)
    guard !found.isEmpty else { return }
    span.forEachText(archive) { field, text, range in
      let own = found.filter { $0.field == field && range.contains($0.bytes.lowerBound) }.map(\.bytes)
        .sorted { $0.lowerBound < $1.lowerBound }
      guard !own.isEmpty else { return }
      let leftOut = field == .body ? repeated?.ranges(in: text, of: span.article, archive) ?? [] : []
      var next = 0
      TextPieces.forEachParagraph(in: text, field, range) { _, paragraph in
        let start = next
        while next < own.count, own[next].lowerBound < paragraph.upperBound { next += 1 }
        guard next > start else { return }
        if leftOut.contains(where: { $0.contains(paragraph.lowerBound) }) {
          words.leftOutCount += next - start
          return
        }
        hitCount += next - start
        add(own[start..<next], in: text, paragraph, span.article, reach: reach, side: side)
      }
    }
  }

  private mutating func add(
    _ hits: ArraySlice<Range<Int>>, in text: UnsafeRawBufferPointer, _ paragraph: Range<Int>, _ article: Int,
    reach: Int, side: String?
  ) {
    var pieces: [Range<Int>] = []
    TextPieces.forEachWord(in: text, paragraph) { pieces.append($0) }
    var isNear = [Bool](repeating: false, count: pieces.count)
    var isHit = isNear
    var first = 0
    for hit in hits {
      while first < pieces.count, pieces[first].upperBound <= hit.lowerBound { first += 1 }
      var last = first
      while last < pieces.count, pieces[last].lowerBound < hit.upperBound {
        isHit[last] = true
        last += 1
      }
      if side != "right" { for place in max(0, first - reach)..<first { isNear[place] = true } }
      if side != "left" { for place in last..<min(pieces.count, last + reach) { isNear[place] = true } }
    }
    for place in pieces.indices where isNear[place] && !isHit[place] {
      words.add(UnsafeRawBufferPointer(rebasing: text[pieces[place]]), article: article)
    }
  }

  mutating func merge(_ later: consuming NearbyTerms) {
    hitCount += later.hitCount
    words.merge(later.words)
  }

  func write(to sink: inout StateWriter) {
    sink.write(hitCount)
    words.write(to: &sink)
  }

  init(from reader: inout StateReader) throws(WorldError) {
    hitCount = try reader.integer()
    words = try TermCounts(from: &reader)
  }
}
