/// One pair of marks and what stands around it in its sentence.
struct QuotePlace {
  var span: QuoteSpan
  /// The tokens of the sentence before the marks and after them, as far as the next pair.
  var before: Range<Int>
  var after: Range<Int>
  var sentence: Range<Int>
  /// The draft that the pair of marks before it in this sentence went to.
  var previous: Int?
  /// The draft that the paragraph before left open.
  var continues: Int?
  var wordCount = 0
  /// What stands last inside the marks.
  var closing = QuoteToken.Kind.other
  var nextIsComma = false

  /// The marks and all between them.
  var content: Range<Int> { span.open..<(span.close + 1) }
  /// A comma, a stop or a dash stands last inside the marks.
  var ends: Bool { closing == .comma || closing == .stop || closing == .dash }
}

/// Whose words the marks hold, and whether they hold any.
extension QuoteReading {
  /// Judges one pair of marks. Returns the draft that took it, or nil when it is not a quote.
  mutating func judge(_ span: QuoteSpan, _ given: QuotePlace) -> Int? {
    var place = given
    place.wordCount = wordCount(place.content)
    if place.wordCount == 0 { return nil }
    place.closing = closingKind(span)
    if language.script == .arabic, let draft = judgeArabic(place) { return draft }
    place.nextIsComma = place.after.first.map { line.tokens[$0].kind == .comma } ?? false
    let opensSentence = !hasWord(place.before)

    // The second part of a quote that its speaker stands in.
    if let previous = place.previous {
      if line.tokens[span.open].kind != .quoteOpen { return extend(previous, .direct, place.content) }
      let isOwn =
        drafts[previous].cue == nil
        || line.tokens[place.before].contains { $0.range == drafts[previous].cue && $0.word == .none }
      if drafts[previous].kind == .direct, isOwn, !opensSentence, place.before.count <= 6,
        place.before.last.map({ line.tokens[$0].kind == .comma }) ?? false
      {
        return extend(previous, .direct, place.content)
      }
    }
    return opensSentence ? judgeOpening(place) : judgeLed(place)
  }

  /// Judges marks that open their sentence.
  private mutating func judgeOpening(_ place: QuotePlace) -> Int? {
    let (span, after) = (place.span, place.after)
    let isEnded = place.ends || place.nextIsComma
    if let post = cueAfter(after, requiresSubjectFirst: !isEnded), isEnded || post.isInverted {
      return add(.direct, place.content, cue: post.cue, mention: post.mention)
    }
    if isEnded || closesWithDash(after), !isCapitalised(span), let post = unlistedCue(after, quote: place) {
      return add(.direct, place.content, cue: post.cue, mention: post.mention)
    }
    // “The caucus is a battle of niches” Smith said. The comma was forgotten.
    if !isEnded, place.wordCount >= 4, let post = cueAfter(after, requiresSubjectFirst: true), post.mention != nil,
      line.tokens[after.lowerBound].isCapitalised || line.tokens[after.lowerBound].word == .pronoun,
      post.cue - after.lowerBound <= 4, tellsNothingElse(post, after)
    {
      return add(.direct, place.content, cue: post.cue, mention: post.mention)
    }
    if let signature = signature(after: span.close) {
      return add(.direct, place.content, cue: nil, mention: signature)
    }
    if !hasWord(after) {
      // A sentence of its own.
      if let continues = place.continues { return extend(continues, .direct, place.content) }
      if let lastDraft, lastDraft.paragraph == paragraph { return extend(lastDraft.draft, .direct, place.content) }
      if !span.isClosed || (place.wordCount < 3 && place.closing != .stop) { return nil }
      // “VOTERS MAKE GOOD DECISIONS” above a part of the article
      if place.closing == .word, place.content.count + place.after.count == line.tokens.count, isShouted(span) {
        return nil
      }
      return add(.direct, place.content, cue: nil, mention: carriedMention())
    }
    if place.closing == .comma, place.wordCount >= 4 || goesOn(span, after) {
      // A verb that is not listed: “Let me help you out,” he riffed.
      return add(.direct, place.content, cue: nil, mention: sentenceSubject(after))
    }
    return mixed(span, place.content, place.sentence, after, previous: place.previous)
  }

