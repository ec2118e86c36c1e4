import CBytes

/// Finds the lines of JSON Lines that cannot match a search, before anything is parsed.
///
///     let sieve = LineSieve(search)        // of "arms control": lines with `arms` and `control`
///     sieve.mayMatch(line)
///
/// Lines that pass are parsed and searched as usual, so it may pass too much, never too little: a word may be in a text with
/// capitals, accents, in full width, cut by hyphens, as JSON escapes. Where anything of that kind touches what may be the
/// word, the line's words are cut and folded as an archive's are (`DisguisedWord`).
struct LineSieve: Sendable {
  /// The words that must be in a line.
  indirect enum Condition: Equatable, Sendable {
    /// Nothing is known in advance.
    case always
    case word(Int)
    /// Whole words one after another.
    case phrase([Int])
    case all([Condition])
    case any([Condition])
  }

  private(set) var condition: Condition
  private(set) var words: [SievedWord]

  /// Of more words than these every line is read sooner than looked at.
  static let mostWords = 24

  init(_ search: CompiledSearch) {
    var derivation = Derivation(operands: search.operands)
    var condition = derivation.condition(of: search.root)
    // Notes on words in capitals count all their articles, including those that the whole search does not find.
    for operand in search.operands where operand.capitals != nil {
      condition = .any([condition, derivation.condition(of: operand)])
    }
    words = derivation.words
    self.condition = .always
    if words.count <= LineSieve.mostWords { self.condition = LineSieve.simplified(condition, words) }
  }

  /// False if every line passes.
  var tellsAny: Bool { condition != .always }

  /// False if no article of this line can match.
  func mayMatch(_ line: UnsafeRawBufferPointer) -> Bool {
    condition == .always || !LineSieve.isWhole(line) || holds(condition, line)
  }

  private func holds(_ condition: Condition, _ line: UnsafeRawBufferPointer) -> Bool {
    switch condition {
    case .always: return true
    case .word(let number): return words[number].mayStand(in: line)
    case .phrase(let numbers): return SievedPhrase(words: numbers.map { words[$0] }).mayStand(in: line)
    case .all(let parts):
      for part in parts where !holds(part, line) { return false }
      return true
    case .any(let parts):
      for part in parts where holds(part, line) { return true }
      return false
    }
  }

  /// An object from brace to brace. Anything else is read, so that it is reported.
  private static func isWhole(_ line: UnsafeRawBufferPointer) -> Bool {
    var (start, end) = (0, line.count)
    while start < end, line[start] <= 0x20 { start += 1 }
    while end > start, line[end - 1] <= 0x20 { end -= 1 }
    return end - start >= 2 && line[start] == UInt8(ascii: "{") && line[end - 1] == UInt8(ascii: "}")
  }

  /// Nested parts in one, the word that is probably rarest first.
  private static func simplified(_ condition: Condition, _ words: [SievedWord]) -> Condition {
    switch condition {
    case .always, .word, .phrase: return condition
    case .all(let parts):
      var flat: [Condition] = []
      for part in parts {
        switch simplified(part, words) {
        case .always: break
        case .all(let inner): flat += inner
        case let other: flat.append(other)
        }
      }
      flat = unique(flat).sorted { frequency(of: $0, words) < frequency(of: $1, words) }
      return flat.isEmpty ? .always : flat.count == 1 ? flat[0] : .all(flat)
    case .any(let parts):
      var flat: [Condition] = []
      for part in parts {
        switch simplified(part, words) {
        case .always: return .always
        case .any(let inner): flat += inner
        case let other: flat.append(other)
        }
      }
      flat = unique(flat)
      return flat.isEmpty ? .always : flat.count == 1 ? flat[0] : .any(flat)
    }
  }

  private static func unique(_ conditions: [Condition]) -> [Condition] {
    var kept: [Condition] = []
    for condition in conditions where !kept.contains(condition) { kept.append(condition) }
    return kept
  }

  private static func frequency(of condition: Condition, _ words: [SievedWord]) -> Double {
    switch condition {
    case .always: 1
    case .word(let number): words[number].frequency
    case .phrase(let numbers): numbers.map { words[$0].frequency }.min() ?? 1
    case .all(let parts): parts.map { frequency(of: $0, words) }.min() ?? 1
    case .any(let parts): parts.map { frequency(of: $0, words) }.reduce(0, +)
    }
  }

