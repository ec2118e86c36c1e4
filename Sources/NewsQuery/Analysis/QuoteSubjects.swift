/// Where a sentence names a speaker.
struct Mention: Equatable {
  enum Form: UInt8 { case name, role, pronoun }

  var form: Form
  /// The whole phrase in bytes: `Jim Clyburn`, `the spokesman`, `he`.
  var range: Range<Int>
}

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
    guard index < range.upperBound else { return nil }
    let first = line.tokens[index]
    if first.word == .according {
      return FoundCue(cue: index, mention: phraseAfter(index + 1, ceiling: range.upperBound), isInverted: true)
    }
    if first.word == .say || first.word == .tell, let mention = phraseAfter(index, ceiling: range.upperBound) {
      return FoundCue(cue: index, mention: mention, isInverted: true)
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
          return Mention(form: .pronoun, range: token.range)
        case .pronoun:
          return Mention(form: .pronoun, range: token.range)
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
    if first.word == .pronoun { return Mention(form: .pronoun, range: first.range) }
    guard
      first.isCapitalised || first.word == .determiner || first.word == .title || first.word == .role
        || first.word == .none || line.tokens[verb].word == .according
    else { return nil }
    if first.word == .day || first.word == .preposition { return nil }
    while index < ceiling {
      let token = line.tokens[index]
      guard token.kind == .word || token.kind == .number, !token.isQuoted else { break }
      switch token.word {
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

  private func phrase(_ tokens: ClosedRange<Int>) -> Mention? {
    let range = line.tokens[tokens.lowerBound].range.lowerBound..<line.tokens[tokens.upperBound].range.upperBound
    let last = line.tokens[tokens.upperBound]
    if tokens.count == 1, last.word == .pronoun { return Mention(form: .pronoun, range: range) }
    let hasName = tokens.contains { line.tokens[$0].isCapitalised && line.tokens[$0].word != .determiner }
    return Mention(form: hasName ? .name : .role, range: range)
  }

  /// The first name, pronoun or role of a narrated sentence.
  func sentenceSubject(_ sentence: Range<Int>) -> Mention? {
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      let token = line.tokens[index]
      defer { index += 1 }
      if token.isQuoted || token.kind != .word { continue }
      if token.word == .pronoun, index == sentence.lowerBound || line.tokens[index - 1].word != .preposition {
        return Mention(form: .pronoun, range: token.range)
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
