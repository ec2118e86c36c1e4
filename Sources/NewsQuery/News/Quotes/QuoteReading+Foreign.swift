/// Indirect speech as the languages of Europe set it, and what stands between a verb and its subject there.
extension QuoteReading {
  /// The forms that a foreign sentence without marks has: `X заявил, что …`, `…, sagte der Sprecher am Dienstag.`,
  /// `Wie X mitteilte, …`, `Снег, говорят синоптики, пролежит …`. A sentence gives at most one.
  mutating func readForeignIndirect(_ sentence: Range<Int>) {
    if let cue = sentence.first(where: { line.tokens[$0].word == .according }), cue - sentence.lowerBound <= 1 {
      return readAccording(cue, sentence)
    }
    if readAsSaid(sentence) { return }
    if let cue = sentence.first(where: { isPlainCue($0, floor: sentence.lowerBound) }) {
      if line.tokens[cue].word == .according { return readAccording(cue, sentence) }
      if readSaidThat(cue, sentence) { return }
    }
    if let tail = foreignTail(sentence) {
      return addIndirect(sentence.lowerBound..<tail.comma, cue: tail.found.cue, mention: tail.found.mention, least: 2)
    }
    readInsertion(sentence)
  }

  /// `X заявил вечером в среду, что …`, `Der Minister sagte gestern, die Lage sei ernst.`
  private mutating func readSaidThat(_ cue: Int, _ sentence: Range<Int>) -> Bool {
    guard let start = clauseStart(after: cue, sentence.upperBound),
      let mention = subject(of: cue, sentence: sentence, floor: sentence.lowerBound),
      mention.range.upperBound <= line.tokens[cue].range.lowerBound
    else { return false }
    addIndirect(start..<indirectEnd(from: start, in: sentence), cue: cue, mention: whole(mention, cue: cue), least: 3)
    return true
  }

  /// Where the clause begins that the verb at `cue` leads to, time, place and `о том` skipped: at `что`, or behind a comma.
  func clauseStart(after cue: Int, _ limit: Int) -> Int? {
    var index = cue + 1
    while index < limit, index - cue <= 8 {
      let token = line.tokens[index]
      switch token.kind {
      case .word, .number:
        if token.word == .that { return index }
        if token.word.mayTell || token.word == .subordinator || token.word == .relative { return nil }
      case .comma:
        guard index + 1 < limit else { return nil }
        if line.tokens[index + 1].word == .that { return index + 1 }
        let word = line.tokens[index + 1].word
        return language.saysAfterComma && word != .relative && word != .subordinator && word != .and ? index + 1 : nil
      default: return nil
      }
      index += 1
    }
    return nil
  }

  /// Врачи в Туле отмечают: a verb in the plural has all of it for its subject, and no person is named.
  private func whole(_ mention: Mention, cue: Int) -> Mention {
    guard language.code == "ru", mention.form == .name, let name = mention.name, !text[name].contains(0x20) else {
      return mention
    }
    let range = line.tokens[cue].range
    let ending = text[max(range.lowerBound, range.upperBound - 4)..<range.upperBound]
    guard ["ют", "ут", "ят", "ат", "ли"].contains(where: { ending.elementsEqual($0.utf8) }) else { return mention }
    return Mention(form: .role, range: mention.range, name: nil)
  }

  /// Wie der Sprecher mitteilte, …; Как сообщил министр, …
  private mutating func readAsSaid(_ sentence: Range<Int>) -> Bool {
    guard let comma = sentence.prefix(24).first(where: { line.tokens[$0].kind == .comma }),
      let cue = (sentence.lowerBound..<comma).last(where: { line.tokens[$0].word == .say }),
      opensAs(sentence.lowerBound, before: cue)
    else { return false }
    let mention = subject(of: cue, sentence: sentence.lowerBound..<comma, floor: sentence.lowerBound)
    addIndirect((comma + 1)..<indirectEnd(from: comma + 1, in: sentence), cue: cue, mention: mention, least: 3)
    return true
  }

