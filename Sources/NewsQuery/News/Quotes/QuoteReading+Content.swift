/// Where the words that were said begin and end in a sentence of the article's own.
extension QuoteReading {
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
    // "told his supporters at a rally to “go home”"
    if takesPerson, limit > index + 1, isTo(limit - 1) { return limit - 1 }
    if takesPerson, let after = personEnd(index, before: limit) { return after }
    // "warned him not to", but "called him “a liar”".
    if index < limit, Self.warnings.category(of: line.tokens[cue].range, in: text) != 0,
      Self.objects.category(of: line.tokens[index].range, in: text) != 0
    {
      return index + 1
    }
    if line.tokens[cue].word != .tell, index < limit,
      isParticle(index) && Self.plain.category(of: line.tokens[cue].range, in: text) == 0
        || pointsTo(cue) && isTo(index)
    {
      index += 1
    }
    if let after = occasionEnd(index, before: limit) { index = after }
    while index < limit, line.tokens[index].word == .day || line.tokens[index].kind == .comma { index += 1 }
    return index
  }

  /// Where "in a statement", "in an interview with ABC on Sunday" is over, which tells no more than when and where.
  func occasionEnd(_ start: Int, before limit: Int) -> Int? {
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
  func takesPerson(_ cue: Int) -> Bool {
    line.tokens[cue].word == .tell || Self.spokenTo.category(of: line.tokens[cue].range, in: text) != 0
  }

  private static let spokenTo = WordList(
    [(1, "telling reminding assuring informing convincing persuading")], foldingCase: true)
  private static let warnings = WordList([(1, "warned warns warning urged urges urging asked asks asking advised")])

  /// Where the words said begin after the person they are said to; nil where no person is named.
  func personEnd(_ start: Int, before limit: Int) -> Int? {
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
  func isParticle(_ index: Int) -> Bool {
    Self.particles.category(of: line.tokens[index].range, in: text) != 0
  }

  /// "referring to", "pointed to": the word belongs to the verb, as it does not in "pledged to leave".
  func pointsTo(_ cue: Int) -> Bool { Self.pointingVerbs.category(of: line.tokens[cue].range, in: text) != 0 }

  private static let pointingVerbs = WordList([(1, "refer refers referred referring point points pointed pointing")])

  func isTo(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count == 2 && text[range.lowerBound] == 0x74 && text[range.lowerBound + 1] == 0x6F
  }

  /// "He said on the other hand …": nothing belongs to these.
  private static let plain = WordList([(1, "said says say saying")])
  private static let particles = WordList([(1, "on against about for out")])

  func contentEnd(from close: Int, in sentence: Range<Int>, cue: Int) -> Int {
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
  func endsInAbbreviation(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count <= 5 && text[range].contains(0x2E) && line.tokens[index].kind == .word
  }

  func leavesJudgement(_ index: Int, after close: Int, in sentence: Range<Int>) -> Bool {
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
}