  /// `"arms" and "control"`, for `.explain`; nil if every line passes.
  var written: String? { tellsAny ? written(condition, isInner: false) : nil }

  private func letters(_ number: Int) -> String { String(decoding: words[number].letters, as: UTF8.self) }

  private func written(_ condition: Condition, isInner: Bool) -> String {
    func joined(_ parts: [Condition], _ word: String) -> String {
      let text = parts.map { written($0, isInner: true) }.joined(separator: " \(word) ")
      return isInner ? "(\(text))" : text
    }
    switch condition {
    case .always: return "*"
    case .word(let number): return "\"\(letters(number))\""
    case .phrase(let numbers): return "\"\(numbers.map(letters).joined(separator: " "))\""
    case .all(let parts): return joined(parts, "and")
    case .any(let parts): return joined(parts, "or")
    }
  }
}

extension LineSieve {
  /// Goes through a compiled search for what its articles must hold.
  private struct Derivation {
    let operands: [SearchOperand]
    var words: [SievedWord] = []

    mutating func condition(of node: SearchNode) -> Condition {
      switch node {
      case .and(let parts): .all(parts.map { condition(of: $0) })
      case .or(let parts): .any(parts.map { condition(of: $0) })
      case .operand(let number): condition(of: operands[number])
      case .atLeast(_, let numbers): .any(numbers.map { condition(of: operands[$0]) })
      case .constant, .not, .known, .filter: .always
      }
    }

    /// Headline, deck and body are in the line as they are. Other columns may be made of something else: a source of an
    /// address, a credit of the text's end.
    mutating func condition(of operand: SearchOperand) -> Condition {
      guard case .index(let text) = operand.source else { return .always }
      return condition(of: text.query.pattern, text.query.words)
    }

    /// Neighbours that are whole words as phrases, other parts by themselves.
    private mutating func phrases(in parts: [OccurrencePattern?], _ queryWords: [QueryWord]) -> [Condition] {
      var conditions: [Condition] = []
      var run: [Int] = []
      func end() {
        if run.count == 1 { conditions.append(.word(run[0])) }
        if run.count > 1 { conditions.append(.phrase(run)) }
        run = []
      }
      for part in parts {
        guard let part else {
          end()
          continue
        }
        let condition = condition(of: part, queryWords)
        if case .word(let number) = condition, case .word = part, words[number].isWhole {
          run.append(number)
        } else {
          end()
          conditions.append(condition)
        }
      }
      end()
      return conditions
    }

    private mutating func condition(of pattern: OccurrencePattern, _ queryWords: [QueryWord]) -> Condition {
      switch pattern {
      case .nothing: return .always
      case .word(let number):
        guard let word = SievedWord(queryWords[number]) else { return .always }
        if let known = words.firstIndex(where: { $0.letters == word.letters && $0.isWhole == word.isWhole }) {
          return .word(known)
        }
        words.append(word)
        return .word(words.count - 1)
      case .sequence(let parts): return .all(phrases(in: parts, queryWords))
      case .union(let parts): return .any(parts.map { condition(of: $0, queryWords) })
      case .chain(let first, let links):
        let positive = links.filter { !$0.isNegated }.map { condition(of: $0.operand, queryWords) }
        return .all([condition(of: first, queryWords)] + positive)
      }
    }
  }
}

extension SearchOperand {
  /// The number of the word of an operand that is nothing but a short word in capitals, of which the answer says how often it
  /// is meant as small letters: `WHO`.
  var capitals: Int? {
    guard isPositive, case .index(let text) = source, text.region.isEverywhere,
      case .word(let number) = text.query.pattern, !text.query.words[number].isWildcard, text.query.exactWords.isEmpty
    else { return nil }
    let typed = String(decoding: text.query.words[number].surface, as: UTF8.self)
    guard typed.count >= 2, typed.count <= 5, typed.allSatisfy({ $0.isUppercase || $0.isNumber }),
      typed.contains(where: \.isLetter)
    else { return nil }
    return number
  }
}