  /// `…, kritisierte der Verband am Dienstag.`
  private func foreignTail(_ sentence: Range<Int>) -> (comma: Int, found: FoundCue)? {
    let floor = max(sentence.lowerBound + 2, sentence.upperBound - 30)
    guard floor < sentence.upperBound else { return nil }
    for comma in (floor..<sentence.upperBound).reversed() where line.tokens[comma].kind == .comma {
      guard let found = invertedCue(comma + 1, sentence.upperBound), let mention = found.mention else { continue }
      let rest = (found.cue..<sentence.upperBound).filter { line.tokens[$0].lower >= mention.range.upperBound }
      guard let next = rest.first, rest.count <= 14 else { continue }
      let token = line.tokens[next]
      if token.kind == .stop || token.kind == .comma || token.word == .preposition || token.word == .day {
        return (comma, found)
      }
    }
    return nil
  }

  /// A verb of saying at `start`, perhaps after its auxiliary, and the subject after it.
  private func invertedCue(_ start: Int, _ limit: Int) -> FoundCue? {
    var index = start
    while index < limit, line.tokens[index].word == .auxiliary { index += 1 }
    guard index < limit, line.tokens[index].word == .say,
      let found = cueAfter(start..<limit, requiresSubjectFirst: false),
      found.isInverted, found.cue == index, found.mention?.form == .name || found.mention?.form == .role
    else { return nil }
    return found
  }

  /// Снег, говорят синоптики, пролежит до апреля.
  private mutating func readInsertion(_ sentence: Range<Int>) {
    for comma in sentence.dropFirst() where line.tokens[comma].kind == .comma {
      guard let next = (comma + 1..<sentence.upperBound).first(where: { line.tokens[$0].kind == .comma }),
        next - comma <= 10, let found = invertedCue(comma + 1, next)
      else { continue }
      let end = indirectEnd(from: next + 1, in: sentence)
      guard next + 1 < end else { return }
      addIndirect(sentence.lowerBound..<comma, cue: found.cue, mention: found.mention, least: 1)
      _ = drafts.indices.last.map { extend($0, .indirect, next + 1..<end) }
      return
    }
  }

  // MARK: Between a verb and its subject

  /// The last token of the time and place that stand between the verb and its subject: afirmó el lunes la portavoz,
  /// сказал в интервью газете директор. The verb itself when nothing does.
  func circumstanceEnd(_ verb: Int, before limit: Int) -> Int {
    var end = verb
    while let next = circumstance(after: end, limit) { end = next }
    return end
  }

  private func circumstance(after end: Int, _ limit: Int) -> Int? {
    var index = end + 1
    guard index < limit else { return nil }
    switch line.tokens[index].word {
    case .day, .adverb, .not, .addressee: return index
    case .determiner, .preposition: break
    default: return line.tokens[index].kind == .number ? index : nil
    }
    let isLed = line.tokens[index].word == .preposition
    while index < limit, line.tokens[index].word == .determiner || line.tokens[index].word == .preposition {
      index += 1
    }
    guard index < limit, line.tokens[index].kind == .word else { return nil }
    if line.tokens[index].word == .day { return index }
    guard isLed else { return nil }
    // „…“, sagte in Berlin Anna Schmidt
    if line.tokens[index].isCapitalised {
      let isPlace = language.capitalisesNouns || Gazetteer.kind(of: line.tokens[index].range, in: text) == .place
      return isPlace && opensSubject(index + 1, limit) ? index : nil
    }
    let first = index
    while index < limit, index - first < 5, line.tokens[index].kind == .word, !line.tokens[index].isCapitalised {
      if line.tokens[index].word != .none && line.tokens[index].word != .utterance { break }
      index += 1
    }
    return index > first && opensSubject(index, limit) ? index - 1 : nil
  }

  private func opensSubject(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit, line.tokens[index].kind == .word else { return false }
    let token = line.tokens[index]
    return token.isCapitalised || token.word == .role || token.word == .title || token.word == .determiner
      || token.word == .day || token.word == .preposition || token.word == .addressee
  }
}
