/// German runs: every noun has a capital, so that a word is a name only if it is not a noun and is where names are.
extension NameJudge {
  mutating func readGermanRun(_ start: Int, _ end: Int) {
    var lower = start
    for index in start..<end where index > lower && !germanConnects(index, from: lower) {
      readGermanPart(lower, index)
      lower = index
    }
    readGermanPart(lower, end)
  }

  /// Whether the connector before the token holds a name together: Ludwig van Beethoven, Institut für Meereskunde; but
  /// not Mittweida und Ringethal, Aussprüche von Luther.
  private func germanConnects(_ index: Int, from start: Int) -> Bool {
    switch tokens[index].connector {
    case 0: return true
    case 1: return germanNoun(index - 1) == .organisation
    case 2: return text[Int(tokens[index - 1].upper)..<Int(tokens[index].lower)].contains(0x26)
    case 3: return isGivenName(index - 1) || isGivenName(start) && index - start <= 2
    default: return false
    }
  }

  private mutating func readGermanPart(_ start: Int, _ end: Int) {
    if Gazetteer.kind(of: span(start, end), in: text) != nil { return judge(start, end) }
    var lower = start
    // Opening words, then nouns with what they say about the name after them.
    var leads: GermanNouns.Kind?
    var index = start
    while index < end {
      let kind = germanNoun(index)
      if kind == nil {
        index += 1
        continue
      }
      readGermanName(lower, index, after: leads, noun: index)
      leads = kind
      lower = index + 1
      if kind == .organisation, index > start, let opened = institutionStart(start, index) {
        takeBack(to: opened)
        add(opened, institutionEnd(index, end), .organisation)
        index = institutionEnd(index, end)
        lower = index
        leads = nil
        continue
      }
      if kind == .organisation, institutionEnd(index, end) > index + 1 {
        let upper = institutionEnd(index, end)
        add(index, upper, .organisation)
        index = upper
        lower = upper
        leads = nil
        continue
      }
      if kind == .street { readStreet(index, from: start) }
      index += 1
    }
    readGermanName(lower, end, after: leads, noun: nil)
  }

  /// What the token is when it is not a name; nil when it may be one.
  private func germanNoun(_ index: Int) -> GermanNouns.Kind? {
    let token = tokens[index]
    switch token.word {
    case .common, .calendar, .people: return .common
    case .title, .role, .modifier: return .role
    default: break
    }
    if token.isUpper || token.isInitial || token.word == .corporate { return nil }
    if isGivenName(index) || Gazetteer.kind(of: token.range, in: text) != nil || placeKind(token.range) != nil {
      return nil
    }
    if token.opensSentence, GermanNouns.openers.category(of: token.range, in: text) != 0 { return .common }
    if isClubOfTown(index) || isNamedTown(index) || isGermanSurname(index) || surnames.contains(wordHash(index)) {
      return nil
    }
    return GermanNouns.kind(of: token.range, in: text)
  }

  /// Bahnhofstraße, Gubener Straße; `Straße` alone is no name.
  private mutating func readStreet(_ index: Int, from start: Int) {
    let range = tokens[index].range
    if index > start, tokens[index].connector == 0, text[tokens[index - 1].range].suffix(2).elementsEqual("er".utf8) {
      takeBack(to: index - 1)
      add(index - 1, index + 1, .place)
    } else if range.count > 10 {
      add(index, index + 1, .place)
    }
  }

  /// Joachim Fest, Uwe Döring, Senatorin Tuula Berg: what follows a given name, or one word after a role, whatever noun it
  /// looks like.
  private func isGermanSurname(_ index: Int) -> Bool {
    guard index > 0, tokens[index].isJoined, tokens[index].connector == 0,
      Gazetteer.kind(of: tokens[index - 1].range, in: text) == nil
    else { return false }
    return isGivenName(index - 1) || followsRole(index - 1)
  }

  /// Whether the token is one unlisted word right after a role. A possessor (`Präsident Petkows Rede`) is not meant.
  private func followsRole(_ index: Int) -> Bool {
    guard index > 0, tokens[index].word == .none, tokens[index].isJoined, tokens[index].connector == 0,
      !tokens[index].isUpper, !tokens[index].isInitial, text[tokens[index].range.upperBound - 1] != 0x73
    else { return false }
    let before = tokens[index - 1]
    return
      (before.word == .role || before.word == .title
      || before.word == .none && !isGivenName(index - 1) && GermanNouns.kind(of: before.range, in: text) == .role)
      && GermanNouns.kind(of: tokens[index].range, in: text) == nil
  }

  /// Bayern München, Energie Cottbus: a region or noun that is a club's before a town.
  private func isClubOfTown(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens[index + 1].isJoined && tokens[index + 1].connector == 0
      && GermanNouns.clubsOfTowns.category(of: tokens[index].range, in: text) != 0
      && (placeKind(tokens[index + 1].range) == .place || isGermanPlace(tokens[index + 1].range))
  }

