/// `ngrams 3 20`: the most frequent runs of three words within a sentence.
public struct Ngrams: PartialStage {
  public static let usage = StageUsage(
    "ngrams", group: .words, forms: [.count("k"), .count("n"), .clause("without", [.operand]), BoilerplateClause.form],
    summary: "the most frequent runs of k words (2 if not said) in a sentence, 50 if not said")
  public static let traits = StageTraits(.merge, reads: .archive, order: .made, followsRecords: false)

  public let output: Schema
  private let length: Int
  private let count: Int
  private let filter: WordFilter
  private let boilerplate: BoilerplateClause

  public var reads: StageTraits.Reads { boilerplate.isCounted ? .texts : .archive }
  private static let longest = 10

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    try input.requireTexts(for: call)
    length = call.counts.first ?? 2
    count = call.counts.count > 1 ? call.counts[1] : 50
    filter = try WordFilter(call, context: context)
    boilerplate = try BoilerplateClause(call)
    if !(1...Ngrams.longest).contains(length), case .count(_, let span)? = call.arguments.first {
      throw Diagnostic(
        "`ngrams` takes runs of 1 to \(Ngrams.longest) words", at: span, hint: "for example `| ngrams 3 20`")
    }
    output = .counted(
      [.init("ngram", .text), .init("count", .number), .init("articles", .number)],
      .init(keys: ["ngram"], measure: "count", counts: ["count", "articles"]))
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    // Found on all threads, before each of them counts a piece.
    _ = try boilerplate.leftOut(of: table.archive, context)
    return try answer(table, context)
  }

  static let pieces = RowPieces.Kind.byArticle

  func partial(_ table: Table, _ progress: StepProgress, _ context: RunContext) throws -> TermCounts {
    let repeated = try boilerplate.leftOut(of: table.archive, context)
    var runs = Runs(length: length)
    for (place, row) in table.rows.enumerated() {
      if place & 255 == 0 { try progress.advance(by: min(256, table.rows.count - place)) }
      runs.add(table.span(of: row), table.archive, without: repeated)
    }
    return runs.counted
  }

  func table(of state: TermCounts, like table: Table, _ context: RunContext) throws -> Table {
    let best = Ranking.best(
      (0..<state.count).filter { filter.keeps(run: state.term($0)) }, count, score: { Double(state.counts[$0]) },
      count: { state.articleCounts[$0] },
      term: state.term)
    var result = table.counted(
      [
        .init("ngram", StoredColumn(.text, best.map { .text(String(decoding: state.term($0), as: UTF8.self)) })),
        .init("count", StoredColumn(.number, best.map { .number(Double(state.counts[$0])) })),
        .init("articles", StoredColumn(.number, best.map { .number(Double(state.articleCounts[$0])) })),
      ], rowCount: best.count)
    result.notes += [boilerplate.note(state.leftOutCount)].compactMap { $0 }
    return result
  }

  /// Runs of words as numbers: a run of k is a run of k − 1 and one more word.
  private struct Runs {
    let length: Int
    var words = WordNumbers()
    /// By length − 2: (run before, word) → run.
    var longer: [[UInt64: Int]]
    /// The (run before, word) of each run of full length.
    var made: [[(Int, Int)]]
    var counts: [Int] = []
    var articleCounts: [Int] = []
    var lastArticles: [Int] = []
    var leftOutCount = 0

    init(length: Int) {
      self.length = length
      longer = Array(repeating: [:], count: max(0, length - 1))
      made = Array(repeating: [], count: max(0, length - 1))
    }

    mutating func add(_ span: RowSpan, _ archive: Archive, without repeated: RepeatedParagraphs?) {
      var sentence: [Int] = []
      var leftOut: [Range<Int>]?
      TextPieces.forEachSentence(of: span, archive) { field, text, _, range in
        if let repeated, field == .body {
          let paragraphs = leftOut ?? repeated.ranges(in: text, of: span.article, archive)
          leftOut = paragraphs
          if paragraphs.contains(where: { $0.contains(range.lowerBound) }) {
            TextPieces.forEachWord(in: text, range) { _ in leftOutCount += 1 }
            return
          }
        }
        sentence.removeAll(keepingCapacity: true)
        TextPieces.forEachWord(in: text, range) { word in
          sentence.append(words.number(of: UnsafeRawBufferPointer(rebasing: text[word])))
        }
        guard sentence.count >= length else { return }
        for start in 0...sentence.count - length { count(sentence[start..<start + length], span.article) }
      }
    }

    private mutating func count(_ run: ArraySlice<Int>, _ article: Int) {
      guard var number = run.first else { return }
      for (level, word) in run.dropFirst().enumerated() {
        let key = UInt64(number) << 32 | UInt64(word)
        if let known = longer[level][key] {
          number = known
        } else {
          longer[level][key] = made[level].count
          made[level].append((number, word))
          number = made[level].count - 1
        }
      }
      while counts.count <= number {
        counts.append(0)
        articleCounts.append(0)
        lastArticles.append(-1)
      }
      counts[number] += 1
      if lastArticles[number] != article {
        lastArticles[number] = article
        articleCounts[number] += 1
      }
    }

    /// Each run as its words with a blank between them.
    var counted: TermCounts {
      var result = TermCounts()
      result.leftOutCount = leftOutCount
      for number in counts.indices where counts[number] > 0 {
        var text: [[UInt8]] = []
        var run = number
        for level in stride(from: length - 2, through: 0, by: -1) {
          let (before, word) = made[level][run]
          text.append(words.bytes(word))
          run = before
        }
        text.append(words.bytes(run))
        result.add(
          term: Array(text.reversed().joined(separator: [0x20])), count: counts[number],
          articleCount: articleCounts[number])
      }
      return result
    }
  }
}
