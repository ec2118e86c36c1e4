/// Words that are a role, a month, a people or a place in one name and a surname in another, and the words for members that
/// parties and unions are called after.
extension NameJudge {
  /// The last role or title between the tokens that is not somebody's surname: `Prime Minister John Major` has `Minister`,
  /// `John Major` none.
  func lastRole(_ start: Int, _ end: Int) -> Int? {
    var upper = end
    while let role = (start..<upper).last(where: { isRole($0) }) {
      guard isSurname(role, start, end) else { return role }
      upper = role
    }
    return nil
  }

  private func isRole(_ index: Int) -> Bool { tokens[index].word == .role || tokens[index].word == .title }

  /// Whether a word for a role is a surname: it ends the name, and a given name is before it, or one word that a role
  /// precedes (`Governor Tuula Major`).
  private func isSurname(_ role: Int, _ start: Int, _ end: Int) -> Bool {
    guard role > start, tokens[role - 1].word == .none, tokens[role + 1..<end].allSatisfy({ $0.word == .suffix })
    else { return false }
    if tokens[role].word == .title { return true }
    guard tokens[role].connector == 0 else { return false }
    if role - 1 == start { return isGivenName(start) }
    return isRole(role - 2) && tokens[role - 1].connector == 0
  }

  /// The role of `Justice Minister Marieke Post`, whose surname ends institutions or places elsewhere. Nil if the form is
  /// another one.
  func roleBeforeSurname(_ start: Int, _ end: Int) -> Int? {
    guard end - start >= 3, tokens[end - 2].word == .none, isRole(end - 3),
      tokens[end - 1].connector == 0, tokens[end - 2].connector == 0,
      Self.surnames.category(of: tokens[end - 1].range, in: text) == 1,
      Gazetteer.kind(of: tokens[end - 2].range, in: text) == nil
    else { return nil }
    return end - 3
  }

  /// The role of `Members of the Bolton Teachers Union`, `Secretary of Health and Human Services`: what follows is a name by
  /// itself.
  func roleOfInstitution(_ start: Int, _ end: Int) -> Int? {
    guard endsInstitution(end - 1),
      let role = (start..<end - 1).first(where: { isRole($0) }), role + 2 < end,
      tokens[role + 1].connector == 1 || tokens[role + 1].connector == 4,
      tokens[start..<role].allSatisfy({ $0.word == .modifier || $0.word == .role || $0.word == .title })
    else { return nil }
    return role
  }

  /// Whether the month at `index` is a surname: a given name or a title is before it, and no day after it.
  func isMonthSurname(_ index: Int, from lower: Int) -> Bool {
    guard index > lower, tokens[index].connector == 0, Self.surnames.category(of: tokens[index].range, in: text) == 2,
      isRole(index - 1)
        || isGivenName(index - 1) && Gazetteer.kind(of: tokens[index - 1].range, in: text) == nil
    else { return false }
    let end = Int(tokens[index].range.upperBound)
    let digit = text[min(end, text.count)..<min(end + 3, text.count)].first { $0 != 0x20 && $0 != 0x2C }
    return digit.map { $0 &- 0x30 >= 10 } ?? true
  }

  /// Whether the two tokens from `start` on are a given name and a surname such as `English`.
  func isSurnameOfPeople(_ start: Int) -> Bool {
    isGivenName(start) && tokens[start + 1].connector == 0
      && Self.surnames.category(of: tokens[start + 1].range, in: text) == 3
      && Gazetteer.kind(of: tokens[start].range, in: text) == nil
  }

  private static let surnames = WordList([
    (
      1, "Banks Post Hill Hills Church Park Lane Forest Bridge Castle Bay Lake Camp Cape Fort Street Court Parish Guard"
    ),
    (2, "May March"), (3, "English French German Welsh Irish"),
  ])

  /// Lets words that a full name proves to be surnames be names where they are alone: `King said`, `May's` after Steve
  /// King and Theresa May. Returns whether there are any.
  mutating func freeSurnames() -> Bool {
    var proven: Set<UInt64> = []
    for draft in drafts where draft.kind == .person && draft.wordCount > 1 && isOtherWord(draft.lastWord) {
      proven.insert(hash(draft.lastWord))
    }
    if proven.isEmpty { return false }
    var isAny = false
    for index in tokens.indices where tokens[index].word != .none && isAlone(index) {
      guard isOtherWord(tokens[index].range), proven.contains(hash(tokens[index].range)), mayBeSurname(index) else {
        continue
      }
      tokens[index].word = .none
      isAny = true
    }
    return isAny
  }