  /// The words that stand behind a given name somewhere in the text: what they are there they are elsewhere.
  mutating func noteGermanSurnames() {
    for index in tokens.indices where tokens[index].word == .none && isGermanSurname(index) {
      surnames.insert(wordHash(index))
    }
  }

  private func wordHash(_ index: Int) -> UInt64 {
    text[tokens[index].range].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// in Oberhausen, bei Riedlingen: ends of towns that are also plurals of nouns, where no article stands before.
  private func isNamedTown(_ index: Int) -> Bool {
    let range = tokens[index].range
    // Bad Homburg, SV Oberhausen
    if Self.townStarts.category(of: range, in: text) != 0 {
      return index + 1 < tokens.count && tokens[index + 1].isJoined && tokens[index + 1].connector == 0
    }
    if index > 0, tokens[index].isJoined, tokens[index].connector == 0,
      Self.townStarts.category(of: tokens[index - 1].range, in: text) != 0
        || GermanNouns.clubs.category(of: tokens[index - 1].range, in: text) != 0
    {
      return true
    }
    guard range.count >= 8, let before = wordBefore(index), GermanNouns.determiners.category(of: before, in: text) == 2
    else { return false }
    return Self.townEndings.contains { text[range].suffix($0.count).elementsEqual($0) }
  }

  private static let townStarts = WordList([(1, "Bad Sankt")])

  private static let townEndings: [[UInt8]] = ["hausen", "kirchen", "lingen", "burg", "dorf"].map { Array($0.utf8) }

  /// Münchner Volkstheater, Deutsche Bank: a word that is not a noun right before the institution.
  private func institutionStart(_ start: Int, _ index: Int) -> Int? {
    var lower = index
    while lower > start, tokens[lower].isJoined, tokens[lower].connector == 0,
      germanNoun(lower - 1) == nil || tokens[lower - 1].word == .people
    {
      lower -= 1
    }
    return lower < index ? lower : nil
  }

  /// Institut für Meereskunde, Universität Leipzig: how far the institution's name goes.
  private func institutionEnd(_ index: Int, _ end: Int) -> Int {
    guard index + 1 < end, tokens[index + 1].isJoined else { return index + 1 }
    switch tokens[index + 1].connector {
    case 1: return min(end, index + 2)
    case 0 where Gazetteer.kind(of: tokens[index + 1].range, in: text) == .place: return index + 2
    default: return index + 1
    }
  }

  private mutating func readGermanName(_ start: Int, _ end: Int, after leads: GermanNouns.Kind?, noun: Int?) {
    guard start < end else { return }
    if let kind = Gazetteer.kind(of: span(start, end), in: text) { return add(start, end, kind) }
    let first = tokens[start]
    if tokens[end - 1].word == .corporate, end - start > 1 { return add(start, end, .organisation) }
    if end - start == 1 { return readGermanWord(start, after: leads, isBeforeNoun: noun != nil) }
    if end - start == 2, isClubOfTown(start) { return add(start, end, .organisation) }
    // SPD Hamburg and its like: a name beside a name.
    if GermanNouns.clubs.category(of: first.range, in: text) != 0 { return add(start, end, .organisation) }
    if leads == .role, end - start <= 4 { return add(start, end, .person) }
    if let possessor = possessorEnd(start, end) { return readGermanName(start, possessor, after: leads, noun: nil) }
    if isGivenName(start) || first.isInitial, end - start <= 4 { return add(start, end, .person) }
    // Residenzstadt Mannheim, Kantons Bern
    if end - start == 2, !first.isUpper, placeKind(tokens[end - 1].range) != nil {
      return add(end - 1, end, .place)
    }
    // Rennfahrer, Popstar and others that are not listed: what stands before a given name says who it is.
    if let given = (start + 1..<end - 1).first(where: { isGivenName($0) }), tokens[given].connector == 0 {
      return add(given, end, end - given <= 4 ? .person : nil)
    }
    if Gazetteer.kind(of: first.range, in: text) == .place || first.isUpper, end - start == 2 {
      readGermanWord(start, after: leads, isBeforeNoun: false)
      return readGermanWord(start + 1, after: nil, isBeforeNoun: false)
    }
    if end - start > 5 { return }
    // Grüne Jugend after an article is an adjective and a noun; without one it is a name.
    add(start, end, leads == .place ? .place : isPerson(start, end) ? .person : nil)
  }

  /// Gryces Flöte, Heidi Klums Modelsuche: where the name ends whose thing the last word is. Nil if there is none.
  private func possessorEnd(_ start: Int, _ end: Int) -> Int? {
    let known = isGivenName(start) ? 2 : 1
    guard end - start == known + 1, tokens[end - 1].connector == 0, !tokens[end - 1].isUpper,
      tokens[end - 1].word == .none, !isGivenName(end - 1)
    else { return nil }
    let owner = tokens[end - 2].range
    return !tokens[end - 2].isUpper && owner.count >= 5 && text[owner.upperBound - 1] == 0x73
      && text[owner.upperBound - 2] != 0x73 ? end - 1 : nil
  }

  /// Kanada, Kanadas
  private func placeKind(_ range: Range<Int>) -> NameKind? {
    if let kind = Gazetteer.kind(of: range, in: text) { return kind == .place ? kind : nil }
    guard range.count > 4, text[range.upperBound - 1] == 0x73 else { return nil }
    let kind = Gazetteer.kind(of: range.lowerBound..<range.upperBound - 1, in: text)
    return kind == .place ? kind : nil
  }

  /// One word that is not a known noun.
  private mutating func readGermanWord(_ index: Int, after leads: GermanNouns.Kind?, isBeforeNoun: Bool) {
    let token = tokens[index]
    guard !token.isInitial, token.upper - token.lower > 2 || token.isUpper else { return }
    if let kind = Gazetteer.kind(of: token.range, in: text) ?? placeKind(token.range) {
      return add(index, index + 1, kind)
    }
    if token.isUpper { return add(index, index + 1, token.upper - token.lower <= 6 ? .organisation : nil) }
    if leads == .role { return add(index, index + 1, .person) }
    if leads == .place { return add(index, index + 1, .place) }
    if isGivenName(index) { return add(index, index + 1, .person) }
    if isGermanPlace(token.range) { return add(index, index + 1, .place) }
    if isBeforeNoun { return }
    if token.opensSentence {
      // A verb right behind it: nouns have an article there.
      if scanned.isSmallElsewhere(token.range) || !verbFollows(token.range.upperBound) { return }
      return add(index, index + 1, nil)
    }
    guard let range = wordBefore(index) else {
      // After a comma, a bracket or a mark: names stand in lists.
      return add(index, index + 1, nil)
    }
    switch GermanNouns.determiners.category(of: range, in: text) {
    case 1: return
    case 2: add(index, index + 1, .place)
    case 4: add(index, index + 1, .person)
    case 3: add(index, index + 1, nil)
    default:
      // An adjective before it makes it a noun; an adverb or verb does not.
      if isInflected(range) { return }
      add(index, index + 1, nil)
    }
  }

  /// The word right before the token: of small letters, or the one that opens the sentence.
  private func wordBefore(_ index: Int) -> Range<Int>? {
    let before = tokens[index].before
    if !before.isEmpty { return Int(before.lowerBound)..<Int(before.upperBound) }
    guard index > 0, tokens[index].isJoined, tokens[index].connector == 0, tokens[index - 1].opensSentence,
      tokens[index - 1].word == .common || isInflected(tokens[index - 1].range)
    else { return nil }
    return tokens[index - 1].range
  }

  /// `-e`, `-en`, `-er`, `-es`, `-em`: how adjectives end before a noun.
  private func isInflected(_ range: Range<Int>) -> Bool {
    guard range.count >= 4 else { return false }
    let last = text[range.upperBound - 1]
    if last == 0x65 { return text[range.upperBound - 2] != 0x74 }
    return text[range.upperBound - 2] == 0x65 && (last == 0x6E || last == 0x72 || last == 0x73 || last == 0x6D)
  }

  private func verbFollows(_ end: Int) -> Bool {
    guard end + 3 < text.count, text[end] == 0x20 else { return false }
    let limit = min(text.count, end + 16)
    guard let blank = (end + 1..<limit).first(where: { text[$0] == 0x20 || text[$0] == 0x2C || text[$0] == 0x2E })
    else {
      return false
    }
    let word = end + 1..<blank
    if Self.verbs.category(of: word, in: text) != 0 { return true }
    guard word.count >= 4, text[word.lowerBound] &- 0x61 < 26 else { return false }
    return text[word].suffix(2).elementsEqual("te".utf8) || text[blank - 1] == 0x74
  }

  private static let verbs = WordList([
    (
      1,
      "ist war hat hatte wird wurde kann konnte will wollte soll sollte muss musste sind sei gab gibt ging geht kam kommt ließ lässt fand bekam blieb schrieb starb trug nahm stand sah zog lag verlor gewann"
    )
  ])

  /// Ends of German place names.
  private func isGermanPlace(_ range: Range<Int>) -> Bool {
    guard range.count >= 7 else { return false }
    for ending in Self.placeEndings where text[range].suffix(ending.count).elementsEqual(ending) { return true }
    return false
  }

  private static let placeEndings: [[UInt8]] = [
    "stadt", "burg", "hausen", "heim", "dorf", "ingen", "furt", "kirchen", "brück", "brücken", "hofen", "felden",
    "rode",
    "leben", "stedt", "münde", "weiler", "beuren", "bronn", "land", "stan",
  ].map { Array($0.utf8) }
}
