extension QuoteReading {
  /// What a sentence without quotation marks tells of saying: "He said that …", "…, she said.", "According to …, …".
  /// Only forms that leave no doubt; a sentence gives at most one.
  mutating func readIndirect(_ sentence: Range<Int>) {
    if language.isForeign { return readForeignIndirect(sentence) }
    guard let cue = sentence.first(where: { isPlainCue($0, floor: sentence.lowerBound) }) else { return }
    if line.tokens[cue].word == .according {
      readAccording(cue, sentence)
      return
    }
    if let tail = tailCue(in: sentence) {
      addIndirect(sentence.lowerBound..<tail.comma, cue: tail.cue, mention: tail.mention)
      return
    }
    let start = contentStart(after: cue, before: sentence.upperBound)
    guard start < sentence.upperBound, let mention = subject(of: cue, sentence: sentence, floor: sentence.lowerBound)
    else { return }
    guard mention.range.upperBound <= line.tokens[cue].range.lowerBound else { return }
    guard line.tokens[start].word == .that || bareContentFollows(cue, at: start) else { return }
    addIndirect(start..<indirectEnd(from: start, in: sentence), cue: cue, mention: mention)
  }

  /// `least` words must be left; fewer are seldom what somebody said.
  mutating func addIndirect(_ content: Range<Int>, cue: Int, mention: Mention?, least: Int = 4) {
    let words = content.reduce(0) { $0 + (line.tokens[$1].kind == .word ? 1 : 0) }
    if words < least { return }
    _ = add(.indirect, content, cue: cue, mention: mention)
  }

  func isPlainCue(_ index: Int, floor: Int) -> Bool {
    let token = line.tokens[index]
    guard token.word != .none, isCue(index, floor: floor) else { return false }
    if token.word == .according { return true }
    switch Self.plainCues.category(of: token.range, in: text) {
    case 0:
      // anunció que, заявил, что; and in German a comma may be all.
      return language.isForeign && token.word == .say && clauseStart(after: index, line.tokens.count) != nil
    // "states" and "claims" are nouns as often: only with "that".
    case 3: return index + 1 < line.tokens.count && line.tokens[index + 1].word == .that
    default: return true
    }
  }

  private static let plainCues = WordList(
    [
      (1, "said says say saying told tells telling"),
      (
        2,
        """
        added adding noted noting announced announcing argued argues argue arguing wrote writes reported suggested suggesting \
        acknowledged acknowledging claimed claiming insisted insists insisting warned warns warning testified stressed \
        emphasized explained explaining confirmed confirming conceded contended contends contend asserted asserting declared \
        stated stating predicted predicts concluded agreed admitted alleged alleges alleging maintained maintains
        """
      ),
      (3, "states claims notes reports suggests adds points believes believe recalled complained"),
    ], foldingCase: true)

  /// "The plan failed, according to the mayor." and "According to the mayor, the plan failed."
  mutating func readAccording(_ cue: Int, _ sentence: Range<Int>) {
    let mention = phraseAfter(cue, ceiling: sentence.upperBound)
    if cue - sentence.lowerBound <= 1 {
      guard let comma = (cue..<sentence.upperBound).first(where: { line.tokens[$0].kind == .comma }), comma - cue < 24
      else { return }
      addIndirect(
        (comma + 1)..<indirectEnd(from: comma + 1, in: sentence), cue: cue, mention: mention,
        least: language.isForeign ? 2 : 4)
    } else {
      var end = cue
      if line.tokens[end - 1].kind == .comma { end -= 1 }
      if sentence.lowerBound < end { addIndirect(sentence.lowerBound..<end, cue: cue, mention: mention) }
    }
  }

  /// ", she said" or ", a spokesman said on Monday" with nothing but time and place after it.
  func tailCue(in sentence: Range<Int>) -> (comma: Int, cue: Int, mention: Mention?)? {
    var index = sentence.upperBound - 1
    let floor = max(sentence.lowerBound + 3, sentence.upperBound - 30)
    while index > floor {
      defer { index -= 1 }
      guard line.tokens[index].kind == .comma, index + 1 < sentence.upperBound else { continue }
      guard let found = cueAfter((index + 1)..<sentence.upperBound, requiresSubjectFirst: false) else { continue }
      let words = UnsafeRawBufferPointer(rebasing: text[line.tokens[found.cue].range])
      guard (1...2).contains(Self.plainCues.category(of: words)),
        line.tokens[found.cue - 1].kind != .comma || found.isInverted
      else { continue }
      guard found.cue - index < 12, sentence.upperBound - found.cue < (found.isInverted ? 20 : 9) else { continue }
      let opening = line.tokens[index + 1].word
      if opening == .relative || opening == .and || opening == .subordinator { continue }
      if found.isInverted {
        // ", said Jim Clyburn, a Democrat" but not ", said he would".
        guard let mention = found.mention, mention.form == .name || mention.form == .role,
          let next = (found.cue..<sentence.upperBound).first(where: {
            line.tokens[$0].range.lowerBound >= mention.range.upperBound
          })
        else { continue }
        if line.tokens[next].kind != .stop && line.tokens[next].kind != .comma { continue }
      } else {
        let after = line.tokens[found.cue + 1 < sentence.upperBound ? found.cue + 1 : found.cue]
        let isOver =
          after.kind == .stop || after.word == .day || after.word == .preposition || after.word == .adverb
          || found.cue + 1 >= sentence.upperBound
        if !isOver { continue }
      }
      return (index, found.cue, found.mention)
    }
    return nil
  }

  /// "said the plan failed": after plain verbs of saying a clause may follow without "that".
  func bareContentFollows(_ cue: Int, at start: Int) -> Bool {
    guard Self.bareCues.category(of: line.tokens[cue].range, in: text) != 0,
      start - cue <= 4
    else { return false }
    let token = line.tokens[start]
    guard token.kind == .word else { return false }
    switch token.word {
    case .pronoun, .determiner: return true
    case .none, .title, .role: return token.isCapitalised
    default: return false
    }
  }

  private static let bareCues = WordList([(1, "said says say saying told tells")])

  func indirectEnd(from start: Int, in sentence: Range<Int>) -> Int {
    var end = start + 1
    while end < sentence.upperBound {
      let token = line.tokens[end]
      if token.kind == .stop || token.kind == .close {
        if !(end..<sentence.upperBound).contains(where: { line.tokens[$0].kind == .word }) { break }
      }
      if token.kind == .semicolon { break }
      if token.kind == .comma, end + 1 < sentence.upperBound {
        switch line.tokens[end + 1].word {
        case .saying, .judging, .according, .subordinator: return end
        default: break
        }
      }
      if token.word == .and, end + 1 < sentence.upperBound {
        switch line.tokens[end + 1].word {
        case .say, .tell, .judge, .saying, .judging: return end
        default: break
        }
      }
      end += 1
    }
    return min(end, sentence.upperBound)
  }
}
