extension QuoteReading {
  /// Speech that a dash opens, as Russian, French and Spanish newspapers set it: "— Мы ждём, — сказал Лавров. — Время
  /// есть." It is one only where a verb of saying follows the second dash. The marks are no part of the span.
  mutating func readDialogue() -> Bool {
    guard let first = line.tokens.first, first.kind == .dash else { return false }
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

  private func closesSpeech(at index: Int) -> Bool {
    guard line.tokens[index].kind == .dash else { return false }
    let before = line.tokens[index - 1].kind
    if before == .comma || before == .stop { return true }
    // Spanish: —No iré —dijo Juan—. Volveré.
    guard index + 1 < line.tokens.count, line.tokens[index].upper == line.tokens[index + 1].lower else { return false }
    let after = line.tokens[index + 1]
    return after.word == .say || after.kind == .stop || after.kind == .comma
  }
}
