/// What the letters of a name tell: its key, its initials, its legal form.
enum NameForm {
  /// `GM`, `U.A.W.`: two to six capitals, perhaps with dots.
  static func isShort(_ name: String) -> Bool {
    let letters = name.utf8.filter { $0 != 0x2E }
    return (2...6).contains(letters.count) && letters.allSatisfy { $0 &- 0x41 < 26 }
  }

  /// Lower case, without dots, a leading `the` or a possessive; Russian words without their endings.
  static func key(_ name: String) -> String {
    var words = name.lowercased().split(separator: " ").map { word in
      word.filter { $0 != "." && $0 != "’" && $0 != "'" && $0 != "«" && $0 != "»" }
    }
    if words.count > 1, words[0] == "the" { words.removeFirst() }
    for index in words.indices { if let usual = spellings[words[index]] { words[index] = usual } }
    if words.count > 1, let country = shortCountries[words[0]] { words.replaceSubrange(0..<1, with: country) }
    return words.map(stem).joined(separator: " ")
  }

  /// What names are written with on either side of the Atlantic.
  private static let spellings = [
    "&": "and", "defense": "defence", "labor": "labour", "center": "centre", "organization": "organisation",
    "theater": "theatre", "program": "programme",
  ]

  /// U.S. Senate, United States Senate
  private static let shortCountries = [
    "us": ["united", "states"], "usa": ["united", "states"], "uk": ["united", "kingdom"],
  ]

  /// The institution without its country: `Air Force` of `U.S. Air Force`. Nil when no country stands before it.
  static func withoutCountry(_ name: String) -> String? {
    let words = name.split(separator: " ")
    for count in [1, 2, 3] where words.count > count {
      let country = words[..<count].joined(separator: " ")
      if countryNames.contains(country) { return words[count...].joined(separator: " ") }
    }
    return nil
  }

  private static let countryNames: Set<String> = {
    var names = Set(countries.joined())
    names.formUnion(Gazetteer.countryNames)
    return names
  }()

  private static func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      guard raw.count > 6, raw[0] & 0xFE == 0xD0 else { return String(decoding: raw, as: UTF8.self) }
      return String(decoding: raw[RussianNames.stem(0..<raw.count, in: raw)], as: UTF8.self)
    }
  }

  /// The initials that a name may be shortened to, with and without its legal form and its small words.
  static func initials(of name: String) -> [String] {
    let words = name.split(separator: " ")
    let capitals = words.filter { $0.first?.isUppercase == true }
    func letters(_ words: [Substring]) -> String {
      words.flatMap { $0.split(separator: "-") }.compactMap { $0.first.map(String.init) }.joined().uppercased()
    }
    guard capitals.count >= 2 else { return [] }
    var all = [letters(capitals)]
    if capitals.count > 2,
      legalForms.contains(capitals[capitals.count - 1].lowercased().filter { $0 != "." && $0 != "," })
    {
      all.append(letters(Array(capitals.dropLast())))
    }
    if words.count > capitals.count { all.append(letters(words)) }
    return all
  }

  static func isShouted(_ name: String) -> Bool {
    !name.contains { $0.isLowercase } && name.contains { $0.isUppercase } && !isShort(name)
  }

  /// The name without what only tells its legal form: `Ford` of `Ford Motor Company`. Nil when it has none.
  static func withoutLegalForm(_ name: String) -> String? {
    var words = name.split(separator: " ").map(String.init)
    var isCut = false
    while words.count > 1, legalForms.contains(words[words.count - 1].lowercased().filter { $0 != "." && $0 != "," }) {
      words.removeLast()
      isCut = true
      if words.count > 1, words[words.count - 1].lowercased() == "motor" { words.removeLast() }
    }
    guard isCut else { return nil }
    if words[words.count - 1].hasSuffix(",") { words[words.count - 1].removeLast() }
    return words.joined(separator: " ")
  }

  private static let legalForms: Set<String> = Set(
    """
    inc corp corporation co company ltd limited llc llp plc ag gmbh kg se sa spa nv bv ab asa oyj oy kk lp group holdings \
    holding incorporated motors computer ооо оао пао зао
    """.split(separator: " ").map(String.init))

  /// A person's name in parts; nil for fewer than two words.
  struct Person {
    var first: String
    var middle: [String]
    var last: String
    /// `jr`, `sr`, `iii`
    var suffix: String
  }

  static func person(_ name: String) -> Person? {
    var words = key(name).split(separator: " ").map(String.init)
    var suffix = ""
    if let last = words.last, ["jr", "sr", "ii", "iii", "iv"].contains(last.filter { $0 != "," }) {
      suffix = last
      words.removeLast()
    }
    guard words.count >= 2 else { return nil }
    return Person(
      first: words[0], middle: Array(words[1..<words.count - 1]), last: words[words.count - 1], suffix: suffix)
  }

  /// The names of a country, the usual one first.
  static let countries: [[String]] = """
    United States|United States of America|US|U.S.|USA|U.S.A.|America
    United Kingdom|UK|U.K.|Britain|Great Britain
    European Union|EU|E.U.
    United Nations|UN|U.N.
    Soviet Union|USSR|U.S.S.R.
    United Arab Emirates|UAE|U.A.E.
    Czech Republic|Czechia
    Myanmar|Burma
    Ivory Coast|Côte d'Ivoire|Cote d'Ivoire
    Netherlands|Holland|The Netherlands
    Russia|Russian Federation
    North Korea|DPRK
    New York City|NYC
    Washington, D.C.|Washington D.C.|D.C.|DC
    """.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
}