  /// Judges marks that words of the same sentence lead to.
  private mutating func judgeLed(_ place: QuotePlace) -> Int? {
    let (span, before) = (place.span, place.before)
    if let last = lastMeaningful(before) {
      let token = line.tokens[last]
      if token.word != .say, isTitle(span, after: before) { return nil }
      switch token.word {
      case .say, .tell, .saying:
        if place.ends && (startsWithCapital(span) || !hasWord(place.after.prefix(1))) {
          return add(.direct, place.content, cue: last, mention: subject(of: last, in: place))
        }
      case .judge, .judging:
        return add(.mixed, place.content, cue: last, mention: subject(of: last, in: place))
      default: break
      }
      if token.kind == .comma || token.kind == .colon {
        switch judgeAfterMark(last, place) {
        case .quote(let draft): return draft
        case .none: return nil
        case .undecided: break
        }
      }
    }
    return mixed(span, place.content, place.sentence, place.after, previous: place.previous)
  }

  private enum Verdict {
    case quote(Int?)
    /// The marks hold a name or a title.
    case none
    case undecided
  }

  /// Judges marks after a comma or colon at `mark`.
  private mutating func judgeAfterMark(_ mark: Int, _ place: QuotePlace) -> Verdict {
    let isColon = line.tokens[mark].kind == .colon
    // “There is a reward: “We all sleep better,” Morris says”: the words after the quote tell more surely.
    if isColon, place.closing == .comma || place.nextIsComma,
      let post = cueAfter(place.after, requiresSubjectFirst: false) ?? unlistedCue(place.after, quote: place),
      post.mention != nil
    {
      return .quote(add(.direct, place.content, cue: post.cue, mention: post.mention))
    }
    if let cue = cueBackwards(from: mark, in: place.before, reach: isColon ? 60 : 14) {
      return .quote(judgeAfterCue(cue, mark, place))
    }
    // Yet, “it is hard to tell,” added Smith.
    if !isColon, place.closing == .comma, wordCount(place.before) <= 2,
      line.tokens[mark - 1].word == .adverb || line.tokens[mark - 1].word == .and,
      let post = cueAfter(place.after, requiresSubjectFirst: false), post.mention != nil
    {
      return .quote(add(.direct, place.content, cue: post.cue, mention: post.mention))
    }
    // Lund's letter, “Nina, tell your story,” is thoughtful.
    if !isColon, place.closing == .comma, let next = place.after.first, line.tokens[next].word == .auxiliary {
      return .none
    }
    let startsSmall = !startsWithCapital(place.span)
    if language.attributesByFor, !isColon, let mention = whoseView(place.before.lowerBound, mark) {
      return .quote(add(.direct, place.content, cue: nil, mention: mention))
    }
    // Smith's book, “The Long Road,” won a prize.
    if !isColon, hasWord(place.after), place.wordCount <= 8, isCapitalised(place.span) { return .none }
    let verb = unlistedVerb(before: mark, floor: place.before.lowerBound)
    if !isColon, !startsSmall, place.ends, place.wordCount >= (verb == nil ? 3 : 2),
      verb != nil || mark - place.sentence.lowerBound <= 6
    {
      // Sanders shot back, “We won.”
      let mention =
        verb.flatMap { subjectBefore($0, floor: place.before.lowerBound) }
        ?? sentenceSubject(place.sentence.lowerBound..<mark)
      return .quote(add(.direct, place.content, cue: verb, mention: mention))
    }
    if isColon, place.wordCount >= 3 || place.ends {
      return .quote(
        add(.direct, place.content, cue: nil, mention: sentenceSubject(place.sentence.lowerBound..<mark)))
    }
    return .undecided
  }

  /// Judges marks after the comma or colon at `mark`, which a verb of saying at `cue` leads to.
  private mutating func judgeAfterCue(_ cue: Int, _ mark: Int, _ place: QuotePlace) -> Int? {
    if let previous = place.previous, drafts[previous].cue == line.tokens[cue].range {
      return extend(previous, .direct, place.content)
    }
    let mention = subject(of: cue, in: place)
    // Как сказал в интервью газете капитан Петров, "паром ходит": what lies between names the speaker.
    if language.isForeign, opensAs(place.sentence.lowerBound, before: cue) {
      return add(.direct, place.content, cue: cue, mention: mention)
    }
    let isSmall = !startsWithCapital(place.span)
    if isSmall, mark - cue == 1, let draft = insertedSpeaker(cue, mention, place) { return draft }
    // "said that once it is over, “I will …”": the clause before is part of what was said.
    let opensClause = line.tokens[cue + 1].word == .that && mark - cue > 3
    if opensClause || leadsOn(mark) || runsOn(place) || isSmall && mark - cue > (line.tokens[cue].word == .tell ? 4 : 1)
    {
      return mixed(place.span, place.content, place.sentence, place.after, previous: place.previous)
    }
    return add(.direct, place.content, cue: cue, mention: mention)
  }

