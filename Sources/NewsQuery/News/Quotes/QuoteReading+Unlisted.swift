/// Speakers that a mark, a comma, a verb of any kind and a name tell: the list of verbs ranks, it does not gate.
extension QuoteReading {
  /// “…,” frobbed Anna Lund; “…,” Anna Lund frobbed; « …», se félicite la ministre.
  func unlistedCue(_ range: Range<Int>, quote: QuotePlace) -> FoundCue? {
    guard quote.wordCount >= 2 || quote.closing == .stop || quote.closing == .comma || quote.nextIsComma else {
      return nil
    }
    var index = range.lowerBound
    while index < range.upperBound,
      line.tokens[index].kind == .comma || line.tokens[index].kind == .dash || line.tokens[index].kind == .other
    {
      index += 1
    }
    guard index < range.upperBound, line.tokens[index].kind == .word else { return nil }
    if line.tokens[index].isCapitalised { return subjectThenVerb(index, range.upperBound) }
    return verbThenSubject(index, range.upperBound)
  }

  private func verbThenSubject(_ start: Int, _ limit: Int) -> FoundCue? {
    var verb = start
    while verb < limit, verb - start < 2,
      line.tokens[verb].word == .auxiliary || isClitic(verb)
    {
      verb += 1
    }
    guard verb < limit, isSmallWord(verb), line.tokens[verb].word.isOpen, line.tokens[verb].range.count >= 3 else {
      return nil
    }
    var index = verb + 1
    while index < limit, index - verb <= 4, isFiller(index, limit) { index += 1 }
    guard index < limit, line.tokens[index].kind == .word else { return nil }
    let token = line.tokens[index]
    let opensName = token.isCapitalised && (token.word == .none || token.word == .title || token.word == .role)
    let opensPhrase =
      index - verb <= 2 && (token.word == .determiner || token.word == .role || token.word == .pronoun)
      || token.word == .title
    guard opensName || opensPhrase, let mention = phraseAfter(index - 1, ceiling: limit),
      mention.range.lowerBound == Int(token.lower)
    else { return nil }
    return FoundCue(cue: verb, mention: mention, isInverted: true)
  }

  /// What may stand between the verb and its subject: a particle, a reflexive, `zu bedenken`, a day.
  private func isFiller(_ index: Int, _ limit: Int) -> Bool {
    let token = line.tokens[index]
    guard token.kind == .word, !token.isCapitalised else { return false }
    switch token.word {
    case .none, .adverb, .day, .auxiliary, .not, .judge, .judging: return true
    case .preposition:
      return index + 1 < limit && isSmallWord(index + 1)
        && (line.tokens[index + 1].word == .none || line.tokens[index + 1].word == .day)
    default: return false
    }
  }

  private func subjectThenVerb(_ start: Int, _ limit: Int) -> FoundCue? {
    var end = start
    while end < limit, end - start < 7, line.tokens[end].kind == .word, line.tokens[end].isCapitalised,
      line.tokens[end].word == .none || line.tokens[end].word == .title || line.tokens[end].word == .role
    {
      end += 1
    }
    var verb = end
    while verb < limit, verb - end < 2, line.tokens[verb].word == .adverb || endsInLy(line.tokens[verb]) { verb += 1 }
    guard end > start, verb < limit, isSmallWord(verb), line.tokens[verb].word.isOpen,
      line.tokens[verb].range.count >= 3, isOver(verb + 1, limit), let mention = phraseAfter(start - 1, ceiling: end)
    else { return nil }
    return FoundCue(cue: verb, mention: mention, isInverted: false)
  }

  /// Whether nothing but time and place can follow: the verb has its words already.
  private func isOver(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit else { return true }
    switch line.tokens[index].kind {
    case .stop, .comma, .colon, .quoteOpen, .dash: return true
    case .word:
      let word = line.tokens[index].word
      return word == .day || word == .adverb || word == .preposition
    default: return false
    }
  }

  private func isSmallWord(_ index: Int) -> Bool {
    line.tokens[index].kind == .word && !line.tokens[index].isCapitalised && !line.tokens[index].isQuoted
  }

  func isClitic(_ index: Int) -> Bool { Self.clitics.category(of: line.tokens[index].range, in: text) != 0 }

  private static let clitics = WordList([(1, "se s' s’ me te si sich zich le lui les m' m’ nous")])

