/// Quoted words inside a sentence of the article's own.
extension QuoteReading {
  mutating func mixed(
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
  mutating func goingOn(_ span: QuoteSpan, _ content: Range<Int>, _ sentence: Range<Int>) -> Int? {
    guard let lastDraft, lastDraft.paragraph == paragraph, drafts[lastDraft.draft].kind == .direct,
      drafts[lastDraft.draft].cue != nil, wordCount(content) >= 5
    else { return nil }
    var upper = sentence.upperBound
    while upper > content.upperBound, line.tokens[upper - 1].kind == .stop { upper -= 1 }
    return add(.mixed, sentence.lowerBound..<upper, cue: nil, mention: drafts[lastDraft.draft].mention)
  }

  func wordCount(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (line.tokens[$1].kind == .word || line.tokens[$1].kind == .number ? 1 : 0) }
  }

  /// "on NBC's “Meet the Press.”": the name of a programme or book, words with capitals after a possessive or preposition.
  func isTitle(_ span: QuoteSpan, after before: Range<Int>) -> Bool {
    guard let last = lastMeaningful(before), span.close - span.open <= 8 else { return false }
    let isAddressed = line.tokens[last].word == .tell && closingKind(span) == .word
    let leads =
      endsInPossessive(line.tokens[last]) || line.tokens[last].word == .preposition && !isTo(last) && !isOf(last)
      || isAddressed || namesTitle(last, floor: before.lowerBound)
    return leads && isCapitalised(span)
  }

  /// Whether two words or more begin with capitals and only small words do not, as in a title.
  func isCapitalised(_ span: QuoteSpan) -> Bool {
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
  func isNamed(_ span: QuoteSpan) -> Bool {
    guard span.open > 0, wordCount(span.open..<(span.close + 1)) <= 4, startsWithCapital(span),
      span.open + 1 < span.close, text[line.tokens[span.open + 1].range.lowerBound] & 0xFE == 0xD0
    else { return false }
    let before = line.tokens[span.open - 1]
    return before.kind == .word && !before.word.mayTell && before.word != .that
  }

  /// "a book called “…”": the noun before has that name; "she called him" and "was dubbed" are sayings.
  func namesTitle(_ index: Int, floor: Int) -> Bool {
    guard Self.naming.category(of: line.tokens[index].range, in: text) != 0, index > floor else { return false }
    let noun = line.tokens[line.tokens[index - 1].kind == .comma ? max(floor, index - 2) : index - 1]
    return noun.kind == .word && !noun.isCapitalised && (noun.word == .none || noun.word == .utterance)
  }

  private static let naming = WordList([(1, "called titled entitled named")])

  private func isWhat(_ index: Int) -> Bool { text[line.tokens[index].range].elementsEqual("what".utf8) }

  func isOf(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count == 2 && text[range.lowerBound] == 0x6F && text[range.lowerBound + 1] == 0x66
  }

  /// The cue whose content the quoted words are: the last one with "that" after it, else the last verb of saying, else
  /// the last verb of judging.
  func cueInLead(_ lead: Range<Int>) -> Int? {
    var best: Int?
    for index in lead where isCue(index, floor: lead.lowerBound) {
      if Self.goings.category(of: line.tokens[index].range, in: text) != 0 { continue }
      // "condemned what he called “…”": what was condemned begins before.
      if let saying = best, index - saying <= 9, saying + 1 < index,
        (saying + 1..<index - 1).contains(where: { isWhat($0) })
      {
        continue
      }
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
  func beginsClause(_ cue: Int, after start: Int) -> Bool {
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

  func endsInPossessive(_ token: QuoteToken) -> Bool {
    let upper = Int(token.upper)
    return token.upper - token.lower > 3 && text[upper - 1] == 0x73
      && (text[upper - 2] == 0x27 || text[upper - 2] == 0x99)
  }

  /// "…, he said on Monday", but not "On Sunday, he said that …" and not "…, which went through".
  func endsSaying(_ found: FoundCue, _ sentence: Range<Int>) -> Bool {
    if found.isInverted || line.tokens[found.cue].word == .tell { return true }
    guard found.cue + 1 < sentence.upperBound else { return true }
    switch line.tokens[found.cue + 1].word {
    case .that, .pronoun, .determiner, .subordinator, .title: return false
    default: return !line.tokens[found.cue + 1].isCapitalised || line.tokens[found.cue + 1].word == .day
    }
  }

  /// Whether what follows a comma is about the saying and no part of what was said.
  func leavesContent(_ index: Int) -> Bool {
    switch line.tokens[index].word {
    case .saying, .judging, .according: return true
    case .relative, .subordinator, .and:
      // "…, but only in part" goes on with what was said; "…, and he vowed" and "…, while Trump called" do not.
      return (index + 1..<min(index + 6, line.tokens.count)).contains { isCue($0, floor: index) }
    default: return false
    }
  }

  /// ", he said" or ", according to the report" at the sentence's end.
  func cueAtTail(from start: Int, in sentence: Range<Int>) -> (comma: Int, cue: Int, mention: Mention?)? {
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
