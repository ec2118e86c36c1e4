@testable import NewsQuery

/// Finds articles by trying everything, straight from the language page: what the engine is compared with.
struct ReferenceSearch {
  /// What stands behind `$name` and `@file`.
  var arguments: [String: String] = [:]
  var lists: [String: [String]] = [:]

  init(arguments: [String: String] = [:], lists: [String: [String]] = [:]) {
    self.arguments = arguments
    self.lists = lists
  }

  struct Document {
    var texts: [String: [ReferenceText]] = [:]
    var raw: [String: [String]] = [:]
    /// Positions of the body: where its lead begins and ends.
    var lead = 0..<0
    var date: String?
    var wordCount = 0

    /// `start` is the byte of the body where its lead begins: after the dateline.
    init(_ article: Article, leadStart start: Int) {
      func add(_ name: String, _ values: [String]) {
        let values = values.filter { !$0.isEmpty }
        raw[name] = values
        texts[name] = values.map { ReferenceText($0, isBody: name == "body") }
      }
      for field in ArticleField.allCases { add("\(field)", [article[field]]) }
      add("byline", article.bylines)
      add("credit", article.credits)
      add("tags", article.tags)
      date = article.published?.description
      if let body = texts["body"]?.first {
        wordCount = body.words.count
        let first = body.words.firstIndex { $0.byte >= start } ?? body.words.count
        let paragraph = first < body.words.count ? body.words[first].paragraph : 0
        let end = body.words[first...].firstIndex { $0.paragraph != paragraph } ?? body.words.count
        lead = first..<end
      }
    }
  }

  /// A place where words are looked for: a text, and which of its positions count.
  private struct Scope {
    var text: ReferenceText
    var positions: Range<Int>
  }

  struct Occurrence: Hashable {
    var scope: Int
    var positions: Range<Int>
  }

  // MARK: - Articles

  func matches(_ search: Search, _ document: Document) -> Bool { matches(search, document, in: nil) }

  private func matches(_ search: Search, _ document: Document, in field: String?) -> Bool {
    switch search.kind {
    case .everything: return true
    case .text(let operand):
      if case .regex(let ignoresCase) = operand.kind { return hasPattern(operand.text, ignoresCase, document, field) }
      return !occurrences(search, scopes(document, field)).isEmpty
    case .chain: return !occurrences(search, scopes(document, field)).isEmpty
    case .and(let items): return items.allSatisfy { matches($0, document, in: field) }
    case .or(let items): return items.contains { matches($0, document, in: field) }
    case .not(let inner): return !matches(inner, document, in: field)
    case .field(let name, let inner): return matches(inner, document, in: name.name)
    case .atLeast(let count, let inner): return hitCount(inner, document, field) >= count
    case .defined(_, let inner): return matches(inner, document, in: field)
    case .counted: preconditionFailure("random searches have no arguments")
    case .first(let count, let inner):
      guard let body = document.texts["body"]?.first else { return false }
      let end = min(document.lead.lowerBound + count, body.words.count)
      return !occurrences(inner, [Scope(text: body, positions: document.lead.lowerBound..<end)]).isEmpty
    case .compare(let name, let comparison, let value): return compares(name.name, comparison, value, document)
    case .range(let name, let low, let high):
      return (low.map { compares(name.name, .greaterOrEqual, $0, document) } ?? hasValue(name.name, document))
        && (high.map { compares(name.name, .lessOrEqual, $0, document) } ?? hasValue(name.name, document))
    case .valueIs(let name, let value, let negated):
      guard case .text(let text) = value.kind else { return false }
      let wanted = ReferenceText.folded(text)
      return (document.raw[name.name] ?? []).contains { ReferenceText.folded($0) == wanted } != negated
    case .isEmpty(let name, let negated): return (document.raw[name.name] ?? []).isEmpty != negated
    case .inResult: return false
    }
  }

  /// Each operand of a bracketed `or` has its own hits.
  private func hitCount(_ search: Search, _ document: Document, _ field: String?) -> Int {
    if case .or(let items) = search.kind { return items.map { hitCount($0, document, field) }.reduce(0, +) }
    return occurrences(search, scopes(document, field)).count
  }

  private func hasValue(_ field: String, _ document: Document) -> Bool { field == "words" || document.date != nil }

  /// A written date is a span: it is compared with as much of the article's date as was written.
  private func compares(_ field: String, _ comparison: Comparison, _ value: Literal, _ document: Document) -> Bool {
    switch value.kind {
    case .number(let number): return holds(comparison, Double(document.wordCount), number)
    case .date(let date):
      let written = date.description
      guard let own = document.date else { return false }
      return holds(comparison, String(own.prefix(written.count)), written)
    default: return false
    }
  }

