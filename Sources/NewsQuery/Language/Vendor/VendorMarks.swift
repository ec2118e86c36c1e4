/// What in a string tells whose it is, and its operators.
enum VendorMarks {
  /// The vendor that more of the string's marks are of; nil where none is, or as many of each.
  static func vendor(of tokens: [VendorToken]) -> VendorQuery.Vendor? {
    var (factiva, nexis) = (0, 0)
    for (index, token) in tokens.enumerated() where index + 1 < tokens.count {
      let word = token.lowered
      let next = tokens[index + 1]
      guard !word.isEmpty else { continue }
      if next.kind == .comparison(.equal), VendorFields.factiva[word] != nil { factiva += 2 }
      if case .comparison = next.kind {
        if word == "wc" { factiva += 2 }
        if word == "length" || word == "date" && next.kind != .comparison(.equal) { nexis += 1 }
      }
      if next.kind == .open, next.isGlued, VendorFields.nexis[word] != nil { nexis += 2 }
      if next.kind == .open, VendorFields.forms.contains(word) { nexis += 2 }
      if word == "same" || digits(word, after: "near") != nil || digits(word, after: "adj") != nil { factiva += 2 }
      if word.hasPrefix("/"), word.hasSuffix("/"), word.count > 3 { factiva += 2 }
      if let dollar = word.firstIndex(of: "$"), dollar > word.startIndex { factiva += 2 }
      if word.hasPrefix("w/") || word.hasPrefix("/") || word.hasPrefix("pre/"), let reach = reach(of: word)?.reach {
        // Only Nexis looks within sentences, paragraphs and segments so.
        if case .words = reach { nexis += word.hasPrefix("w/") ? 0 : 1 } else { nexis += 2 }
      }
      if word.hasPrefix("pre/") || word.hasPrefix("onear/") || word.hasPrefix("near/") { nexis += 2 }
      if word == "not", digits(next.lowered, after: "w/") != nil { nexis += 2 }
      if word.count > 1, word.hasSuffix("!") { nexis += 2 }
      if word == "date", ["aft", "bef", "geq", "leq"].contains(next.lowered) { nexis += 2 }
      if word == "butnot" || word == "andnot" { nexis += 1 }
      if digits(word, after: "atl") != nil { nexis += 2 }
    }
    return factiva == nexis ? nil : factiva > nexis ? .factiva : .nexis
  }

  /// A piece that only a search of Factiva or Nexis has: no text of news has it, and newsq reads it otherwise. Nil for
  /// anything that may be words.
  static func certain(in tokens: [VendorToken], kindOfField: (String) -> ValueType?) -> Range<Int>? {
    for (place, token) in tokens.enumerated() where place + 1 < tokens.count {
      let word = token.lowered
      guard !word.isEmpty else { continue }
      let next = tokens[place + 1]
      let before = place > 0 ? tokens[place - 1] : nil
      let isBetween = before.map { endsOperand($0) } ?? false && beginsOperand(next)
      if case .comparison(let comparison) = next.kind {
        if comparison == .equal, VendorFields.factiva[word] != nil, VendorFields.factiva[word] != .words {
          return token.span.lowerBound..<next.span.upperBound
        }
        if word == "pd" || (word == "wc" || word == "length") && kindOfField(word) == nil {
          return token.span.lowerBound..<next.span.upperBound
        }
      }
      if next.kind == .open, next.isGlued {
        if VendorFields.nexis[word] != nil || VendorFields.forms.contains(word)
          || VendorFields.factiva[word] != nil && word.count > 2
        {
          return token.span.lowerBound..<next.span.upperBound
        }
      }
      if beginsOperand(next), digits(word, after: "atleast") != nil || digits(word, after: "atl") != nil {
        return token.span
      }
      if word.hasSuffix("/"),
        digits(String(word.dropLast()), after: "/f") != nil || digits(String(word.dropLast()), after: "/n") != nil
      {
        return token.span
      }
      if word == "date" || word == "load-date" || word == "pd", isDateWord(next.lowered), place + 2 < tokens.count {
        return token.span.lowerBound..<next.span.upperBound
      }
      guard isBetween else { continue }
      if ["adj", "andnot", "butnot"].contains(word) { return token.span }
      if word == "but", next.lowered == "not" { return token.span.lowerBound..<next.span.upperBound }
      for head in ["near", "adj", "pre", "w", "onear"] where digits(word, after: head) != nil { return token.span }
      if word.hasPrefix("onear/") || ["w/seg", "w/sent", "w/para", "near/seg", "pre/seg"].contains(word) {
        return token.span
      }
      if word.hasPrefix("/") || word.hasPrefix("+"), reach(of: word) != nil { return token.span }
    }
    // A mark of the last word: `x/F50/`.
    if let last = tokens.dropLast().last, last.lowered.hasSuffix("/"),
      digits(String(last.lowered.dropLast()), after: "/f") != nil
    {
      return last.span
    }
    return nil
  }

  private static func isDateWord(_ word: String) -> Bool {
    ["aft", "bef", "geq", "leq", "after", "before", "from", "between"].contains(word)
  }

