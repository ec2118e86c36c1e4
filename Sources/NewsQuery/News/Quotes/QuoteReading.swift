/// One text being read for quotes, paragraph after paragraph: what was found, and who spoke last. Texts may be read one
/// after another; only memory is kept between them.
struct QuoteReading {
  private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)
  var line = QuoteTokens()
  var drafts: [QuoteDraft] = []
  var names = SpeakerNames()
  /// A quote that the last paragraph did not close.
  private var openDraft: Int?
  /// “…”, so Merkel: in German the verb may be left out.
  private(set) var isGerman = false
  /// A language in which the speaker may be named inside the marks, and in which no English word stands beside those of
  /// saying.
  private(set) var isForeign = false
  /// Whether quotes stand in single marks; nil until a paragraph asks.
  private var usesSingleMarks: Bool?
  private var paragraph = 0
  /// The draft that a quoted sentence of its own belongs to: the last one of this paragraph or of the one before.
  private var lastDraft: (draft: Int, paragraph: Int)?
  /// The subject of the last narrated sentence, for quotes that stand alone after it.
  private var lastSubject: (mention: Mention, paragraph: Int)?

  /// See `QuoteFinder.quotes(in:language:)`. The story begins at `leadStart`, behind its dateline.
  mutating func quotes(in body: UnsafeRawBufferPointer, from leadStart: Int, language: String) -> [Quote] {
    guard body.count < Int(Int32.max) else { return [] }
    text = body
    drafts.removeAll(keepingCapacity: true)
    names.removeAll()
    (openDraft, lastDraft, lastSubject, usesSingleMarks) = (nil, nil, nil, nil)
    let words = QuoteWord.list(for: language)
    isGerman = language.hasPrefix("de")
    isForeign = QuoteWord.isForeign(language)
    var index = 0
    Paragraphs.forEach(in: body) { paragraph in
      let story = min(max(paragraph.lowerBound, leadStart), paragraph.upperBound)..<paragraph.upperBound
      if !Boilerplate.isBoilerplate(paragraph, in: body) { read(story, index: index, words) }
      index += 1
    }
    return finish()
  }

  private mutating func read(_ range: Range<Int>, index: Int, _ words: WordList) {
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
    if isForeign { partQuotes() }
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
    let wordCount = wordCount(content)
    if wordCount == 0 { return nil }
    let opensSentence = !hasWord(before)
    let closing = closingKind(span)
    let ends = closing == .comma || closing == .stop || closing == .dash
    let nextIsComma = after.first.map { line.tokens[$0].kind == .comma } ?? false

    // The second part of a quote that its speaker stands in.
    if let previous, line.tokens[span.open].kind != .quoteOpen { return extend(previous, .direct, content) }
    if let previous, drafts[previous].kind == .direct, drafts[previous].cue == nil, !opensSentence, before.count <= 6,
      before.last.map({ line.tokens[$0].kind == .comma }) ?? false
    {
      return extend(previous, .direct, content)
    }

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
      if closing == .comma, wordCount >= 4 || goesOn(span, after) {
        // A verb that is not listed: “Let me help you out,” he riffed.
        return add(.direct, content, cue: nil, mention: sentenceSubject(after))
      }
      return mixed(span, content, sentence, after, previous: previous)
    }

    // Words before it in the same sentence.
    if let last = lastMeaningful(before) {
      let token = line.tokens[last]
      let startsSmall = !startsWithCapital(span)
      if token.word != .say, isTitle(span, after: before) { return nil }
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
          // "said that once it is over, “I will …”": the clause before is part of what was said.
          let opensClause = line.tokens[cue + 1].word == .that && last - cue > 3
          if opensClause || startsSmall && last - cue > (line.tokens[cue].word == .tell ? 4 : 1) {
            return mixed(span, content, sentence, after, previous: previous)
          }
          return add(
            .direct, content, cue: cue, mention: subject(of: cue, sentence: sentence, floor: before.lowerBound))
        }
        // Smith's book, “The Long Road,” won a prize.
        if token.kind == .comma, hasWord(after), wordCount <= 8, isCapitalised(span) { return nil }
        if token.kind == .comma, !startsSmall, ends, wordCount >= 3, last - sentence.lowerBound <= 6 {
          // Sanders shot back, “We won.”
          return add(.direct, content, cue: nil, mention: sentenceSubject(sentence.lowerBound..<last))
        }
        if token.kind == .colon, wordCount >= 3 || ends {
          return add(.direct, content, cue: nil, mention: sentenceSubject(sentence.lowerBound..<last))
        }
      }
    }
    return mixed(span, content, sentence, after, previous: previous)
  }

  /// “I am,” he began, “very tired.”
  private func goesOn(_ span: QuoteSpan, _ after: Range<Int>) -> Bool {
    guard after.count >= 3, after.count <= 6, line.tokens[after.upperBound - 1].kind == .comma,
      after.upperBound < line.tokens.count, line.tokens[after.upperBound].kind == .quoteOpen
    else { return false }
    return true
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

  private mutating func mixed(
    _ span: QuoteSpan, _ content: Range<Int>, _ sentence: Range<Int>, _ after: Range<Int>, previous: Int?
  ) -> Int? {
    // "The plan is “bad,” he said."
    let isTail =
      closingKind(span) == .comma
      || (after.first.map { line.tokens[$0].kind == .comma } ?? false)
    if isTitle(span, after: sentence.lowerBound..<span.open) || isNamed(span) { return nil }
    let leading = cueInLead(sentence.lowerBound..<span.open)
    if leading == nil, isTail, let post = cueAfter(after, requiresSubjectFirst: false), endsSaying(post, sentence) {
      return add(.mixed, sentence.lowerBound..<content.upperBound, cue: post.cue, mention: post.mention)
    }
    if leading == nil, let post = cueAtTail(from: content.upperBound, in: sentence) {
      return add(.mixed, sentence.lowerBound..<post.comma, cue: post.cue, mention: post.mention)
    }
    guard let cue = leading else { return goingOn(span, content, sentence) }
    // “It is early,” said Cuban, a host of “Shark Tank”: the verb has its words already.
    if let previous, drafts[previous].kind == .direct, drafts[previous].cue == line.tokens[cue].range { return nil }
    let start = contentStart(after: cue, before: span.open)
    let end = contentEnd(from: span.close, in: sentence, cue: cue)
    if start >= end { return nil }
    return add(.mixed, start..<end, cue: cue, mention: subject(of: cue, sentence: sentence, floor: sentence.lowerBound))
  }

  /// “We lost,” he said. Instead, “we rest and wait.” Nobody else is named: the speaker of the sentence before goes on.
  private mutating func goingOn(_ span: QuoteSpan, _ content: Range<Int>, _ sentence: Range<Int>) -> Int? {
    guard let lastDraft, lastDraft.paragraph == paragraph, drafts[lastDraft.draft].kind == .direct,
      drafts[lastDraft.draft].cue != nil, wordCount(content) >= 5
    else { return nil }
    var upper = sentence.upperBound
    while upper > content.upperBound, line.tokens[upper - 1].kind == .stop { upper -= 1 }
    return add(.mixed, sentence.lowerBound..<upper, cue: nil, mention: drafts[lastDraft.draft].mention)
  }

  private func wordCount(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (line.tokens[$1].kind == .word || line.tokens[$1].kind == .number ? 1 : 0) }
  }

  /// "on NBC's “Meet the Press.”": the name of a programme or book, words with capitals after a possessive or preposition.
  private func isTitle(_ span: QuoteSpan, after before: Range<Int>) -> Bool {
    guard let last = lastMeaningful(before), span.close - span.open <= 8 else { return false }
    let isAddressed = line.tokens[last].word == .tell && closingKind(span) == .word
    let leads =
      endsInPossessive(line.tokens[last]) || line.tokens[last].word == .preposition && !isTo(last) && !isOf(last)
      || isAddressed || namesTitle(last, floor: before.lowerBound)
    return leads && isCapitalised(span)
  }

  /// Whether two words or more begin with capitals and only small words do not, as in a title.
  private func isCapitalised(_ span: QuoteSpan) -> Bool {
    var capitals = 0
    for index in span.open + 1..<span.close where line.tokens[index].kind == .word {
      if line.tokens[index].isCapitalised {
        capitals += 1
      } else {
        switch line.tokens[index].word {
        case .preposition, .determiner, .and: break
        default: return false
        }
      }
    }
    return capitals >= 2
  }

  /// РИА «Новости», компания «Газпром»: what Russian sets in marks after a noun and with a capital is a name.
  private func isNamed(_ span: QuoteSpan) -> Bool {
    guard span.open > 0, wordCount(span.open..<(span.close + 1)) <= 4, startsWithCapital(span),
      span.open + 1 < span.close, text[line.tokens[span.open + 1].range.lowerBound] & 0xFE == 0xD0
    else { return false }
    let before = line.tokens[span.open - 1]
    return before.kind == .word && !before.word.mayTell && before.word != .that
  }

  /// "a book called “…”": the noun before has that name; "she called him" and "was dubbed" are sayings.
  private func namesTitle(_ index: Int, floor: Int) -> Bool {
    guard Self.naming.category(of: line.tokens[index].range, in: text) != 0, index > floor else { return false }
    let noun = line.tokens[line.tokens[index - 1].kind == .comma ? max(floor, index - 2) : index - 1]
    return noun.kind == .word && !noun.isCapitalised && (noun.word == .none || noun.word == .utterance)
  }

  private static let naming = WordList([(1, "called titled entitled named")])

  private func isOf(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count == 2 && text[range.lowerBound] == 0x6F && text[range.lowerBound + 1] == 0x66
  }

  /// The cue whose content the quoted words are: the last one with "that" after it, else the last verb of saying, else
  /// the last verb of judging.
  private func cueInLead(_ lead: Range<Int>) -> Int? {
    var best: Int?
    for index in lead where isCue(index, floor: lead.lowerBound) {
      if Self.goings.category(of: line.tokens[index].range, in: text) != 0 { continue }
      // "said she believed …": the judging is part of what was said, but not in "said … and accused".
      if let saying = best, line.tokens[index].word == .judge, line.tokens[saying].word != .judge {
        var before = index - 1
        while before > saying, line.tokens[before].word == .adverb || line.tokens[before].word == .auxiliary {
          before -= 1
        }
        if line.tokens[before].word != .and { continue }
      }
      // "said that Cruz's plan, which some argued …": what is said reaches to the quoted words.
      if let saying = best, saying + 1 < index, line.tokens[saying + 1].word == .that,
        line.tokens[index].word != .saying, line.tokens[index].word != .judging,
        !beginsClause(index, after: saying + 1)
      {
        continue
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
    // "called off the show"
    if index + 1 < line.tokens.count, Self.endings.category(of: line.tokens[index + 1].range, in: text) != 0 {
      return false
    }
    guard index > floor else { return true }
    let before = line.tokens[index - 1]
    switch before.word {
    case .determiner: return false
    // "said that states can": a noun in the plural.
    case .that where index > floor + 1 && line.tokens[index - 2].word.mayTell: return false
    case .preposition:
      // "refused to say", but what somebody wants to call or ask is not yet said.
      if isTo(index - 1) { return token.word == .say && Self.wishes.category(of: token.range, in: text) == 0 }
      return token.word == .saying || token.word == .judging
    case .none where !before.isCapitalised && before.kind == .word:
      // "it is worth noting that"
      if text[before.range].elementsEqual("worth".utf8) { return false }
      // "swing states", "percentage points", "the so called".
      if before.range.count == 2, text[Int(before.lower)] == 0x73, text[Int(before.lower) + 1] == 0x6F { return false }
      if Self.nouns.category(of: token.range, in: text) != 0 { return false }
      return !endsInPossessive(before)
    default: return !endsInPossessive(before)
    }
  }

  /// Whether a word that may tell is a noun here: "8 percentage points", "the states", "United States".
  func isNoun(_ index: Int) -> Bool {
    let token = line.tokens[index]
    guard index > 0 else { return false }
    if token.isCapitalised { return true }
    return Self.nouns.category(of: token.range, in: text) != 0 && !line.tokens[index - 1].isCapitalised
      && line.tokens[index - 1].word == .none
  }

  /// "…, and the mayor called", "… but said": the words of the verb at `cue` are no part of what was said before it.
  private func beginsClause(_ cue: Int, after start: Int) -> Bool {
    var index = cue - 1
    let floor = max(start, cue - 8)
    while index > floor {
      let token = line.tokens[index]
      if token.word == .and || token.kind == .semicolon || token.kind == .dash { return true }
      if token.word == .relative || token.word == .that || token.word == .subordinator { return false }
      if token.kind == .comma { return false }
      index -= 1
    }
    return false
  }

  /// "“…,” he went on", but "it went through “…”".
  private static let goings = WordList([(1, "went offered")])
  private static let endings = WordList([(1, "off up")])
  private static let wishes = WordList([(1, "ask add")])
  /// Verbs of saying that are nouns as often.
  private static let nouns = WordList([(1, "states points reports claims charges notes answers calls")])

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
    let takesPerson = self.takesPerson(cue)
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
    if takesPerson, let after = personEnd(index, before: limit) { return after }
    // "warned him not to", but "called him “a liar”".
    if index < limit, Self.warnings.category(of: line.tokens[cue].range, in: text) != 0,
      Self.objects.category(of: line.tokens[index].range, in: text) != 0
    {
      return index + 1
    }
    if line.tokens[cue].word != .tell, index < limit, isParticle(index) || pointsTo(cue) && isTo(index) { index += 1 }
    if let after = occasionEnd(index, before: limit) { index = after }
    while index < limit, line.tokens[index].word == .day || line.tokens[index].kind == .comma { index += 1 }
    return index
  }

  /// Where "in a statement", "in an interview with ABC on Sunday" is over, which tells no more than when and where.
  private func occasionEnd(_ start: Int, before limit: Int) -> Int? {
    guard start < limit, line.tokens[start].word == .preposition, !isTo(start) else { return nil }
    var index = start + 1
    while index < limit, index - start <= 5, line.tokens[index].kind == .word {
      if line.tokens[index].word == .utterance || line.tokens[index].word == .day {
        index += 1
        while index < limit {
          let isDay = line.tokens[index].word == .day || line.tokens[index].kind == .number
          let leadsToDay =
            line.tokens[index].word == .preposition && index + 1 < limit && line.tokens[index + 1].word == .day
          guard isDay || leadsToDay else { break }
          index += 1
        }
        return index
      }
      index += 1
    }
    return nil
  }

  /// Verbs whose first object is who is spoken to: "telling Keyworth they …", "warned him not to …".
  private func takesPerson(_ cue: Int) -> Bool {
    line.tokens[cue].word == .tell || Self.spokenTo.category(of: line.tokens[cue].range, in: text) != 0
  }

  private static let spokenTo = WordList(
    [(1, "telling reminding assuring informing convincing persuading")], foldingCase: true)
  private static let warnings = WordList([(1, "warned warns warning urged urges urging asked asks asking advised")])

  /// Where the words said begin after the person they are said to; nil where no person is named.
  private func personEnd(_ start: Int, before limit: Int) -> Int? {
    var index = start
    guard index < limit else { return nil }
    if Self.objects.category(of: line.tokens[index].range, in: text) != 0 { return index + 1 }
    while index < limit, line.tokens[index].word == .determiner || line.tokens[index].word == .title { index += 1 }
    if index < limit { index += 1 }
    while index < limit, line.tokens[index].isCapitalised, line.tokens[index].word != .pronoun { index += 1 }
    while index < limit, line.tokens[index].word == .day || line.tokens[index].kind == .comma { index += 1 }
    return index
  }

  private static let objects = WordList([(1, "him her them me us you it")])

  /// "called on", "warned against", "pointed out".
  private func isParticle(_ index: Int) -> Bool {
    Self.particles.category(of: line.tokens[index].range, in: text) != 0
  }

  /// "referring to", "pointed to": the word belongs to the verb, as it does not in "pledged to leave".
  private func pointsTo(_ cue: Int) -> Bool { Self.pointing.category(of: line.tokens[cue].range, in: text) != 0 }

  private static let pointing = WordList([(1, "refer refers referred referring point points pointed pointing")])

  private func isTo(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count == 2 && text[range.lowerBound] == 0x74 && text[range.lowerBound + 1] == 0x6F
  }

  private static let particles = WordList([(1, "on against about for out")])

  private func contentEnd(from close: Int, in sentence: Range<Int>, cue: Int) -> Int {
    // "While he said it was “hard,” they won": the clause ends at the comma.
    let isSubordinate =
      sentence.first { line.tokens[$0].kind == .word }.map { line.tokens[$0].word == .subordinator } ?? false
    var end = close + 1
    if end < sentence.upperBound, close > 0, line.tokens[close - 1].kind == .comma, isSubordinate || leavesContent(end)
    {
      return end
    }
    let judges = line.tokens[cue].word == .judge || line.tokens[cue].word == .judging
    while end < sentence.upperBound {
      let token = line.tokens[end]
      if token.isQuoted {
        end += 1
        continue
      }
      // "called him “a nice guy” in a tweet and left": a judgement is over with its noun.
      if judges, leavesJudgement(end, after: close, in: sentence) { return end }
      if token.kind == .stop || token.kind == .close, !hasWord(end..<sentence.upperBound) {
        return endsInAbbreviation(end - 1) && token.upper - token.lower == 1 ? end + 1 : end
      }
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

  /// `U.S`, `p.m`: the stop after it is its own.
  private func endsInAbbreviation(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count <= 5 && text[range].contains(0x2E) && line.tokens[index].kind == .word
  }

  private func leavesJudgement(_ index: Int, after close: Int, in sentence: Range<Int>) -> Bool {
    let token = line.tokens[index]
    if token.kind == .open { return true }
    if token.kind == .comma || token.word == .and || index == close + 1 && line.tokens[close - 1].kind == .comma {
      // "a “fascist” and a “liar”"
      var next = token.kind == .comma || token.word == .and ? index + 1 : index
      while next < sentence.upperBound, line.tokens[next].word == .and || line.tokens[next].word == .determiner {
        next += 1
      }
      return next >= sentence.upperBound || !line.tokens[next].isQuoted
    }
    if index == close + 1, Self.places.category(of: token.range, in: text) != 0 { return true }
    return Self.circumstances.category(of: token.range, in: text) != 0
  }

  private static let places = WordList([(1, "in on at")])

  /// What begins the when and where of saying.
  private static let circumstances = WordList([(1, "during while before after when")])

  /// "…, he said on Monday", but not "On Sunday, he said that …" and not "…, which went through".
  private func endsSaying(_ found: FoundCue, _ sentence: Range<Int>) -> Bool {
    if found.isInverted || line.tokens[found.cue].word == .tell { return true }
    guard found.cue + 1 < sentence.upperBound else { return true }
    switch line.tokens[found.cue + 1].word {
    case .that, .pronoun, .determiner, .subordinator, .title: return false
    default: return !line.tokens[found.cue + 1].isCapitalised || line.tokens[found.cue + 1].word == .day
    }
  }

  /// Whether what follows a comma is about the saying and no part of what was said.
  private func leavesContent(_ index: Int) -> Bool {
    switch line.tokens[index].word {
    case .saying, .judging, .according: return true
    case .relative, .subordinator, .and:
      // "…, but only in part" goes on with what was said; "…, and he vowed" and "…, while Trump called" do not.
      return (index + 1..<min(index + 6, line.tokens.count)).contains { isCue($0, floor: index) }
    default: return false
    }
  }

  /// ", he said" or ", according to the report" at the sentence's end.
  private func cueAtTail(from start: Int, in sentence: Range<Int>) -> (comma: Int, cue: Int, mention: Mention?)? {
    var index = start
    while index < sentence.upperBound {
      let token = line.tokens[index]
      if token.kind == .comma, !token.isQuoted,
        let post = cueAfter((index + 1)..<sentence.upperBound, requiresSubjectFirst: false),
        endsSaying(post, sentence)
      {
        // "whites, blacks and Latinos, the suit says": the comma that stands last before the speaker.
        if !post.isInverted, let mention = post.mention {
          for later in index + 1..<post.cue
          where line.tokens[later].kind == .comma && line.tokens[later].upper <= mention.range.lowerBound {
            index = later
          }
        }
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
