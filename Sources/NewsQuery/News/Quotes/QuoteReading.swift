/// One text being read for quotes, paragraph after paragraph: what was found, and who spoke last. Texts may be read one
/// after another; only memory is kept between them.
struct QuoteReading {
  private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)
  var line = QuoteTokens()
  var drafts: [QuoteDraft] = []
  var names = SpeakerNames()
  /// A quote that the last paragraph did not close.
  private var openDraft: Int?
  /// How the text's language sets quotes.
  private(set) var language = QuoteLanguage.of("")
  /// Whether quotes stand in single marks; nil until a paragraph asks.
  private var usesSingleMarks: Bool?
  private(set) var paragraph = 0
  /// The draft that a quoted sentence of its own belongs to: the last one of this paragraph or of the one before.
  private(set) var lastDraft: (draft: Int, paragraph: Int)?
  /// The subject of the last narrated sentence, for quotes that stand alone after it.
  private(set) var lastSubject: (mention: Mention, paragraph: Int)?

  /// See `QuoteFinder.quotes(in:language:)`. The story begins at `leadStart`, behind its dateline.
  mutating func quotes(in body: UnsafeRawBufferPointer, from leadStart: Int, language tag: String) -> [Quote] {
    guard body.count < Int(Int32.max) else { return [] }
    text = body
    drafts.removeAll(keepingCapacity: true)
    names.removeAll()
    (openDraft, lastDraft, lastSubject, usesSingleMarks) = (nil, nil, nil, nil)
    self.language = QuoteLanguage.of(tag)
    if self.language.script == .chinese {
      var chinese = ChineseQuotes(body)
      drafts = chinese.quotes(from: leadStart)
      return finish()
    }
    var index = 0
    let transcript = TranscriptLabel.share(of: body)
    Paragraphs.forEach(in: body) { paragraph in
      let story = min(max(paragraph.lowerBound, leadStart), paragraph.upperBound)..<paragraph.upperBound
      if !Boilerplate.isBoilerplate(paragraph, in: body),
        transcript == .none || !readTranscript(paragraph, index: index, transcript)
      {
        read(story, index: index, self.language.words)
      }
      index += 1
    }
    return finish()
  }

  mutating func read(_ range: Range<Int>, index: Int, _ words: WordList) {
    paragraph = index
    line.fill(text, paragraph: range, words: words) {
      if usesSingleMarks == nil { usesSingleMarks = QuoteTokens.usesSingleMarks(text) }
      return usesSingleMarks ?? false
    }
    names.note(line.tokens, in: text)
    var start = 0
    var span = 0
    let wasOpen = openDraft
    openDraft = nil
    if readDialogue() { return }
    if language.isForeign { partQuotes() }
    var tells = false
    for end in line.tokens.indices {
      if line.tokens[end].word.mayTell { tells = true }
      guard line.tokens[end].endsSentence else { continue }
      let first = span
      while span < line.spans.count, line.spans[span].open <= end { span += 1 }
      readSentence(start..<(end + 1), spans: first..<span, tells: tells, continues: start == 0 ? wasOpen : nil)
      start = end + 1
      tells = false
    }
    if let last = line.spans.last, !last.isClosed, let draft = lastDraft?.draft, lastDraft?.paragraph == index {
      openDraft = draft
    }
  }

  mutating func finish() -> [Quote] {
    for case let mention? in drafts.map(\.mention) { names.note(subject: mention) }
    names.settle(in: text)
    return drafts.map { draft in
      Quote(
        spans: draft.spans, paragraph: draft.paragraph, kind: draft.kind, cue: draft.cue,
        speaker: draft.mention.map { names.resolve($0, in: text) } ?? .unknown, mention: draft.mention?.range)
    }
  }

  // MARK: One sentence

  /// `tells` says whether a word is in it that may tell of saying.
  mutating func readSentence(_ sentence: Range<Int>, spans: Range<Int>, tells: Bool, continues: Int?) {
    if spans.isEmpty {
      if readCueSentence(sentence) { return }
      if let subject = sentenceSubject(sentence) {
        lastSubject = (subject, paragraph)
        names.note(subject: subject)
      }
      if tells { readIndirect(sentence) }
      return
    }
    var done = spans.lowerBound
    var last: Int?
    while done < spans.upperBound {
      let span = line.spans[done]
      let floor = done == spans.lowerBound ? sentence.lowerBound : line.spans[done - 1].close + 1
      let ceiling = done + 1 < spans.upperBound ? line.spans[done + 1].open : sentence.upperBound
      let found = judge(
        span,
        QuotePlace(
          span: span, before: floor..<span.open, after: min(span.close + 1, ceiling)..<ceiling, sentence: sentence,
          previous: last, continues: continues))
      if let found { last = found }
      // A mixed quote may have taken in the spans that follow.
      done += 1
      if let found, let end = drafts[found].spans.last?.upperBound {
        while done < spans.upperBound, line.tokens[line.spans[done].close].range.upperBound <= end { done += 1 }
      }
    }
  }

  func bytes(_ tokens: Range<Int>) -> Range<Int> {
    line.tokens[tokens.lowerBound].range.lowerBound..<line.tokens[tokens.upperBound - 1].range.upperBound
  }

  mutating func add(_ kind: Quote.Kind, _ content: Range<Int>, cue: Int?, mention: Mention?) -> Int {
    drafts.append(
      QuoteDraft(
        spans: [bytes(content)], paragraph: paragraph, kind: kind, cue: cue.map { line.tokens[$0].range },
        mention: mention))
    if kind != .indirect { lastDraft = (drafts.count - 1, paragraph) }
    return drafts.count - 1
  }

  mutating func extend(_ draft: Int, _ kind: Quote.Kind, _ content: Range<Int>) -> Int {
    drafts[draft].spans.append(bytes(content))
    if kind == .mixed { drafts[draft].kind = .mixed }
    lastDraft = (draft, paragraph)
    return draft
  }

  func hasWord(_ range: Range<Int>) -> Bool {
    range.contains { line.tokens[$0].kind == .word || line.tokens[$0].kind == .number }
  }

  func lastMeaningful(_ range: Range<Int>) -> Int? {
    range.last { line.tokens[$0].kind != .other }
  }
}

/// A quote while its text is read.
struct QuoteDraft {
  var spans: [Range<Int>]
  var paragraph: Int
  var kind: Quote.Kind
  var cue: Range<Int>?
  var mention: Mention?
}