  /// Whether a Latin word is a role, a title, a month, a people or a common word elsewhere.
  private func isOtherWord(_ range: Range<Int>) -> Bool {
    guard text[range.lowerBound] < 0x80 else { return false }
    switch NameWord(rawValue: scanned.words.category(of: range, in: text)) ?? .none {
    case .role, .title, .modifier, .calendar, .common, .people: return true
    default: return false
    }
  }

  private func isAlone(_ index: Int) -> Bool {
    guard index + 1 == tokens.count || !tokens[index + 1].isJoined else { return false }
    // Then May left. On Friday May left.
    let follows =
      index > 0
      && (tokens[index - 1].word == .common && tokens[index - 1].opensSentence || tokens[index - 1].word == .calendar)
    return !tokens[index].isJoined || follows && tokens[index].connector == 0
  }

  /// Not `the King`, `in May`, `May 5`; and at a sentence's beginning, where `May` may be a verb, only `May's` and `King`.
  private func mayBeSurname(_ index: Int) -> Bool {
    let before = tokens[index].before
    if !before.isEmpty, Self.leads.category(of: Int(before.lowerBound)..<Int(before.upperBound), in: text) != 0 {
      return false
    }
    let end = tokens[index].range.upperBound
    guard end < text.count else { return false }
    if text[end] == 0x27 || text[end] == 0xE2 { return true }
    if end + 1 < text.count, text[end + 1] &- 0x30 < 10 { return false }
    return !tokens[index].opensSentence || tokens[index].word == .title || tokens[index].word == .role
  }

  private func hash(_ range: Range<Int>) -> UInt64 {
    text[range].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static let leads = WordList([
    (
      1,
      """
      the a an his her their our its my in of until till by since last next this early late mid from before after between \
      through during to and or every each on for
      """
    )
  ])

  /// Whether the two tokens are somebody set between commas behind a role: `The chancellor, Solveig Banks, …`.
  func isSetBehindRole(_ start: Int, _ end: Int) -> Bool {
    let lower = Int(tokens[start].lower)
    let upper = Int(tokens[end - 1].upper)
    guard end - start == 2, tokens[start].word == .none, tokens[end - 1].connector == 0, lower > 4, upper < text.count,
      text[upper] == 0x2C, text[lower - 1] == 0x20, text[lower - 2] == 0x2C
    else { return false }
    var first = lower - 2
    while first > 0, text[first - 1] | 0x20 &- 0x61 < 26 { first -= 1 }
    return scanned.words.category(of: first..<lower - 2, in: text) == NameWord.role.rawValue
  }

  /// Whether the two tokens are a surname and the syllables of an East Asian given name: `Wu Tsai-ling`.
  func hasSyllables(_ start: Int, _ end: Int) -> Bool {
    let range = tokens[end - 1].range
    guard end - start == 2, tokens[end - 1].connector == 0,
      let hyphen = text[range].firstIndex(of: 0x2D), hyphen + 1 < range.upperBound, text[hyphen + 1] &- 0x61 < 26
    else { return false }
    return scanned.isSyllable(range.lowerBound..<hyphen) && scanned.isSyllable(hyphen + 1..<range.upperBound)
  }

  // MARK: Members

  /// Whether the word is one that parties and unions are called after: `Workers`, `Residents`.
  func isMember(_ index: Int) -> Bool { NameWord.members.category(of: tokens[index].range, in: text) != 0 }

  /// Whether the token is within a name of such an institution: Kurdistan Workers Party, Women's Institute.
  func isOfMembers(_ index: Int, from lower: Int) -> Bool {
    guard isMember(index), tokens[index].connector == 0 || tokens[index].connector == 2 else { return false }
    if index > lower { return true }
    let end = tokens[index].range.upperBound
    return end < text.count && (text[end] == 0x27 || text[end] == 0xE2)
  }

  /// Whether the token ends an institution's name: `Union`, `Party`.
  func endsInstitution(_ index: Int) -> Bool {
    tokens[index].word == .organisation
      || tokens[index].word == .modifier && text[tokens[index].range].elementsEqual("Party".utf8)
  }
}
