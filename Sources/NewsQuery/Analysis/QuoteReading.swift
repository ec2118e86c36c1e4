/// One text being read for quotes, paragraph after paragraph: what was found, and who spoke last. Texts may be read one
/// after another; only memory is kept between them.
struct QuoteReading {
  private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)
  var line = QuoteTokens()
  var drafts: [QuoteDraft] = []
  var names = SpeakerNames()
  /// A quote that the last paragraph did not close.
  private var openDraft: Int?
  private var paragraph = 0
  /// The draft that a quoted sentence of its own belongs to: the last one of this paragraph or of the one before.
  private var lastDraft: (draft: Int, paragraph: Int)?
  /// The subject of the last narrated sentence, for quotes that stand alone after it.
  private var lastSubject: (mention: Mention, paragraph: Int)?

  /// See `QuoteFinder.quotes(in:language:)`.
  mutating func quotes(in body: UnsafeRawBufferPointer, language: String) -> [Quote] {
    guard body.count < Int(Int32.max) else { return [] }
    text = body
    drafts.removeAll(keepingCapacity: true)
    names.removeAll()
    (openDraft, lastDraft, lastSubject) = (nil, nil, nil)
    let words = QuoteWord.list(for: language)
    var index = 0
    Paragraphs.forEach(in: body) { paragraph in
      if !Boilerplate.isBoilerplate(paragraph, in: body) { read(paragraph, index: index, words) }
      index += 1
    }
    return finish()
  }

  private mutating func read(_ range: Range<Int>, index: Int, _ words: WordList) {
    paragraph = index
    line.fill(text, paragraph: range, words: words)
    names.note(line.tokens, in: text)
    var start = 0
    var span = 0
    let wasOpen = openDraft
    openDraft = nil
    if readDialogue() { return }
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

  private mutating func finish() -> [Quote] {
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
  private mutating func readSentence(_ sentence: Range<Int>, spans: Range<Int>, tells: Bool, continues: Int?) {
    if spans.isEmpty {
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
        span, before: floor..<span.open, after: min(span.close + 1, ceiling)..<ceiling, sentence: sentence,
        isFirst: done == spans.lowerBound, previous: last, continues: continues)
      if let found { last = found }
      // A mixed quote may have taken in the spans that follow.
      done += 1
      if let found, let end = drafts[found].spans.last?.upperBound {
        while done < spans.upperBound, line.tokens[line.spans[done].close].range.upperBound <= end { done += 1 }
      }
    }
  }

  private func bytes(_ tokens: Range<Int>) -> Range<Int> {
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

  private func hasWord(_ range: Range<Int>) -> Bool {
    range.contains { line.tokens[$0].kind == .word || line.tokens[$0].kind == .number }
  }

  private func lastMeaningful(_ range: Range<Int>) -> Int? {
    range.last { line.tokens[$0].kind != .other }
  }

  /// Judges one pair of marks. Returns the draft that took it, or nil where it is no quote.
  private mutating func judge(
    _ span: QuoteSpan, before: Range<Int>, after: Range<Int>, sentence: Range<Int>, isFirst: Bool, previous: Int?,
    continues: Int?
  ) -> Int? {
    let content = span.open..<(span.close + 1)
    let wordCount = content.reduce(0) {
      $0 + (line.tokens[$1].kind == .word || line.tokens[$1].kind == .number ? 1 : 0)
    }
    if wordCount == 0 { return nil }
    let opensSentence = !hasWord(before)
    let closing = closingKind(span)
    let ends = closing == .comma || closing == .stop || closing == .dash
    let nextIsComma = after.first.map { line.tokens[$0].kind == .comma } ?? false

    if opensSentence {
      if let post = cueAfter(after, requiresSubjectFirst: !(ends || nextIsComma)),
        ends || nextIsComma || post.isInverted
      {
        return add(.direct, content, cue: post.cue, mention: post.mention)
      }
      if !hasWord(after) {
        // A sentence of its own.
        if let signature = signature(after: span.close) {
          return add(.direct, content, cue: nil, mention: signature)
        }
        if let continues { return extend(continues, .direct, content) }
        if let lastDraft, lastDraft.paragraph == paragraph { return extend(lastDraft.draft, .direct, content) }
        if !span.isClosed || (wordCount < 3 && closing != .stop) { return nil }
        return add(.direct, content, cue: nil, mention: carriedMention())
      }
      if closing == .comma, wordCount >= 4 {
        // A verb that is not listed: “Let me help you out,” he riffed.
        return add(.direct, content, cue: nil, mention: sentenceSubject(after))
      }
      return mixed(span, content, sentence, after)
    }

    // Words before it in the same sentence.
    if let last = lastMeaningful(before) {
      let token = line.tokens[last]
      let startsSmall = !startsWithCapital(span)
      switch token.word {
      case .say, .tell, .saying:
        if ends && (!startsSmall || !hasWord(after.prefix(1))) {
          return add(
            .direct, content, cue: last, mention: subject(of: last, sentence: sentence, floor: before.lowerBound))
        }
      case .judge, .judging:
        return add(
          .mixed, content, cue: last, mention: subject(of: last, sentence: sentence, floor: before.lowerBound))
      default: break
      }
      if token.kind == .comma || token.kind == .colon {
        if let cue = cueBackwards(from: last, in: before, reach: token.kind == .colon ? 60 : 14) {
          if let previous, drafts[previous].cue == line.tokens[cue].range { return extend(previous, .direct, content) }
          if startsSmall, last - cue > (line.tokens[cue].word == .tell ? 4 : 1) {
            return mixed(span, content, sentence, after)
          }
          return add(
            .direct, content, cue: cue, mention: subject(of: cue, sentence: sentence, floor: before.lowerBound))
        }
        if token.kind == .comma, !startsSmall, ends, wordCount >= 3, last - sentence.lowerBound <= 6 {
          // Sanders shot back, “We won.”
          return add(.direct, content, cue: nil, mention: sentenceSubject(sentence.lowerBound..<last))
        }
        if token.kind == .colon, wordCount >= 3 || ends {
          return add(.direct, content, cue: nil, mention: sentenceSubject(sentence.lowerBound..<last))
        }
      }
    }
    return mixed(span, content, sentence, after)
  }

  /// What stands last inside the marks, a nested quotation's own marks skipped.
  private func closingKind(_ span: QuoteSpan) -> QuoteToken.Kind {
    guard span.isClosed else { return .stop }
    var index = span.close - 1
    while index > span.open, line.tokens[index].kind == .other || line.tokens[index].kind == .quoteClose { index -= 1 }
    return line.tokens[index].kind
  }

  private func startsWithCapital(_ span: QuoteSpan) -> Bool {
    guard let first = (span.open + 1..<span.close).first(where: { line.tokens[$0].kind == .word }) else { return true }
    return line.tokens[first].isCapitalised
  }

  private func carriedMention() -> Mention? {
    if let lastDraft, paragraph - lastDraft.paragraph <= 1 {
      if let lastSubject, lastSubject.paragraph == paragraph { return lastSubject.mention }
      return drafts[lastDraft.draft].mention
    }
    if let lastSubject, paragraph - lastSubject.paragraph <= 1 { return lastSubject.mention }
    return nil
  }

  // MARK: Quoted words inside a sentence

  private mutating func mixed(_ span: QuoteSpan, _ content: Range<Int>, _ sentence: Range<Int>, _ after: Range<Int>)
    -> Int?
  {
    // "The plan is “bad,” he said."
    let isTail =
      closingKind(span) == .comma
      || (after.first.map { line.tokens[$0].kind == .comma } ?? false)
    let leading = cueInLead(sentence.lowerBound..<span.open)
    if leading == nil, isTail, let post = cueAfter(after, requiresSubjectFirst: false) {
      return add(.mixed, sentence.lowerBound..<content.upperBound, cue: post.cue, mention: post.mention)
    }
    if leading == nil, let post = cueAtTail(from: content.upperBound, in: sentence) {
      return add(.mixed, sentence.lowerBound..<post.comma, cue: post.cue, mention: post.mention)
    }
    guard let cue = leading else { return nil }
    let start = contentStart(after: cue, before: span.open)
    let end = contentEnd(from: span.close, in: sentence)
    if start >= end { return nil }
    return add(.mixed, start..<end, cue: cue, mention: subject(of: cue, sentence: sentence, floor: sentence.lowerBound))
  }

  /// The cue whose content the quoted words are: the last one with "that" after it, else the last verb of saying, else
  /// the last verb of judging.
  private func cueInLead(_ lead: Range<Int>) -> Int? {
    var best: Int?
    for index in lead where isCue(index, floor: lead.lowerBound) {
      // "said she believed …": the judging is part of what was said, but not in "said … and accused".
      if let saying = best, line.tokens[index].word == .judge, line.tokens[saying].word != .judge {
        var before = index - 1
        while before > saying, line.tokens[before].word == .adverb || line.tokens[before].word == .auxiliary {
          before -= 1
        }
        if line.tokens[before].word != .and { continue }
      }
      // "said she recalls": the first of two verbs of saying that share their subject.
      if let saying = best, index - saying <= 2, line.tokens[index - 1].word == .pronoun { continue }
      best = index
    }
    return best
  }

  /// Whether the token is a verb of saying or judging here: "the claims" and "United States" are none.
  func isCue(_ index: Int, floor: Int) -> Bool {
    let token = line.tokens[index]
    guard token.kind == .word, token.word != .none, !token.isQuoted, !token.isCapitalised || index == floor else {
      return false
    }
    switch token.word {
    case .say, .tell, .saying, .judge, .judging: break
    case .according: return true
    default: return false
    }
    guard index > floor else { return true }
    let before = line.tokens[index - 1]
    switch before.word {
    case .determiner: return false
    case .preposition:
      let isInfinitive = before.upper - before.lower == 2 && text[Int(before.lower)] == 0x74
      return isInfinitive || token.word == .saying || token.word == .judging
    default: return !endsInPossessive(before)
    }
  }

  private func endsInPossessive(_ token: QuoteToken) -> Bool {
    let upper = Int(token.upper)
    return token.upper - token.lower > 3 && text[upper - 1] == 0x73
      && (text[upper - 2] == 0x27 || text[upper - 2] == 0x99)
  }

  func contentStart(after cue: Int, before limit: Int) -> Int {
    var index = cue + 1
    if line.tokens[cue].word == .according {
      guard let comma = (index..<limit).first(where: { line.tokens[$0].kind == .comma }) else { return limit }
      return comma + 1
    }
    // "said in an interview that", "told reporters on Monday that".
    var probe = index
    while probe < limit, probe - index < 14,
      line.tokens[probe].kind == .word || line.tokens[probe].kind == .number || line.tokens[probe].kind == .comma
    {
      if line.tokens[probe].word == .that { return probe }
      if line.tokens[probe].kind == .comma, line.tokens[cue].word == .tell { return probe + 1 }
      // "said she had", but "said in May that".
      let word = line.tokens[probe].word
      if word == .say || word == .pronoun || word == .auxiliary && !line.tokens[probe].isCapitalised { break }
      probe += 1
    }
    if line.tokens[cue].word == .tell {
      while index < limit, line.tokens[index].word == .determiner || line.tokens[index].word == .title { index += 1 }
      if index < limit { index += 1 }
      while index < limit, line.tokens[index].isCapitalised, line.tokens[index].word != .pronoun { index += 1 }
    }
    if line.tokens[cue].word != .tell, index < limit, isParticle(index) { index += 1 }
    while index < limit, line.tokens[index].word == .day || line.tokens[index].kind == .comma { index += 1 }
    return index
  }

  /// "called on", "warned against", "pointed out".
  private func isParticle(_ index: Int) -> Bool {
    Self.particles.category(of: line.tokens[index].range, in: text) != 0
  }

  private static let particles = WordList([(1, "on against about for out")])

  private func contentEnd(from close: Int, in sentence: Range<Int>) -> Int {
    // "While he said it was “hard,” they won": the clause ends at the comma.
    let isSubordinate =
      sentence.first { line.tokens[$0].kind == .word }.map { line.tokens[$0].word == .subordinator } ?? false
    var end = close + 1
    if end < sentence.upperBound, close > 0, line.tokens[close - 1].kind == .comma, isSubordinate || leavesContent(end)
    {
      return end
    }
    while end < sentence.upperBound {
      let token = line.tokens[end]
      if token.isQuoted {
        end += 1
        continue
      }
      if token.kind == .stop || token.kind == .close, !hasWord(end..<sentence.upperBound) { break }
      if token.kind == .semicolon || token.kind == .dash { break }
      if token.kind == .comma, isSubordinate || end + 1 < sentence.upperBound && leavesContent(end + 1) { return end }
      if token.word == .and, end + 1 < sentence.upperBound {
        var next = end + 1
        while next < sentence.upperBound, line.tokens[next].word == .adverb { next += 1 }
        if next < sentence.upperBound {
          switch line.tokens[next].word {
          case .say, .tell, .judge, .saying, .judging: return end
          default: break
          }
        }
      }
      end += 1
    }
    return end
  }

  /// Whether what follows a comma is about the saying and no part of what was said.
  private func leavesContent(_ index: Int) -> Bool {
    switch line.tokens[index].word {
    case .saying, .judging, .relative, .subordinator, .according, .and: return true
    default: return false
    }
  }

  /// ", he said" or ", according to the report" at the sentence's end.
  private func cueAtTail(from start: Int, in sentence: Range<Int>) -> (comma: Int, cue: Int, mention: Mention?)? {
    var index = start
    while index < sentence.upperBound {
      let token = line.tokens[index]
      if token.kind == .comma, !token.isQuoted,
        let post = cueAfter((index + 1)..<sentence.upperBound, requiresSubjectFirst: false)
      {
        return (index, post.cue, post.mention)
      }
      index += 1
    }
    return nil
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