  private func holds<T: Comparable>(_ comparison: Comparison, _ left: T, _ right: T) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  private func hasPattern(_ pattern: String, _ ignoresCase: Bool, _ document: Document, _ field: String?) -> Bool {
    let names = field == nil ? ["headline", "deck", "body"] : [field ?? ""]
    guard let regex = try? Regex(pattern).ignoresCase(ignoresCase) else { return false }
    return names.flatMap { document.raw[$0] ?? [] }.contains { $0.contains(regex) }
  }

  private func scopes(_ document: Document, _ field: String?) -> [Scope] {
    func all(_ name: String) -> [Scope] {
      (document.texts[name] ?? []).map { Scope(text: $0, positions: $0.words.indices) }
    }
    func lead() -> [Scope] {
      (document.texts["body"] ?? []).map { Scope(text: $0, positions: document.lead) }
    }
    switch field {
    case nil: return all("headline") + all("deck") + all("body")
    case "hlead": return all("headline") + all("deck") + lead()
    case "lead": return lead()
    case let name?: return all(name)
    }
  }

  // MARK: - Occurrences

  private func occurrences(_ search: Search, _ scopes: [Scope]) -> Set<Occurrence> {
    var found: Set<Occurrence> = []
    for (number, scope) in scopes.enumerated() {
      for range in ranges(search, scope) { found.insert(Occurrence(scope: number, positions: range)) }
      if case .chain(let chain) = search.kind {
        for range in chainRanges(chain, scope) { found.insert(Occurrence(scope: number, positions: range)) }
      }
    }
    return found
  }

  /// The positions of a word, a phrase, or any of several.
  private func ranges(_ search: Search, _ scope: Scope) -> Set<Range<Int>> {
    switch search.kind {
    case .text(let operand): return ranges(operand, scope)
    case .or(let items): return items.reduce(into: []) { $0.formUnion(ranges($1, scope)) }
    default: return []
    }
  }

  private func ranges(_ operand: TextOperand, _ scope: Scope) -> Set<Range<Int>> {
    switch operand.kind {
    case .word, .phrase: phraseRanges(operand.text, operand.isExact, scope)
    case .argument: phraseRanges(arguments[operand.text] ?? "", false, scope)
    case .list: (lists[operand.text] ?? []).reduce(into: []) { $0.formUnion(phraseRanges($1, false, scope)) }
    case .regex, .call: []
    }
  }

  /// One word of a query, with the words that were typed in one chunk with it.
  private struct Wanted {
    var folded: String
    var surface: String
    var chunk: Int
  }

  /// Phrases as they were cut the first time: cutting is all that is slow, and it is the same for every article.
  private final class CutPhrases {
    var wanted: [String: [Wanted]] = [:]
  }
  private let cutPhrases = CutPhrases()

  private func wanted(_ phrase: String) -> [Wanted] {
    if let known = cutPhrases.wanted[phrase] { return known }
    var wanted: [Wanted] = []
    // Wildcards stand as letters while the phrase is cut.
    let marked = withWildcardLetters(phrase)
    for (chunk, piece) in marked.split(whereSeparator: \.isWhitespace).enumerated() {
      let cut = ReferenceText(String(piece))
      for (position, word) in cut.words.enumerated() {
        let compound = cut.compounds.firstIndex { $0.positions.contains(position) }
        wanted.append(
          Wanted(folded: word.folded, surface: word.surface, chunk: compound.map { chunk * 1000 + $0 } ?? -1))
      }
    }
    cutPhrases.wanted[phrase] = wanted
    return wanted
  }

  private func phraseRanges(_ phrase: String, _ isExact: Bool, _ scope: Scope) -> Set<Range<Int>> {
    let wanted = wanted(phrase)
    guard let letter = wanted.first?.folded.utf8.first else { return [] }
    let text = scope.text
    var found: Set<Range<Int>> = []
    // Only to be quicker: what begins with another letter is looked at no further. Wildcard letters are not ASCII.
    for start in scope.positions where letter >= 0x80 || text.words[start].folded.utf8.first == letter {
      for end in ends(of: wanted[...], from: start, isExact, text) where end <= scope.positions.upperBound {
        found.insert(start..<end)
      }
    }
    if wanted.count > 1 { return found }
    // `cost*` meets `cost-cutting` as its first part and as a whole: one occurrence.
    return found.filter { inner in
      !found.contains { $0 != inner && $0.lowerBound <= inner.lowerBound && $0.upperBound >= inner.upperBound }
    }
  }

