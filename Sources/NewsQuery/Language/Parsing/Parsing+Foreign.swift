// Whole queries of other languages, typed where one of newsq should be: they are refused with the same question in newsq.

extension Parsing {
  /// Throws if the statement that begins here is of another language.
  func refuseForeignQuery() throws(Diagnostic) {
    guard knowsOtherLanguages else { return }
    let start = lexer.position
    let end = lexer.endOfStatement(from: start)
    guard start < end else { return }
    if let language = ForeignQuery.language(of: lexer, start..<end, stages: stages) {
      // SQL goes on over lines that would end a statement of newsq.
      throw translated(language, start..<(language == .sql ? endOfParagraph(from: start) : end))
    }
    try refuseConditionFirst(start, end)
    try refuseVendorMarks(start, end)
  }

  private func endOfParagraph(from start: Int) -> Int {
    var quotes = QuoteEnds()
    var place = start
    while place < lexer.bytes.count, lexer.bytes[place] != UInt8(ascii: ";") {
      if let (scalar, width) = lexer.scalar(at: place), let marks = QuoteMarks(opening: scalar),
        let end = quotes.end(of: marks, from: place + width, in: lexer)
      {
        place = end
        continue
      }
      if lexer.bytes[place] == lexer.newline {
        var ahead = lexer
        ahead.position = place
        let crossed = ahead.crossBlanks()
        if crossed == .blankLine || crossed == .endOfText { break }
      }
      place += 1
    }
    return place
  }

  private func translated(_ language: ForeignQuery.Language, _ range: Range<Int>) -> Diagnostic {
    let mark = range.lowerBound..<max(range.lowerBound + 1, lexer.endOfWord(from: range.lowerBound))
    do {
      let query = try ForeignQuery.translate(
        lexer.bytes[range], language, stages: stages, fieldKind: lexer.kindOfField)
      return Diagnostic(
        "this is \(language.rawValue); newsq asks it in its own words", at: mark, replacing: range, with: query)
    } catch {
      var mistake = error
      mistake.message = "this is \(language.rawValue): " + mistake.message
      if mistake.hints.isEmpty { mistake.hints = [Diagnostic.Hint("`.help questions` shows how newsq asks")] }
      return mistake
    }
  }

  // MARK: - where first

  /// `where source = "CNN"` without a search before it; `where are they` is words.
  private func refuseConditionFirst(_ start: Int, _ end: Int) throws(Diagnostic) {
    guard let wordEnd = lexer.endOfName(from: start), isWord(start..<wordEnd, "where"), stageSyntax(of: "where") != nil
    else { return }
    let message = "`where` comes after a search and a bar; every article is `*`"
    var trial = self
    trial.lexer.position = wordEnd
    if let condition = try? trial.expression(), let next = try? trial.peek(.expression),
      next.endsStatement || next.kind == .bar, condition.isCondition
    {
      throw Diagnostic(message, at: start..<wordEnd, replacing: start..<start, with: "* | ")
    }
    // `where source:cnn`: the search itself.
    var search = lexer
    search.position = wordEnd
    if let token = try? search.next(.search, acrossLines: false) {
      switch token.kind {
      case .field(let name, _) where lexer.kindOfField(name) != nil:
        throw Diagnostic(
          "`where` is looked for as a word here; `\(name):` needs none", at: start..<wordEnd,
          replacing: start..<token.span.lowerBound, with: "")
      case .word where lexer.kindOfField(lexer.text(token.span)) != nil:
        // `where headline has "x"`, in another language's words.
        let pieceEnd = lexer.pieces(of: start..<end)[0].upperBound
        if let stage = foreignStage(lexer.bytes[start..<pieceEnd]) {
          throw Diagnostic(message, at: start..<wordEnd, replacing: start..<pieceEnd, with: stage + " ")
        }
      default: break
      }
    }
  }

