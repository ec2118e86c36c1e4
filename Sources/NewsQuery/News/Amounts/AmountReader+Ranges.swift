// The rules for ranges and pairs: `$10 to $15 billion`, `entre el 10 y el 15 por ciento`, `von 3,5 auf 4,2 Prozent`.

extension AmountReader {
  /// The second number where `to`, a hyphen or `and` leads to one, and whether both make one range.
  func second(after part: Part) -> (Part, isRange: Bool)? {
    guard !part.value.isNaN, let next = lexeme(part.next) else { return nil }
    let opener = opener(of: part)
    if next.gap == .hyphen || next.gap == .other && text[part.end..<next.start].elementsEqual("—".utf8),
      next.kind == Lexeme.number || next.kind == Kind.sign || next.kind == Number.cardinal
    {
      // `20%–30%`, but not `20 percent-30 percent`.
      guard let second = self.part(at: part.next), second.value > part.value * 0.001,
        part.kind == nil || part.hasPrefix || part.kind == .percent && second.kind == .percent
      else {
        return nil
      }
      // `2007-08 season` and `52-35` are not ranges of amounts: a unit after them tells.
      return second.kind != nil || part.kind != nil || second.hasOwnScale ? (second, true) : nil
    }
    guard next.gap == .blank || next.isIdeographic && next.gap == .glued, near(part.next + 1) != nil else { return nil }
    // `entre el 10 y el 15 por ciento`
    let at = near(part.next + 1)?.kind == Kind.the ? part.next + 2 : part.next + 1
    guard near(at) != nil else { return nil }
    switch next.kind {
    case Kind.onto:
      // `von 3,5 auf 4,2 Prozent`
      guard opener == Kind.from, let second = self.part(at: at) else { return nil }
      return (second, false)
    case Kind.to:
      guard let second = self.part(at: at) else { return nil }
      let isShared = isScaleShared(part, second)
      if opener == Kind.from {
        // `from £100 to £200m` may mean what it says.
        if isShared, lexemes[second.next - 1].kind != Kind.letter { return (second, false) }
        return isShared ? nil : (second, false)
      }
      // `$10 to $15 billion`
      if isShared { return (second, true) }
      // `$3 to 4 billion`: the scale is that of both.
      if part.hasPrefix, second.kind == nil, second.hasOwnScale, !part.hasOwnScale, part.value < second.value {
        return (second, true)
      }
      if part.kind != nil {
        let isOpened = opener == Kind.about || opener == Kind.between || opener == Number.of
        guard part.hasPrefix, second.hasPrefix || second.kind == nil && second.hasOwnScale, isOpened,
          second.unit == part.unit || second.kind == nil
        else { return nil }
        return (second, true)
      }
      return second.hasSuffix || second.isScaled ? (second, true) : nil
    case Number.and, Kind.or:
      guard let second = self.part(at: at) else { return nil }
      if opener == Kind.between, next.kind == Number.and, part.kind == nil || part.kind == second.kind {
        return (second, true)
      }
      // `20 or 25 percent`, `5 and 6 percent`: two amounts of one kind.
      guard part.kind == nil, second.hasSuffix, second.kind == .percent || second.kind == .money else { return nil }
      return (second, false)
    default: return nil
    }
  }

  /// The class of the word right before a part; 255 if it is not in the lexicon. `the` is passed over.
  private func opener(of part: Part) -> UInt8 {
    var index = part.firstIndex
    while let before = lexeme(index - 1), before.ordinal == lexemes[index].ordinal - 1 {
      guard before.kind == Kind.the else { return before.kind }
      index -= 1
    }
    return 255
  }

  /// Whether `from` or the like is before a part.
  func isOpened(_ part: Part) -> Bool { opener(of: part) == Kind.from || opener(of: part) == Number.of }

  /// `$10 to $15 billion`: the currency is said twice, the scale once.
  private func isScaleShared(_ part: Part, _ second: Part) -> Bool {
    part.hasPrefix && second.hasPrefix && part.unit == second.unit && !part.hasOwnScale && second.hasOwnScale
      && part.value < second.value / scale(of: second) && part.value < 1000
  }
}