  /// The verb before the comma at `mark` that nothing is known of: Sanders shot back, “We won.”
  func unlistedVerb(before mark: Int, floor: Int) -> Int? {
    var index = mark - 1
    while index > floor, mark - index <= 3, line.tokens[index].word == .adverb || isParticle(index) { index -= 1 }
    guard index > floor, isSmallWord(index), line.tokens[index].word.isOpen, line.tokens[index].range.count >= 4 else {
      return nil
    }
    let before = line.tokens[index - 1]
    // "Her latest film, “Home,”": a noun follows an article or adjective, a verb its subject.
    let followsSubject =
      before.isCapitalised && before.word != .determiner || before.word == .pronoun || before.word == .role
      || before.word == .utterance || before.word == .auxiliary || before.word == .adverb || before.kind == .comma
    // The notice began, “…”
    let opens = index == floor + 2 && line.tokens[floor].word == .determiner && line.tokens[floor].isCapitalised
    return (followsSubject || opens) && endsLikeVerb(line.tokens[index]) ? index : nil
  }

  /// `began`, `riffed`, `sings`: English verbs after their subject end in ed, s, or are a few strong ones.
  private func endsLikeVerb(_ token: QuoteToken) -> Bool {
    let upper = Int(token.upper)
    if text[upper - 1] == 0x64, text[upper - 2] == 0x65 { return true }
    return Self.strongVerbs.category(of: token.range, in: text) != 0
  }

  private static let strongVerbs = WordList([
    (1, "began begins shot spat sang broke rang blurted typed fired went cut put let spoke told swore shook held bet")
  ])

  /// Whether the sentence opens with `as`: Как сказал …, Wie der Sprecher mitteilte, comme l'a dit …
  func opensAs(_ start: Int, before cue: Int) -> Bool {
    guard let first = (start..<cue).first(where: { line.tokens[$0].kind == .word }), cue - first <= 8 else {
      return false
    }
    return Self.asWords.category(of: line.tokens[first].range, in: text) != 0
  }

  private static let asWords = WordList([(1, "как wie comme como come zoals as")], foldingCase: true)

  /// Pour la ministre, « il faut agir »: whose view it is.
  func whoseView(_ start: Int, _ comma: Int) -> Mention? {
    guard comma - start >= 2, comma - start <= 12, text[line.tokens[start].range].elementsEqual("Pour".utf8) else {
      return nil
    }
    let next = line.tokens[start + 1]
    guard next.isCapitalised || next.word == .determiner || next.word == .role,
      let mention = phraseAfter(start, ceiling: comma),
      mention.form == .name || mention.form == .role
    else { return nil }
    return mention
  }

  // MARK: Sentences about the quote before them

  /// “It is safe.” Lund said to applause. — “It was like rowing.” That was how Jan Beck once described it.
  /// Returns whether the sentence only tells whose the quote before it is.
  mutating func readCueSentence(_ sentence: Range<Int>) -> Bool {
    guard let last = lastDraft, paragraph - last.paragraph <= 1, drafts[last.draft].kind == .direct,
      drafts[last.draft].cue == nil, let quoteEnd = drafts[last.draft].spans.last?.upperBound,
      quoteEnd <= Int(line.tokens[sentence.lowerBound].lower),
      Blanks.fill(quoteEnd..<Int(line.tokens[sentence.lowerBound].lower), of: text)
    else { return false }
    if let mention = describer(sentence) {
      drafts[last.draft].mention = mention
      return true
    }
    guard last.paragraph == paragraph, sentence.count <= 40,
      let found = cueAfter(sentence, requiresSubjectFirst: false), let mention = found.mention,
      mention.form != .otherPronoun, tellsNothingElse(found, sentence)
    else { return false }
    drafts[last.draft].cue = line.tokens[found.cue].range
    drafts[last.draft].mention = mention
    return true
  }

  func tellsNothingElse(_ found: FoundCue, _ sentence: Range<Int>) -> Bool {
    let rest = found.cue + 1..<sentence.upperBound
    guard rest.count <= 14 else { return false }
    if found.isInverted { return true }
    guard line.tokens[found.cue].word == .tell || isOver(rest.lowerBound, rest.upperBound) else { return false }
    return !rest.contains {
      let word = line.tokens[$0].word
      return word == .that || word == .auxiliary || word == .pronoun || word == .say || line.tokens[$0].kind == .colon
    }
  }

  /// That was how Jan Beck described it: who gave the words before.
  private func describer(_ sentence: Range<Int>) -> Mention? {
    let words = sentence.filter { line.tokens[$0].kind == .word }.prefix(3)
    guard words.count == 3, Self.pointing.category(of: line.tokens[words[0]].range, in: text) == 1,
      Self.being.category(of: line.tokens[words[1]].range, in: text) == 1,
      Self.manner.category(of: line.tokens[words[2]].range, in: text) == 1
    else { return nil }
    return sentenceSubject(words[2] + 1..<sentence.upperBound)
  }

  private static let pointing = WordList([(1, "that this those these")], foldingCase: true)
  private static let being = WordList([(1, "was is were are")])
  private static let manner = WordList([(1, "how what")])
}

extension QuoteWord {
  /// A word that may be a verb of any kind.
  var isOpen: Bool {
    switch self {
    case .none, .judge, .judging, .say, .tell: true
    default: false
    }
  }
}