  /// He tweeted that, “We rest.” She says things such as, “We rest.” The words before the comma at `mark` make what is
  /// quoted a part of the article's sentence.
  private func leadsOn(_ mark: Int) -> Bool {
    guard line.tokens[mark].kind == .comma, mark > 0 else { return false }
    let before = line.tokens[mark - 1]
    return before.word == .that || Self.examples.category(of: before.range, in: text) != 0
  }

  private static let examples = WordList([(1, "as including")])

  /// Smith said, “we rest” until the vote. The article's sentence goes on with the quoted one.
  private func runsOn(_ place: QuotePlace) -> Bool {
    guard place.closing == .word, place.span.isClosed, let next = place.after.first else { return false }
    let token = line.tokens[next]
    return token.kind == .word && !token.isCapitalised
      && Int(token.lower) == Int(line.tokens[place.span.close].upper) + 1
      && !isCue(next, floor: place.after.lowerBound)
  }

  /// Instead, Smith said, “we rest.” The words before the speaker are part of what was said.
  private mutating func insertedSpeaker(_ cue: Int, _ mention: Mention?, _ place: QuotePlace) -> Int? {
    guard let mention, place.before.lowerBound == place.sentence.lowerBound,
      let comma = (place.before.lowerBound..<cue).last(where: {
        line.tokens[$0].kind == .comma && Int(line.tokens[$0].upper) <= mention.range.lowerBound
      }),
      let first = (comma + 1..<cue).first(where: { line.tokens[$0].kind == .word }),
      Int(line.tokens[first].lower) == mention.range.lowerBound
    else { return nil }
    let lead = place.before.lowerBound..<comma
    guard hasWord(lead), lead.count <= 30, !lead.contains(where: { isCue($0, floor: lead.lowerBound) }),
      !isCircumstance(lead)
    else { return nil }
    let end = contentEnd(from: place.span.close, in: place.sentence, cue: cue)
    let draft = add(.mixed, lead, cue: cue, mention: mention)
    return extend(draft, .mixed, place.span.open..<max(end, place.span.close + 1))
  }

  /// On Monday; In a statement; Asked about it: when and how it was said.
  private func isCircumstance(_ lead: Range<Int>) -> Bool {
    let first = lead.first { line.tokens[$0].kind == .word } ?? lead.lowerBound
    switch line.tokens[first].word {
    case .preposition, .subordinator, .and, .day:
      return lead.contains {
        line.tokens[$0].word == .day || line.tokens[$0].word == .utterance || line.tokens[$0].kind == .number
      } || line.tokens[first].word == .and || line.tokens[first].word == .day
    default: return isParticiple(first)
    }
  }

  /// The subject of the cue at `cue`. A participle goes on with the speaker of the quote before it:
  /// “…,” the paper wrote, adding, “…”
  private func subject(of cue: Int, in place: QuotePlace) -> Mention? {
    if line.tokens[cue].word == .saying, let previous = place.previous, let mention = drafts[previous].mention {
      return mention
    }
    return subject(of: cue, sentence: place.sentence, floor: place.before.lowerBound)
  }

  /// Whether every word between the marks is in capitals.
  private func isShouted(_ span: QuoteSpan) -> Bool {
    line.tokens[span.open + 1..<span.close].allSatisfy { token in
      token.kind != .word || text[token.range].allSatisfy { !($0 &- 0x61 < 26) }
    }
  }

  /// “I am,” he began, “very tired.”
  private func goesOn(_ span: QuoteSpan, _ after: Range<Int>) -> Bool {
    guard after.count >= 3, after.count <= 6, line.tokens[after.upperBound - 1].kind == .comma,
      after.upperBound < line.tokens.count, line.tokens[after.upperBound].kind == .quoteOpen
    else { return false }
    return true
  }

  /// «…» — сказал
  private func closesWithDash(_ after: Range<Int>) -> Bool {
    language.isForeign && after.first.map { line.tokens[$0].kind == .dash } ?? false
  }

  /// Returns what stands last inside the marks; a nested quotation's own marks are skipped.
  func closingKind(_ span: QuoteSpan) -> QuoteToken.Kind {
    guard span.isClosed else { return .stop }
    var index = span.close - 1
    while index > span.open, line.tokens[index].kind == .other || line.tokens[index].kind == .quoteClose { index -= 1 }
    return line.tokens[index].kind
  }

  func startsWithCapital(_ span: QuoteSpan) -> Bool {
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
}
