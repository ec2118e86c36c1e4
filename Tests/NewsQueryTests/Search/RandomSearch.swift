import NewsQuery

/// Random searches over given words: every operator, nested.
struct RandomSearch {
  var random: SeededRandom
  var vocabulary: [String]
  var sources: [String]
  var years: [String]
  /// Patterns read the printed text of every article: slow on a corpus.
  var hasPatterns = true

  private let none = 0..<0
  private func search(_ kind: Search.Kind) -> Search { Search(kind, none) }

  mutating func search(depth: Int, inField: Bool = false) -> Search {
    if depth == 0 || random.holds(oneIn: 4) { return leaf(inField) }
    switch random.below(9) {
    case 0, 1:
      return search(.and([search(depth: depth - 1, inField: inField), search(depth: depth - 1, inField: inField)]))
    case 2, 3:
      return search(.or((0..<random.below(2) + 2).map { _ in search(depth: depth - 1, inField: inField) }))
    case 4: return search(.not(search(depth: depth - 1, inField: inField)))
    case 5 where !inField:
      let field = random.oneOf(["headline", "body", "deck", "lead", "hlead", "byline", "tags", "source"])
      return search(.field(FieldName(field, none), search(depth: depth - 1, inField: true)))
    case 6: return search(.atLeast(random.below(3) + 1, countable()))
    case 7 where !inField: return search(.first(random.below(20) + 1, countable()))
    default: return search(.chain(chain()))
    }
  }

  private mutating func countable() -> Search {
    random.holds(oneIn: 3) ? search(.chain(chain())) : alternatives(depth: 1)
  }

  private mutating func leaf(_ inField: Bool) -> Search {
    if inField || random.below(5) > 0 { return search(.text(text())) }
    switch random.below(6) {
    case 0: return search(.everything)
    case 1:
      return search(
        .isEmpty(FieldName(random.oneOf(["headline", "byline", "source"]), none), negated: random.holds(oneIn: 2)))
    case 2:
      return search(
        .valueIs(
          FieldName("source", none), Literal(.text(random.oneOf(sources)), none), negated: random.holds(oneIn: 3)))
    case 3:
      let comparison = random.oneOf([Comparison.equal, .less, .lessOrEqual, .greater, .greaterOrEqual])
      return search(.compare(FieldName("words", none), comparison, Literal(.number(Double(random.below(80))), none)))
    case 4:
      let comparison = random.oneOf([Comparison.equal, .less, .lessOrEqual, .greater, .greaterOrEqual])
      return search(.compare(FieldName("date", none), comparison, date()))
    default:
      if hasPatterns, random.holds(oneIn: 2) {
        return search(.text(TextOperand(.regex(ignoresCase: random.holds(oneIn: 2)), "T[a-z]+ (of|in)|a.b", none)))
      }
      let dates = [date(), date()]
      guard case .date(let first) = dates[0].kind, case .date(let second) = dates[1].kind else {
        return search(.everything)
      }
      let isOrdered = first.start <= second.start
      return search(
        .range(
          FieldName("date", none), dates[isOrdered ? 0 : 1], random.holds(oneIn: 3) ? nil : dates[isOrdered ? 1 : 0]))
    }
  }

  private mutating func date() -> Literal {
    var written = random.oneOf(years)
    let precision = random.below(3)
    if precision > 0 { written += "-0\(random.below(9) + 1)" }
    if precision > 1 { written += "-1\(random.below(9))" }
    return Literal(.date(NewsDate(iso: written) ?? NewsDate(seconds: 0, precision: .year)), none)
  }

  private mutating func alternatives(depth: Int) -> Search {
    if depth > 0, random.holds(oneIn: 3) {
      return search(.or((0..<random.below(2) + 2).map { _ in alternatives(depth: depth - 1) }))
    }
    return search(.text(text()))
  }

  private mutating func chain() -> Chain {
    let count = random.holds(oneIn: 3) ? 2 : 1
    return Chain(
      first: alternatives(depth: 1),
      links: (0..<count).map { index in
        Chain.Link(
          isOrdered: random.holds(oneIn: 2),
          reach: random.oneOf([.words(random.below(12) + 1), .words(random.below(3) + 1), .sentence, .paragraph]),
          isNegated: index == count - 1 && random.holds(oneIn: 5), operand: alternatives(depth: 1))
      })
  }

  private mutating func text() -> TextOperand {
    switch random.below(12) {
    case 0, 1: return TextOperand(.phrase, "\(random.oneOf(vocabulary)) \(random.oneOf(vocabulary))", none)
    case 2: return TextOperand(.phrase, "\(random.oneOf(vocabulary)) * \(random.oneOf(vocabulary))", none)
    case 3, 4: return TextOperand(.word, wildcard(), none)
    case 5: return TextOperand(.word, random.oneOf(vocabulary), isExact: true, none)
    case 6: return TextOperand(.list, "names.txt", none)
    case 7: return TextOperand(.argument, "name", none)
    default: return TextOperand(.word, random.oneOf(vocabulary), none)
    }
  }

  private mutating func wildcard() -> String {
    let long = vocabulary.filter { $0.allSatisfy(\.isLetter) && $0.count > 3 }
    // Where words are single characters a wildcard has little to stand for.
    if long.isEmpty { return random.oneOf(["th*", "?n", "*f"]) }
    var word = Array(random.oneOf(long))
    switch random.below(3) {
    case 0: return String(word.prefix(3)) + "*"
    case 1: return "*" + String(word.suffix(3))
    default:
      word[1 + random.below(word.count - 2)] = "?"
      return String(word)
    }
  }
}