  private func withWildcardLetters(_ phrase: String) -> String {
    let characters = Array(phrase)
    func isWord(_ index: Int) -> Bool {
      characters.indices.contains(index)
        && (characters[index].isLetter || characters[index].isNumber || characters[index] == "*")
    }
    var marked = ""
    for (index, character) in characters.enumerated() {
      let isInside = isWord(index - 1) && isWord(index + 1)
      marked.append(character == "*" ? "Ꙁ" : character == "?" && isInside ? "Ꙃ" : character)
    }
    return marked
  }

  /// Where the words can end if they begin at `start`.
  private func ends(
    of wanted: ArraySlice<Wanted>, from start: Int, _ isExact: Bool, _ text: ReferenceText
  ) -> Set<Int> {
    guard let first = wanted.first else { return [start] }
    guard start < text.words.count else { return [] }
    var found: Set<Int> = []
    func goOn(_ rest: ArraySlice<Wanted>, _ end: Int) { found.formUnion(ends(of: rest, from: end, isExact, text)) }
    func tryWhole(_ folded: String, _ surface: String, _ rest: ArraySlice<Wanted>) {
      let word = text.words[start]
      if fits(isExact ? surface : folded, isExact ? word.surface : word.folded) { goOn(rest, start + 1) }
      for compound in text.compounds where compound.positions.lowerBound == start {
        if folded != "ꙁ", fits(isExact ? surface : folded, isExact ? compound.surface : compound.folded) {
          goOn(rest, compound.positions.upperBound)
        }
      }
    }
    tryWhole(first.folded, first.surface, wanted.dropFirst())
    if first.chunk >= 0 {
      let chunk = wanted.prefix { $0.chunk == first.chunk }
      if chunk.count > 1 {
        tryWhole(chunk.map(\.folded).joined(), chunk.map(\.surface).joined(), wanted.dropFirst(chunk.count))
      }
    }
    return found
  }

  /// `ꙁ` is any letters, `ꙃ` one.
  private func fits(_ pattern: String, _ word: String) -> Bool {
    guard pattern.lowercased().contains(where: { $0 == "ꙁ" || $0 == "ꙃ" }) else { return pattern == word }
    func fits(_ pattern: ArraySlice<Character>, _ word: ArraySlice<Character>) -> Bool {
      guard let first = pattern.first else { return word.isEmpty }
      if first == "ꙁ" || first == "Ꙁ" {
        return (0...word.count).contains { fits(pattern.dropFirst(), word.dropFirst($0)) }
      }
      guard let letter = word.first else { return false }
      return (first == "ꙃ" || first == "Ꙃ" || first == letter) && fits(pattern.dropFirst(), word.dropFirst())
    }
    return fits(Array(pattern)[...], Array(word)[...])
  }

  // MARK: - Chains

  /// The occurrences of the leftmost operand that have their partners.
  private func chainRanges(_ chain: Chain, _ scope: Scope) -> Set<Range<Int>> {
    let operands = chain.links.map { Array(ranges($0.operand, scope)) }
    func goesOn(_ chosen: [Range<Int>], _ link: Int) -> Bool {
      guard link < chain.links.count, let left = chosen.last else { return true }
      let rule = chain.links[link]
      if rule.isNegated { return !operands[link].contains { isNear(left, $0, rule, scope.text) } }
      return operands[link].contains { candidate in
        isNear(left, candidate, rule, scope.text) && !chosen.contains { $0.overlaps(candidate) }
          && goesOn(chosen + [candidate], link + 1)
      }
    }
    return ranges(chain.first, scope).filter { goesOn([$0], 0) }
  }

  private func isNear(_ left: Range<Int>, _ right: Range<Int>, _ link: Chain.Link, _ text: ReferenceText) -> Bool {
    if left.overlaps(right) {
      // `rico not near/5 "puerto rico"` leaves out the one inside the other.
      return link.isNegated && left != right && !(link.isOrdered && right.lowerBound < left.lowerBound)
    }
    if link.isOrdered, right.lowerBound < left.lowerBound { return false }
    let (earlier, later) = left.lowerBound < right.lowerBound ? (left, right) : (right, left)
    // A phrase that runs over the end of a paragraph stands in both.
    let (from, to) = (text.words[earlier.upperBound - 1], text.words[later.lowerBound])
    switch link.reach {
    case .words(let count): return later.lowerBound - (earlier.upperBound - 1) <= count
    case .sentence: return from.sentence == to.sentence
    case .paragraph: return from.paragraph == to.paragraph
    case .argument: preconditionFailure("random searches have no arguments")
    }
  }
}
