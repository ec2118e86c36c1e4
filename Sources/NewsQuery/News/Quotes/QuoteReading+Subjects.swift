extension QuoteReading {
  struct FoundCue {
    var cue: Int
    var mention: Mention?
    /// The verb came first: `said Smith`.
    var isInverted: Bool
  }

  /// The cue after a quote: `he said`, `said Jim Clyburn, a Democrat`, `according to the report`.
  func cueAfter(_ range: Range<Int>, requiresSubjectFirst: Bool) -> FoundCue? {
    var index = range.lowerBound
    while index < range.upperBound,
      line.tokens[index].kind == .comma || line.tokens[index].kind == .dash || line.tokens[index].kind == .other
    {
      index += 1
    }
    // « …», a déclaré Macron; « … », se félicite Macron
    while index + 1 < range.upperBound, line.tokens[index + 1].word == .say,
      line.tokens[index].word == .auxiliary || language.isForeign && isClitic(index)
    {
      index += 1
    }
    guard index < range.upperBound else { return nil }
    let first = line.tokens[index]
    if first.word == .according {
      // "according to Smith", «selon Macron».
      let verb = index + 1 < range.upperBound && line.tokens[index + 1].word == .preposition ? index + 1 : index
      return FoundCue(cue: index, mention: phraseAfter(verb, ceiling: range.upperBound), isInverted: true)
    }
    if language.leavesOutVerb, first.range.count == 2, text[first.range].elementsEqual("so".utf8),
      let mention = phraseAfter(index, ceiling: range.upperBound), mention.form == .name || mention.form == .role
    {
      return FoundCue(cue: index, mention: mention, isInverted: true)
    }
    if first.word == .say || first.word == .tell {
      let verb = language.isForeign ? circumstanceEnd(index, before: range.upperBound) : index
      if let mention = phraseAfter(verb, ceiling: range.upperBound) ?? phraseAfter(index, ceiling: range.upperBound) {
        return FoundCue(
          cue: index, mention: language.isForeign ? apposed(mention, index, before: range.upperBound) : mention,
          isInverted: true)
      }
    }
    // “…,” read the statement; “…,” the statement read
    if Self.reading.category(of: first.range, in: text) != 0,
      let mention = phraseAfter(index, ceiling: range.upperBound)
    {
      return FoundCue(cue: index, mention: mention, isInverted: true)
    }
    if language.isForeign, let found = reflexive(index, before: range.upperBound) { return found }
    if first.word == .say, text[first.range].contains(0x2D) {
      // affirme-t-il
      return FoundCue(
        cue: index, mention: Mention(form: .otherPronoun, range: first.range, name: nil), isInverted: true)
    }
    // «Seguiremos», añadió. The verb has its subject in itself: who spoke last.
    if language.isForeign, first.word == .say, let last = lastDraft, paragraph - last.paragraph <= 1,
      index + 1 >= range.upperBound || line.tokens[index + 1].kind == .stop
    {
      return FoundCue(cue: index, mention: drafts[last.draft].mention, isInverted: true)
    }
    // The subject comes first; the first verb of saying after it is the cue.
    let start = index
    let limit = min(range.upperBound, start + 40)
    while index < limit {
      let token = line.tokens[index]
      if token.kind == .stop || token.kind == .semicolon || token.kind == .quoteOpen { return nil }
      if token.word == .saying, index > start + 1, let mention = quotedAsSaying(index, floor: start) {
        return FoundCue(cue: index, mention: mention, isInverted: false)
      }
      // "…, 8 percentage points more" and "in the United States" tell nothing.
      if token.word == .say || token.word == .tell, index > start, language.isForeign || !isNoun(index) {
        guard let mention = subjectBefore(index, floor: start) else { return nil }
        return FoundCue(cue: index, mention: mention, isInverted: false)
      }
      index += 1
    }
    return nil
  }

  private static let reading = WordList([(1, "read reads")])

  /// "…," Reuters quoted Smith as saying; "…," Smith was quoted as saying.
  func quotedAsSaying(_ saying: Int, floor: Int) -> Mention? {
    guard text[line.tokens[saying - 1].range].elementsEqual("as".utf8),
      let quoted = (floor..<saying - 1).last(where: {
        text[line.tokens[$0].range].elementsEqual("quoted".utf8)
          || text[line.tokens[$0].range].elementsEqual("quotes".utf8)
      })
    else { return nil }
    if quoted + 1 < saying - 1 { return phraseAfter(quoted, ceiling: saying - 1) }
    return subjectBefore(quoted, floor: floor)
  }

  /// le ministre de l'Intérieur, Gérald Darmanin: the name that follows a role.
  /// „…“, hieß es von Anna Lund: the verb has no subject but a source.
  private func apposed(_ mention: Mention, _ verb: Int, before limit: Int) -> Mention {
    if language.code == "de", mention.form == .otherPronoun, verb + 3 < limit,
      line.tokens[verb + 2].word == .preposition, let source = phraseAfter(verb + 2, ceiling: limit)
    {
      return source
    }
    guard mention.form == .role else { return mention }
    let end = line.tokens.firstIndex { Int($0.lower) >= mention.range.upperBound } ?? limit
    guard let comma = (end..<min(limit, end + 6)).first(where: { line.tokens[$0].kind == .comma }) else {
      return mention
    }
    var last = comma + 1
    while last < limit, line.tokens[last].isCapitalised, line.tokens[last].kind == .word { last += 1 }
    guard last - comma >= 3, let name = SpeakerNames.name(in: comma + 1..<last, of: line.tokens, text) else {
      return mention
    }
    return Mention(
      form: .name, range: mention.range.lowerBound..<line.tokens[last - 1].range.upperBound, name: name.range)
  }

  /// «…», — говорится в заявлении министерства: a verb that has no speaker but a paper.
  func reflexive(_ verb: Int, before limit: Int) -> FoundCue? {
    let range = line.tokens[verb].range
    guard line.tokens[verb].word == .say, range.count > 6,
      text[range.upperBound - 4..<range.upperBound].elementsEqual("ся".utf8)
    else { return nil }
    guard verb + 2 < limit, line.tokens[verb + 1].word == .preposition, line.tokens[verb + 2].kind == .word else {
      return FoundCue(cue: verb, mention: nil, isInverted: true)
    }
    return FoundCue(cue: verb, mention: phraseAfter(verb + 1, ceiling: limit), isInverted: true)
  }

  /// “We won.” — Jane Smith
  func signature(after close: Int) -> Mention? {
    let start = close + 2
    guard start < line.tokens.count, line.tokens[close + 1].kind == .dash else { return nil }
    var end = start
    while end < line.tokens.count, line.tokens[end].isCapitalised, line.tokens[end].kind == .word, end - start < 6 {
      end += 1
    }
    guard end > start, end == line.tokens.count || line.tokens[end].kind == .stop && end + 1 == line.tokens.count,
      let name = SpeakerNames.name(in: start..<end, of: line.tokens, text)
    else { return nil }
    return Mention(
      form: .name, range: line.tokens[start].range.lowerBound..<line.tokens[end - 1].range.upperBound, name: name.range)
  }

  /// The nearest cue before `last`, a comma or colon.
  func cueBackwards(from last: Int, in range: Range<Int>, reach: Int) -> Int? {
    var index = last - 1
    let floor = max(range.lowerBound, last - reach)
    while index >= floor {
      switch line.tokens[index].word {
      case .say, .tell, .saying: return index
      case .judge where line.tokens[last].kind == .colon: return index
      default: break
      }
      index -= 1
    }
    return nil
  }

  /// The subject of the cue at `cue`, looked for before it, and for participles in the sentence's beginning.
  func subject(of cue: Int, sentence: Range<Int>, floor: Int) -> Mention? {
    if language.isForeign, opensAs(sentence.lowerBound, before: cue), cue - sentence.lowerBound <= 3,
      let mention = phraseAfter(circumstanceEnd(cue, before: sentence.upperBound), ceiling: sentence.upperBound)
    {
      return mention
    }
    let beForm = formOfBe(before: cue, floor: floor)
    switch line.tokens[cue].word {
    case .according:
      return phraseAfter(cue, ceiling: sentence.upperBound)
    case .saying, .judging:
      // "but the man is vowing to “…”"
      if beForm, let mention = subjectBefore(cue, floor: floor) { return mention }
      if let mention = shown(cue, floor: floor) { return mention }
      return sentenceSubject(sentence.lowerBound..<cue)
    case _ where beForm:
      // "was called “…” by Smith": not the subject says it.
      guard cue + 1 < sentence.upperBound, text[line.tokens[cue + 1].range].elementsEqual("by".utf8) else { return nil }
      return phraseAfter(cue + 1, ceiling: sentence.upperBound)
    default:
      return subjectBefore(cue, floor: floor) ?? phraseAfter(cue, ceiling: sentence.upperBound)
        ?? sentenceSubject(sentence.lowerBound..<cue)
    }
  }

  /// “… has Palme saying”, “footage of Trump saying”: whom somebody shows or quotes, right before the participle.
  private func shown(_ cue: Int, floor: Int) -> Mention? {
    var lower = cue
    while lower > floor, line.tokens[lower - 1].kind == .word, line.tokens[lower - 1].isCapitalised,
      !line.tokens[lower - 1].isQuoted, line.tokens[lower - 1].word != .determiner
    {
      lower -= 1
    }
    guard lower < cue, lower > floor, Self.showing.category(of: line.tokens[lower - 1].range, in: text) != 0 else {
      return nil
    }
    return phrase(lower...(cue - 1))
  }

  private static let showing = WordList([
    (1, "has had of shows showed showing quotes quoted quoting caught heard hears had")
  ])

  /// Whether a form of `be` stands before a verb, adverbs between them skipped.
  func formOfBe(before cue: Int, floor: Int) -> Bool {
    var index = cue - 1
    while index > floor, line.tokens[index].word == .adverb || line.tokens[index].word == .not { index -= 1 }
    guard index >= floor, !line.tokens[index].isQuoted else { return false }
    return Self.formsOfBe.category(of: line.tokens[index].range, in: text) != 0
  }

  private static let formsOfBe = WordList([(1, "is are was were be been being")])

  /// The phrase that ends just before `cue`, with adverbs, auxiliaries, days and appositions between skipped.
  func subjectBefore(_ cue: Int, floor: Int) -> Mention? {
    var index = cue - 1
    var commas = 0
    while index >= floor {
      let token = line.tokens[index]
      if token.isQuoted { return nil }
      switch token.kind {
      case .word, .number:
        switch token.word {
        case .auxiliary, .adverb, .not:
          index -= 1
          continue
        case .day:
          index -= 1
          while index >= floor, line.tokens[index].word == .preposition || line.tokens[index].word == .determiner {
            index -= 1
          }
          continue
        case .subordinator where language.isForeign: return nil
        case .and where commas == 0:
          // "… and said": the subject stands at the clause's beginning.
          return sentenceSubject(floor..<index)
        case .relative, .that:
          // Smith, who said: the words are those of Smith.
          var before = index - 1
          if before >= floor, line.tokens[before].kind == .comma { before -= 1 }
          guard before >= floor, line.tokens[before].kind == .word, !line.tokens[before].isQuoted,
            var mention = phraseEnding(at: before, floor: floor)
          else { return Mention(form: .otherPronoun, range: token.range, name: nil) }
          mention.range = token.range
          return mention.form == .name ? mention : Mention(form: .otherPronoun, range: token.range, name: nil)
        case .pronoun:
          return pronoun(index)
        default:
          if endsInLy(token) {
            index -= 1
            continue
          }
          if commas > 0, !token.isCapitalised, token.word != .role {
            // Inside a longer apposition: go on to the comma before it.
            guard let comma = previousComma(before: index, floor: floor) else {
              return phraseEnding(at: index, floor: floor)
            }
            index = comma - 1
            commas += 1
            continue
          }
          return phraseEnding(at: index, floor: floor)
        }
      case .comma:
        // Smith, a Democrat, said
        guard let comma = previousComma(before: index, floor: floor) else {
          index -= 1
          continue
        }
        index = comma - 1
        commas += 1
        continue
      case .close:
        while index >= floor, line.tokens[index].kind != .open { index -= 1 }
        index -= 1
      case .dash:
        guard let dash = (floor..<index).last(where: { line.tokens[$0].kind == .dash }) else { return nil }
        index = dash - 1
      default: return nil
      }
    }
    return nil
  }

  func previousComma(before index: Int, floor: Int) -> Int? {
    guard floor < index else { return nil }
    return (floor..<index).last { line.tokens[$0].kind == .comma && !line.tokens[$0].isQuoted }
  }

  func endsInLy(_ token: QuoteToken) -> Bool {
    guard !token.isCapitalised, token.upper - token.lower > 4 else { return false }
    return text[Int(token.upper) - 2] == 0x6C && text[Int(token.upper) - 1] == 0x79
  }

  /// The noun phrase whose last token is `end`: a name with its titles, or a role with its article.
  func phraseEnding(at end: Int, floor: Int) -> Mention? {
    var lower = end
    while lower > floor {
      let token = line.tokens[lower - 1]
      guard token.kind == .word || token.kind == .number, !token.isQuoted else { break }
      switch token.word {
      case .preposition:
        // "a source familiar with the matter"
        if lower - 2 > floor, Self.known.category(of: line.tokens[lower - 2].range, in: text) != 0 {
          lower -= 2
          continue
        }
        // "a spokesman for Smith", but not "In Ohio Smith".
        guard lower - 1 > floor, line.tokens[lower - 2].word == .role || line.tokens[lower - 2].isCapitalised else {
          return phrase(lower...end)
        }
        lower -= 1
      case .determiner:
        lower -= 1
        if lower - 1 > floor, line.tokens[lower - 1].word == .preposition {
          // "a spokesman for the city", "Katie Benner of The Times", "a source familiar with the process"
          if line.tokens[lower - 2].word == .role { continue }
          if line.tokens[lower - 2].isCapitalised, lower - 3 >= floor, line.tokens[lower - 3].isCapitalised { continue }
          if Self.known.category(of: line.tokens[lower - 2].range, in: text) != 0 { continue }
        }
        // Der Sprecher der Regierung
        if lower - 1 >= floor, line.tokens[lower - 1].word == .role { continue }
        return phrase(lower...end)
      case .none, .title, .role, .utterance, .addressee: lower -= 1
      default: return phrase(lower...end)
      }
    }
    return phrase(lower...end)
  }

  /// What stands between a source and the thing it knows.
  private static let known = WordList([(1, "familiar close briefed")])

  /// The noun phrase that follows the verb at `verb`: `said Jim Clyburn`, `said a spokesman for the city`.
  func phraseAfter(_ verb: Int, ceiling: Int) -> Mention? {
    var index = verb + 1
    while index < ceiling, line.tokens[index].word == .preposition && line.tokens[verb].word == .according {
      index += 1
    }
    let start = index
    guard start < ceiling, line.tokens[start].kind == .word, !line.tokens[start].isQuoted else { return nil }
    let first = line.tokens[start]
    if first.word == .pronoun { return pronoun(start) }
    guard
      first.isCapitalised || first.word == .determiner || first.word == .title || first.word == .role
        || first.word == .none || line.tokens[verb].word == .according
    else { return nil }
    if first.word == .day || first.word == .preposition { return nil }
    while index < ceiling {
      let token = line.tokens[index]
      guard token.kind == .word || token.kind == .number, !token.isQuoted else { break }
      switch token.word {
      case .determiner where index > start && line.tokens[index - 1].isCapitalised:
        // Marine Le Pen
        if token.isCapitalised, index + 1 < ceiling, line.tokens[index + 1].isCapitalised { break }
        return phrase(start...(index - 1))
      case .none
      where index > start && !token.isCapitalised && line.tokens[index - 1].isCapitalised
        && line.tokens[index - 1].word == .none && text[token.range.lowerBound] & 0xFE == 0xD0:
        // сказал Песков журналистам
        return phrase(start...(index - 1))
      case .addressee where language.isForeign && index > start: return phrase(start...(index - 1))
      case .none, .title, .role, .determiner, .utterance, .addressee: break
      case .preposition:
        guard index > start, index + 1 < ceiling,
          line.tokens[index - 1].word == .role || line.tokens[verb].word == .according
        else { return phrase(start...(index - 1)) }
      default:
        return index > start ? phrase(start...(index - 1)) : nil
      }
      index += 1
    }
    return index > start ? phrase(start...(index - 1)) : nil
  }

  func pronoun(_ index: Int) -> Mention {
    let range = line.tokens[index].range
    switch Self.pronouns.category(of: range, in: text) {
    case 1: return Mention(form: .he, range: range, name: nil)
    case 2: return Mention(form: .she, range: range, name: nil)
    default: return Mention(form: .otherPronoun, range: range, name: nil)
    }
  }

  private static let pronouns = WordList(
    [(1, "he himself er il él он a-t-il"), (2, "she herself elle ella она a-t-elle")], foldingCase: true)

  func phrase(_ tokens: ClosedRange<Int>) -> Mention? {
    let range = line.tokens[tokens.lowerBound].range.lowerBound..<line.tokens[tokens.upperBound].range.upperBound
    if tokens.count == 1, line.tokens[tokens.upperBound].word == .pronoun { return pronoun(tokens.upperBound) }
    // "a spokesman for Smith" is no name, "Rep. Smith of Ohio" is one.
    let head =
      (tokens.lowerBound + 1..<tokens.upperBound + 1).first { line.tokens[$0].word == .preposition } ?? tokens
      .upperBound + 1
    var start = head
    while start > tokens.lowerBound, line.tokens[start - 1].isCapitalised,
      line.tokens[start - 1].word != .determiner || start - 1 > tokens.lowerBound && start < head
    {
      start -= 1
    }
    // der Verband: every noun has a capital.
    let isNoun =
      language.capitalisesNouns && head - start == 1 && start > tokens.lowerBound
      && line.tokens[start - 1].word == .determiner
    if start < head, !isNoun, line.tokens[head - 1].word != .role || head - start > 1,
      let name = SpeakerNames.name(in: start..<head, of: line.tokens, text)
    {
      return Mention(form: .name, range: range, name: name.range)
    }
    if tokens.count == 1, line.tokens[tokens.lowerBound].word == .determiner,
      Self.someone.category(of: range, in: text) == 0
    {
      return nil
    }
    return Mention(form: .role, range: range, name: nil)
  }

  /// “…,” one said; “…,” said another.
  private static let someone = WordList([(1, "one another some others many several both all most")], foldingCase: true)

  /// The first name, pronoun or role of a narrated sentence.
  func sentenceSubject(_ sentence: Range<Int>) -> Mention? {
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      let token = line.tokens[index]
      defer { index += 1 }
      if token.isQuoted || token.kind != .word { continue }
      if token.word == .pronoun, index == sentence.lowerBound || line.tokens[index - 1].word != .preposition {
        return pronoun(index)
      }
      let afterPreposition = index > sentence.lowerBound && line.tokens[index - 1].word == .preposition
      if token.word == .preposition || token.word == .subordinator || token.word == .day || token.word == .adverb
        || afterPreposition
      {
        // "in an interview with Fusion TV, Obama said": the whole name belongs to the preposition.
        if afterPreposition, token.isCapitalised {
          while index + 1 < sentence.upperBound, line.tokens[index + 1].isCapitalised,
            line.tokens[index + 1].kind == .word
          { index += 1 }
        }
        continue
      }
      let opensName =
        token.isCapitalised && token.word != .determiner
        && (token.word == .none || token.word == .title || token.word == .role)
      if opensName || token.word == .role {
        var end = index
        while end + 1 < sentence.upperBound, line.tokens[end + 1].kind == .word, line.tokens[end + 1].isCapitalised,
          !line.tokens[end + 1].isQuoted
        { end += 1 }
        if index == sentence.lowerBound, index == end, isParticiple(index) { continue }
        return phrase(determiner(of: index, sentence.lowerBound)...end)
      }
    }
    return openingPhrase(sentence)
  }

  /// The regional paper: the article and adjectives before a role.
  private func determiner(of index: Int, _ floor: Int) -> Int {
    guard !line.tokens[index].isCapitalised else { return index }
    var lower = index
    while lower > floor, index - lower < 3, line.tokens[lower - 1].kind == .word, !line.tokens[lower - 1].isQuoted {
      if line.tokens[lower - 1].word == .determiner { return lower - 1 }
      guard line.tokens[lower - 1].word == .none, !line.tokens[lower - 1].isCapitalised else { break }
      lower -= 1
    }
    return index
  }

  /// Her office released …: an article and a noun that open the sentence before a verb in -ed.
  private func openingPhrase(_ sentence: Range<Int>) -> Mention? {
    guard sentence.count > 2, line.tokens[sentence.lowerBound].word == .determiner else { return nil }
    for verb in sentence.dropFirst(2).prefix(3) {
      guard line.tokens[verb - 1].kind == .word, !line.tokens[verb - 1].isCapitalised else { return nil }
      if line.tokens[verb].word == .auxiliary || endsInEd(verb) { return phrase(sentence.lowerBound...(verb - 1)) }
    }
    return nil
  }

  private func endsInEd(_ index: Int) -> Bool {
    let token = line.tokens[index]
    return token.range.count > 4 && text[Int(token.upper) - 1] == 0x64 && text[Int(token.upper) - 2] == 0x65
  }

  /// Speaking in Ohio, Asked about it: the capital is the sentence's.
  func isParticiple(_ index: Int) -> Bool {
    let token = line.tokens[index]
    guard token.word == .none, token.range.count > 4, index + 1 < line.tokens.count,
      line.tokens[index + 1].word == .preposition || line.tokens[index + 1].word == .determiner
    else { return false }
    return endsInEd(index) || text[token.range].suffix(3).elementsEqual("ing".utf8)
  }
}