  private static func endsOperand(_ token: VendorToken) -> Bool {
    switch token.kind {
    case .close, .phrase: true
    case .word: !["and", "or", "not"].contains(token.lowered)
    default: false
    }
  }

  private static func beginsOperand(_ token: VendorToken) -> Bool {
    switch token.kind {
    case .open, .phrase: true
    case .word: !["and", "or"].contains(token.lowered)
    default: false
    }
  }

  /// The number in `near5`.
  static func digits(_ word: String, after prefix: String) -> Int? {
    guard word.hasPrefix(prefix) else { return nil }
    let rest = word.dropFirst(prefix.count)
    guard (1...6).contains(rest.utf8.count), rest.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return Int(rest)
  }

  /// A distance as an operator; `reach` nil is a whole segment, `isOrdered` nil is for the vendor to say.
  struct Distance: Equatable {
    var isOrdered: Bool?
    var reach: Chain.Reach?
  }

  /// `w/5`, `pre/s`, `near5`, `adj3`, `/n30/`, `+5`; not `same` and `adj`, which may be words.
  static func reach(of word: String) -> Distance? {
    if let count = digits(word, after: "near") { return Distance(isOrdered: false, reach: .words(count)) }
    if let count = digits(word, after: "adj") { return Distance(isOrdered: true, reach: .words(count)) }
    if let count = digits(word, after: "pre") { return Distance(isOrdered: true, reach: .words(count)) }
    if let count = digits(word, after: "w") { return Distance(isOrdered: nil, reach: .words(count)) }
    if word.hasSuffix("/"), let count = digits(String(word.dropLast()), after: "/n") {
      return Distance(isOrdered: false, reach: .words(count))
    }
    let heads: [(head: String, isOrdered: Bool?)] = [
      ("w/", nil), ("pre/", true), ("onear/", true), ("near/", false), ("/", false), ("+", true),
    ]
    for (head, isOrdered) in heads where word.hasPrefix(head) {
      switch word.dropFirst(head.count) {
      case "s", "sent", "sentence": return Distance(isOrdered: isOrdered ?? false, reach: .sentence)
      case "p", "para", "paragraph": return Distance(isOrdered: isOrdered ?? false, reach: .paragraph)
      case "seg": return Distance(isOrdered: isOrdered ?? false, reach: nil)
      default:
        guard let count = digits(word, after: head) else { return nil }
        return Distance(isOrdered: isOrdered, reach: .words(count))
      }
    }
    return nil
  }
}

/// The vendors' names for fields.
enum VendorFields {
  enum Meaning: Equatable {
    /// Text in this field.
    case text(String)
    case words, date
    /// A code of the vendor's own; a newsq archive has it only where an export brought the column.
    case code
    /// A code of an outlet.
    case sourceCode
  }

  static let factiva: [String: Meaning] = [
    "hd": .text("headline"), "hl": .text("headline"), "hlp": .text("hlead"), "lp": .text("lead"), "td": .text("body"),
    "by": .text("byline"), "sn": .text("source"), "la": .text("language"), "se": .text("section"),
    "clm": .text("section"), "cr": .text("credit"), "an": .text("id"), "wc": .words, "pd": .date,
    "sc": .sourceCode, "rst": .sourceCode, "ns": .code, "in": .code, "re": .code, "co": .code, "fds": .code,
    "pe": .code, "ipc": .code, "ipd": .code, "art": .code, "ed": .code, "pg": .code, "pub": .code, "vol": .code,
    "ct": .code, "cx": .code, "de": .code, "rf": .code, "fmt": .code, "ngc": .code, "gc": .code, "djn": .code,
  ]

  static let nexis: [String: Meaning] = [
    "headline": .text("headline"), "title": .text("headline"), "ti": .text("headline"), "hlead": .text("hlead"),
    "lead": .text("lead"),
    "body": .text("body"), "text": .text("body"), "highlight": .text("deck"), "summary": .text("deck"),
    "abstract": .text("deck"), "byline": .text("byline"), "author": .text("byline"), "source": .text("source"),
    "publication": .text("source"), "pub": .text("source"), "section": .text("section"),
    "dateline": .text("dateline"), "language": .text("language"), "length": .words, "date": .date,
    "load-date": .date, "subject": .text("tags"), "terms": .text("tags"), "term": .text("tags"),
    "company": .text("tags"), "industry": .text("tags"), "person": .text("tags"), "people": .text("tags"),
    "geographic": .text("tags"), "organization": .text("tags"), "city": .text("tags"), "country": .text("tags"),
    "state": .text("tags"), "ticker": .code, "cite": .code, "copyright": .code, "graphic": .code, "series": .code,
    "type": .code, "publication-type": .code, "document-type": .code, "correction": .code, "journal-code": .code,
  ]

  /// Nexis's words about the form of a word.
  static let forms: Set<String> = ["allcaps", "nocaps", "caps", "plural", "singular"]

  /// Outlets whose codes are known to anyone who has used them. Any other would be a guess.
  static let outlets: [String: String] = [
    "j": "Wall Street Journal", "nytf": "New York Times", "wp": "Washington Post", "usat": "USA Today",
    "ftft": "Financial Times", "grdn": "The Guardian", "lba": "Reuters", "aprs": "Associated Press",
    "afpr": "Agence France Presse",
  ]
}
