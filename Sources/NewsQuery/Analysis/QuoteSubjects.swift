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
    // « …», a déclaré Macron
    while index + 1 < range.upperBound, line.tokens[index].word == .auxiliary, line.tokens[index + 1].word == .say {
      index += 1
    }
    guard index < range.upperBound else { return nil }
    let first = line.tokens[index]
    if first.word == .according {
      // "according to Smith", «selon Macron».
      let verb = index + 1 < range.upperBound && line.tokens[index + 1].word == .preposition ? index + 1 : index
      return FoundCue(cue: index, mention: phraseAfter(verb, ceiling: range.upperBound), isInverted: true)
    }
    if isGerman, first.range.count == 2, text[first.range].elementsEqual("so".utf8),
      let mention = phraseAfter(index, ceiling: range.upperBound), mention.form == .name || mention.form == .role
    {
      return FoundCue(cue: index, mention: mention, isInverted: true)
    }
    if first.word == .say || first.word == .tell, let mention = phraseAfter(index, ceiling: range.upperBound) {
      return FoundCue(cue: index, mention: mention, isInverted: true)
    }
    if first.word == .say, text[first.range].contains(0x2D) {
      // affirme-t-il
      return FoundCue(
        cue: index, mention: Mention(form: .otherPronoun, range: first.range, name: nil), isInverted: true)
    }
    // The subject comes first; the first verb of saying after it is the cue.
    let start = index
    let limit = min(range.upperBound, start + 40)
    while index < limit {
      let token = line.tokens[index]
      if token.kind == .stop || token.kind == .semicolon || token.kind == .quoteOpen { return nil }
      if token.word == .say || token.word == .tell, index > start {
        guard let mention = subjectBefore(index, floor: start) else { return nil }
        return FoundCue(cue: index, mention: mention, isInverted: false)
      }
      index += 1
    }
    return nil
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
    switch line.tokens[cue].word {
    case .according:
      return phraseAfter(cue, ceiling: sentence.upperBound)
    case .saying, .judging:
      return sentenceSubject(sentence.lowerBound..<cue)
    default:
      return subjectBefore(cue, floor: floor) ?? phraseAfter(cue, ceiling: sentence.upperBound)
        ?? sentenceSubject(sentence.lowerBound..<cue)
    }
  }

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
        case .and where commas == 0:
          // "… and said": the subject stands at the clause's beginning.
          return sentenceSubject(floor..<index)
        case .relative:
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

  private func previousComma(before index: Int, floor: Int) -> Int? {
    guard floor < index else { return nil }
    return (floor..<index).last { line.tokens[$0].kind == .comma && !line.tokens[$0].isQuoted }
  }

  private func endsInLy(_ token: QuoteToken) -> Bool {
    guard !token.isCapitalised, token.upper - token.lower > 4 else { return false }
    return text[Int(token.upper) - 2] == 0x6C && text[Int(token.upper) - 1] == 0x79
  }

  /// The noun phrase whose last token is `end`: a name with its titles, or a role with its article.
  private func phraseEnding(at end: Int, floor: Int) -> Mention? {
    var lower = end
    while lower > floor {
      let token = line.tokens[lower - 1]
      guard token.kind == .word || token.kind == .number, !token.isQuoted else { break }
      switch token.word {
      case .preposition:
        // "a spokesman for Smith", but not "In Ohio Smith".
        guard lower - 1 > floor, line.tokens[lower - 2].word == .role || line.tokens[lower - 2].isCapitalised else {
          return phrase(lower...end)
        }
        lower -= 1
      case .determiner:
        lower -= 1
        if lower - 1 > floor, line.tokens[lower - 1].word == .preposition, line.tokens[lower - 2].word == .role {
          continue
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

  private func pronoun(_ index: Int) -> Mention {
    let range = line.tokens[index].range
    switch Self.pronouns.category(of: range, in: text) {
    case 1: return Mention(form: .he, range: range, name: nil)
    case 2: return Mention(form: .she, range: range, name: nil)
    default: return Mention(form: .otherPronoun, range: range, name: nil)
    }
  }

  private static let pronouns = WordList(
    [(1, "he himself er il él он a-t-il"), (2, "she herself elle ella она a-t-elle")], foldingCase: true)

  private func phrase(_ tokens: ClosedRange<Int>) -> Mention? {
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
    if start < head, line.tokens[head - 1].word != .role || head - start > 1,
      let name = SpeakerNames.name(in: start..<head, of: line.tokens, text)
    {
      return Mention(form: .name, range: range, name: name.range)
    }
    if tokens.count == 1, line.tokens[tokens.lowerBound].word == .determiner { return nil }
    return Mention(form: .role, range: range, name: nil)
  }

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
        return phrase(index...end)
      }
    }
    return nil
  }
}