  /// A stage of another language as a whole query of newsq, `* | where …` or a search; nil if no language has it.
  private func foreignStage(_ bytes: ArraySlice<UInt8>) -> String? {
    for dialect in [ForeignReader.Dialect.kusto, .sql, .splunk] {
      var sentence = ForeignSentence(kindOfField: lexer.kindOfField)
      var state = ForeignStages.State()
      if (try? ForeignStages.add(bytes, dialect, to: &sentence, &state)) != nil { return sentence.text }
    }
    return nil
  }

  // MARK: - Stages

  /// A mistake in a stage, with the stage as newsq has it if another tool writes it so.
  func withForeignStages(_ mistake: Diagnostic) -> Diagnostic {
    guard knowsOtherLanguages else { return mistake }
    var bar = lexer
    _ = bar.crossBlanks()
    let start = bar.position
    let end = lexer.endOfStatement(from: start)
    guard start < end, lexer.byte(at: start) == UInt8(ascii: "|"), end - start < 10_000 else { return mistake }
    let pieces = lexer.pieces(of: start + 1..<end)
    guard var stage = pieces.first else { return mistake }
    while stage.count > 0, lexer.bytes[stage.upperBound - 1] <= 0x20 { stage = stage.lowerBound..<stage.upperBound - 1 }
    var fixes: [String] = []
    for dialect in [ForeignReader.Dialect.splunk, .kusto, .sql] {
      // Conditions before anything else: the search is there already, so all of it goes to `where`.
      var sentence = ForeignSentence(kindOfField: lexer.kindOfField)
      sentence.add(stage: "")
      var state = ForeignStages.State()
      guard (try? ForeignStages.add(lexer.bytes[stage], dialect, to: &sentence, &state)) != nil else { continue }
      let written = sentence.stages.dropFirst().map { "| " + $0 }.joined(separator: " ")
      guard !fixes.contains(written),
        Parser.mistake(
          in: "* " + written, stages: stages, knowsOtherLanguages: false, fieldKind: lexer.kindOfField) == nil
      else { continue }
      fixes.append(written)
    }
    guard !fixes.isEmpty else { return mistake }
    // Its own corrections come first: what newsq's grammar offers is nearer to what was typed.
    var mistake = mistake
    mistake.hints =
      mistake.hints.filter { $0.replaced != nil }
      + fixes.map { Diagnostic.Hint($0, replacing: start..<stage.upperBound) }
    return mistake
  }

  // MARK: - Factiva, Nexis

  /// `trade near5 deficit`, `hd=tariff`, `HEADLINE(steel)`: a search of Factiva or Nexis.
  private func refuseVendorMarks(_ start: Int, _ end: Int) throws(Diagnostic) {
    var search = lexer.pieces(of: start..<end)[0]
    while search.count > 0, lexer.bytes[search.upperBound - 1] <= 0x20 {
      search = search.lowerBound..<search.upperBound - 1
    }
    guard search.count > 2, search.count < 20_000,
      let tokens = try? VendorLexer.tokens(of: Array(lexer.bytes[search]), start: search.lowerBound),
      let mark = VendorMarks.certain(in: tokens, kindOfField: lexer.kindOfField)
    else { return }
    let text = lexer.text(search)
    let columns = VendorFields.factiva.keys.filter { Field.typeOfTyped($0) == nil && lexer.kindOfField($0) != nil }
    guard let read = try? VendorQuery(text, columns: columns.sorted()) else { return }
    let vendor = read.vendor?.rawValue ?? "Factiva and Nexis"
    var diagnostic = Diagnostic(
      "`\(shortened(mark))` is an operator of \(vendor), not of newsq", at: mark, replacing: search, with: read.query)
    diagnostic.hints += read.notes.filter { $0.message.contains("left out") }.map { Diagnostic.Hint($0.message) }
    throw diagnostic
  }
}

extension Expression {
  /// True if it is a test and not a value.
  fileprivate var isCondition: Bool {
    switch kind {
    case .literal, .column, .negate, .arithmetic, .call, .regex, .search: false
    case .not(let inner): inner.isCondition
    case .and(let items), .or(let items): items.allSatisfy(\.isCondition)
    case .compare, .matches, .isIn, .valueIs, .isEmpty: true
    }
  }
}
