extension QuoteReading {
  /// Speech that a dash opens, as Russian, French and Spanish newspapers set it: "— Мы ждём, — сказал Лавров. — Время
  /// есть." It is one only where a verb of saying follows the second dash. The marks are no part of the span.
  mutating func readDialogue() -> Bool {
    guard let first = line.tokens.first, first.kind == .dash else { return false }
    return readDashes() || language.isForeign && readPlainDialogue()
  }

  mutating func readDashes() -> Bool {
    let end = line.tokens.count
    guard let second = (1..<min(end, 300)).first(where: { closesSpeech(at: $0) }), second > 1 else { return false }
    let third = (second + 1..<end).first { closesSpeech(at: $0) }
    guard let found = cueAfter((second + 1)..<(third ?? end), requiresSubjectFirst: false), found.cue - second < 8
    else { return false }
    let isComma = line.tokens[second - 1].kind == .comma
    let draft = add(.direct, 1..<(isComma ? second - 1 : second), cue: found.cue, mention: found.mention)
    if let third {
      var rest = third + 1
      while rest < end, line.tokens[rest].kind == .stop || line.tokens[rest].kind == .comma { rest += 1 }
      if rest < end { _ = extend(draft, .direct, rest..<end) }
    }
    return true
  }

  /// — Je ne sais pas, dit-il. The verb follows a comma and no second dash.
  mutating func readPlainDialogue() -> Bool {
    let end = line.tokens.count
    guard let comma = incise(in: 1..<end), comma > 1 else { return false }
    guard let found = cueAfter((comma + 1)..<end, requiresSubjectFirst: false), found.isInverted else { return false }
    _ = add(.direct, 1..<comma, cue: found.cue, mention: found.mention)
    return true
  }

  /// Parts the quotes of the paragraph whose speaker is named inside the marks.
  mutating func partQuotes() {
    var index = 0
    while index < line.spans.count {
      defer { index += 1 }
      let span = line.spans[index]
      guard span.isClosed, span.close - span.open > 6, let comma = incise(in: span.open + 1..<span.close) else {
        continue
      }
      // The clause is over with its next comma or stop.
      var rest = comma + 1
      while rest < span.close, line.tokens[rest].kind == .dash { rest += 1 }
      while rest < span.close, line.tokens[rest].kind == .word { rest += 1 }
      guard rest < span.close, rest - comma <= 10, line.tokens[rest].kind == .comma || line.tokens[rest].kind == .stop
      else {
        continue
      }
      let cue = comma + 1
      rest += 1
      while rest < span.close, line.tokens[rest].kind == .dash { rest += 1 }
      line.part(index, at: cue, rest: rest)
      index += 1
    }
  }

  /// The comma that a verb of saying follows at once, its subject after it: `, a déclaré Macron`, `, — сказал Путин`.
  func incise(in range: Range<Int>) -> Int? {
    for comma in range where line.tokens[comma].kind == .comma {
      var index = comma + 1
      while index < range.upperBound, line.tokens[index].kind == .dash { index += 1 }
      while index < range.upperBound, line.tokens[index].word == .auxiliary { index += 1 }
      guard index + 1 < range.upperBound, line.tokens[index].word == .say else { continue }
      let after = line.tokens[index + 1]
      let isAlone = text[line.tokens[index].range].contains(0x2D) && (after.kind == .comma || after.kind == .stop)
      if isAlone || after.isCapitalised || after.word == .determiner || after.word == .role || after.word == .pronoun {
        return comma
      }
    }
    return nil
  }

  func closesSpeech(at index: Int) -> Bool {
    guard line.tokens[index].kind == .dash else { return false }
    let before = line.tokens[index - 1].kind
    if before == .comma || before == .stop { return true }
    // Spanish: —No iré —dijo Juan—. Volveré.
    guard index + 1 < line.tokens.count, line.tokens[index].upper == line.tokens[index + 1].lower else { return false }
    let after = line.tokens[index + 1]
    return after.word == .say || after.kind == .stop || after.kind == .comma
  }
}
