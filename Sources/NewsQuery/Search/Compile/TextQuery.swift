/// A text operand (a word, a phrase, a line of a list) or a chain of them, folded and cut into words, ready to be looked
/// up anywhere.
struct TextQuery: Sendable {
  var words: [QueryWord]
  /// The words whose case and accents count: `=WHO`.
  var exactWords: Set<Int> = []
  var pattern: OccurrencePattern
  /// The parts that are summed for its score: words and unions, each with its own number of articles.
  var scoreParts: [OccurrencePattern]

  static let nothing = TextQuery(words: [], pattern: .nothing, scoreParts: [])
}

extension TextQuery {
  /// The words of `text`, one after another: a bare word, or the text between quotation marks. Nil if there is
  /// none to look for.
  init?(_ text: String, isExact: Bool) {
    let typed = Tokenizer.words(of: text)
    var words: [QueryWord] = []
    func pattern(_ word: QueryWord) -> OccurrencePattern {
      words.append(word)
      return .word(words.count - 1)
    }
    var parts: [OccurrencePattern?] = []
    var scoreParts: [OccurrencePattern] = []
    for chunk in typed.chunked(by: \.chunk) {
      let inPlace = chunk.map { $0.kind == .any ? nil : pattern($0) }
      scoreParts += inPlace.compactMap(\.self)
      if let joined = Tokenizer.joined(chunk) {
        // `cost-cutting` is the pair and the one word.
        parts.append(.union([.sequence(inPlace), pattern(joined)]))
      } else {
        parts += inPlace
      }
    }
    if scoreParts.isEmpty { return nil }
    self.init(
      words: words, exactWords: isExact ? Set(words.indices) : [], pattern: .sequenceOf(parts), scoreParts: scoreParts)
  }
}

extension Array {
  /// Runs of neighbours that are alike in `key`.
  fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
    var runs: [ArraySlice<Element>] = []
    var start = 0
    for index in indices where index + 1 == count || key(self[index]) != key(self[index + 1]) {
      runs.append(self[start...index])
      start = index + 1
    }
    return runs
  }
}

/// The terms of one archive that a query's word may be.
final class ResolvedWord: Sendable {
  struct Term: Sendable {
    var term: TermID
    /// Positions that it covers: a compound's parts, otherwise 1.
    var partCount: UInt32
    /// Which of its surface forms will do; nil: all.
    var forms: [Bool]?
  }

  let terms: [Term]
  /// Articles that hold one of them, or more where one article holds several.
  let articleCount: Int
  /// True if occurrences may be nested: `cost*` meets `cost-cutting` twice.
  let isNested: Bool

  init(_ word: QueryWord, isExact: Bool, in index: TextIndex) {
    var terms: [Term] = []
    if word.isWildcard {
      for found in index.terms(matching: word.folded) {
        terms.append(Term(term: found.term, partCount: UInt32(found.partCount), forms: nil))
      }
    } else {
      word.folded.withUnsafeBytes { folded in
        let found = index.dictionary.find(folded)
        if let plain = found.plain {
          terms.append(Term(term: TermID(number: UInt32(plain)), partCount: 1, forms: nil))
        }
        for compound in found.compounds {
          terms.append(
            Term(term: TermID(number: UInt32(compound.term)), partCount: UInt32(compound.partCount), forms: nil))
        }
      }
    }
    if isExact {
      for position in terms.indices.reversed() {
        let forms = index.surfaceForms(of: terms[position].term).map(word.matches(surface:))
        if !forms.contains(true) {
          terms.remove(at: position)
        } else if forms.contains(false) {
          terms[position].forms = forms
        }
      }
    }
    self.terms = terms
    articleCount = terms.reduce(0) { $0 + index.articleCount(of: $1.term) }
    isNested = word.isWildcard && terms.contains { $0.partCount > 1 }
  }

  /// The one posting list that is the answer; nil if there are several or positions must be checked.
  var onlyTerm: TermID? {
    guard terms.count == 1, terms[0].forms == nil else { return nil }
    return terms[0].term
  }

  private init(_ terms: [Term], articleCount: Int) {
    self.terms = terms
    self.articleCount = articleCount
    isNested = true
  }

  /// Any of its terms or of others.
  func joined(with others: [Term], in index: TextIndex) -> ResolvedWord {
    if others.isEmpty { return self }
    return ResolvedWord(
      terms + others, articleCount: others.reduce(articleCount) { $0 + index.articleCount(of: $1.term) })
  }

  private let made = Lock<TermMembers?>(nil)

  /// The terms of each article, if there are too many to check each. Made when first asked for.
  func members(in index: TextIndex) -> TermMembers? {
    if terms.count < TermMembers.leastTerms { return nil }
    return made.withLock { made in
      if let made { return made }
      let members = TermMembers(terms, in: index)
      made = members
      return members
    }
  }

  var needsForms: Bool { terms.contains { $0.forms != nil } }
}

/// `recycl*`, `wom?n`: any number of letters, exactly one.
enum WildcardPattern {
  /// True if all of `text` (UTF-8) matches. Time is at most the product of the lengths; words are short.
  static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    text.withUnsafeBytes { matches($0, pattern) }
  }

  static func matches(_ text: UnsafeRawBufferPointer, _ pattern: [UInt8]) -> Bool {
    var at = 0
    var place = 0
    var star: (at: Int, place: Int)?
    while at < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        place += 1
        star = (at, place)
      } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
        at += 1
        while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
        place += 1
      } else if place < pattern.count, pattern[place] == text[at] {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.at + 1, last.place)
        at = last.at + 1
        place = last.place
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
