/// Words of a vendor's string, with its wildcards turned into newsq's.
extension VendorParser {
  mutating func word(_ token: VendorToken) -> Search {
    guard case .word(let text) = token.kind else { return Search(.word, "", token.span) }
    let written = wildcards(text, at: token.span)
    return Search(Self.isPlain(written) ? .word : .phrase, written, token.span)
  }

  mutating func phrase(_ text: String, _ span: Range<Int>) -> Search {
    let words = text.split(whereSeparator: \.isWhitespace).map { wildcards(String($0), at: span) }
    return Search(.phrase, words.joined(separator: " "), span)
  }

  /// A word that newsq reads as a word: anything else is quoted.
  static func isPlain(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
      guard let scalar else { return false }
      return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    if ["and", "or", "not"].contains(word.lowercased()) { return false }
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "*": guard isLetter(before) || isLetter(after) else { return false }
      case "?", "-", "'", "’", ".", ",", "&":
        // `U.S.` may end with its point.
        guard isLetter(before), isLetter(after) || scalar == "." && after == nil else { return false }
      default: guard isLetter(scalar) || scalar.properties.generalCategory == .nonspacingMark else { return false }
      }
    }
    return scalars.contains { isLetter($0) }
  }

  private mutating func wildcards(_ word: String, at span: Range<Int>) -> String {
    if word == "%" {
      return "*"
    }
    var text = ""
    let letters = Array(word)
    for (index, letter) in letters.enumerated() {
      let isLast = index == letters.count - 1
      let isInside = index > 0 && !isLast
      switch letter {
      case "!" where isLast && index > 0: text += "*"
      case "$" where index > 0 && letters[(index + 1)...].allSatisfy(\.isNumber):
        let count = String(letters[(index + 1)...])
        note(
          count.isEmpty
            ? "`$` is an ending of any length here" : "`$\(count)` is at most \(count) more letters, `*` any number",
          at: span)
        return text + "*"
      case "*" where vendor == .nexis && isInside && letters[index + 1] != "*" && letters[index - 1] != "*":
        note("inside of a word `*` was one letter to Nexis for long, and any number now; read as one: `?`", at: span)
        text += "?"
      case "*" where vendor == .nexis && isLast && index > 0:
        note("at the end `*` was one letter to Nexis for long, and any number now; read as any number", at: span)
        if text.last != "*" { text += "*" }
      case "*": if text.last != "*" { text += "*" }
      case "?" where isInside && letters[index + 1] != "?" && letters[index - 1] != "?": text += "?"
      case "?" where index > 0:
        // Between two letters newsq has one `?`; `int???et` has letters on neither side of the middle one.
        note("in newsq `?` goes between two letters; elsewhere it is read as `*`, any number of letters", at: span)
        if text.last != "*" { text += "*" }
      default: text.append(letter)
      }
    }
    return text
  }

  // MARK: - ALLCAPS, PLURAL …

  /// `ALLCAPS(who)`: exactly so.
  mutating func form() throws(Diagnostic) -> Search? {
    let keyword = take()
    let open = take()
    let inner = try group()
    guard next.kind == .close else { throw unclosed(open) }
    take()
    guard let inner else { return nil }
    switch keyword.lowered {
    case "allcaps": return try mapped(inner, keyword.span) { [$0.uppercased()] }
    case "nocaps": return try mapped(inner, keyword.span) { [$0.lowercased()] }
    case "caps":
      note("`CAPS` is a capital anywhere in the word: read as one at its start, or all of it", at: keyword.span)
      return try mapped(inner, keyword.span) { [Self.capitalized($0), $0.uppercased()] }
    case "plural":
      note("newsq tells no plural from a singular: write the plural itself", at: keyword.span)
      return inner
    default:
      note("newsq tells no plural from a singular, and finds a word only as it is written", at: keyword.span)
      return inner
    }
  }

  private static func capitalized(_ text: String) -> String {
    text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: " ")
  }

  private func mapped(
    _ search: Search, _ span: Range<Int>, _ forms: (String) -> [String]
  ) throws(Diagnostic) -> Search? {
    switch search.kind {
    case .text(let operand):
      var texts: [String] = []
      for text in forms(operand.text) where !texts.contains(text) { texts.append(text) }
      return any(texts.map { Search(operand.kind, $0, isExact: true, search.span) })
    case .or(let items):
      var parts: [Search?] = []
      for item in items { parts.append(try mapped(item, span, forms)) }
      return any(parts)
    case .and(let items):
      var parts: [Search?] = []
      for item in items { parts.append(try mapped(item, span, forms)) }
      return all(parts)
    default:
      throw Diagnostic("expected words in these brackets", at: span, hint: "ALLCAPS(who) is =WHO")
    }
  }
}
