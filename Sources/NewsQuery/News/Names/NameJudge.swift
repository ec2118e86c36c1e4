/// A name as it was found, before the mentions of the text are joined.
struct NameDraft {
  var span: Range<Int>
  var paragraph: Int
  var kind: NameKind?
  /// Words in it; `Inc.` and its like do not count.
  var wordCount: Int
  var firstWord: Range<Int>
  var lastWord: Range<Int>
  /// One word at a sentence's beginning, which may be no name.
  var isDoubtful: Bool
  /// The draft whose short form this one is: `(NATO)`.
  var shortOf: Int?
}

/// Makes names of runs of words with capitals, and says of each what its own words and neighbours prove.
struct NameJudge {
  let text: UnsafeRawBufferPointer
  let scanned: NameScanner
  var tokens: [NameToken]
  let isGerman: Bool
  /// Leaves out the names from token `start` on, which a longer one takes in.
  mutating func takeBack(to start: Int) {
    while let last = drafts.last, last.span.lowerBound >= Int(tokens[start].lower) { drafts.removeLast() }
  }

  private(set) var drafts: [NameDraft] = []
  /// Hashes of German surnames that a given name proves.
  var surnames: Set<UInt64> = []

  init(text: UnsafeRawBufferPointer, scanned: NameScanner, isGerman: Bool = false) {
    self.isGerman = isGerman
    self.text = text
    self.scanned = scanned
    tokens = scanned.tokens
    for index in tokens.indices.dropFirst() {
      if index > 1, isRegnal(index - 1), isCyrillic(index - 2) {
        // Пётр I. Указ …
        tokens[index].isJoined = false
        tokens[index].opensSentence = true
      }
      switch tokens[index].word {
      case .modifier where isChiefExecutive(index): tokens[index].word = .role
      // Николай I is no pronoun.
      case .common where tokens[index].range.count == 1 && tokens[index].isJoined && isCyrillic(index - 1):
        tokens[index].word = .none
      default: break
      }
    }
    drafts.reserveCapacity(tokens.count)
  }

  /// The second word of `Chief Executive`.
  private func isChiefExecutive(_ index: Int) -> Bool {
    tokens[index].isJoined && tokens[index - 1].word == .modifier && tokens[index].connector == 0
      && Self.chiefs.category(of: tokens[index - 1].range, in: text) == 1
      && Self.chiefs.category(of: tokens[index].range, in: text) == 2
  }

  private static let chiefs = WordList([(1, "Chief chief CHIEF"), (2, "Executive executive EXECUTIVE")])

  mutating func read() {
    if isGerman { noteGermanSurnames() }
    readRuns()
    if !isGerman, freeSurnames() {
      drafts.removeAll(keepingCapacity: true)
      readRuns()
    }
  }

  private mutating func readRuns() {
    var start = 0
    while start < tokens.count {
      var end = start + 1
      while end < tokens.count, tokens[end].isJoined, end - start < 24 { end += 1 }
      if isGerman { readGermanRun(start, end) } else { readRun(start, end) }
      start = end
    }
  }

  // MARK: Where a name begins and ends

  private mutating func readRun(_ start: Int, _ end: Int) {
    var lower = start
    for index in start..<end where index > lower && !connects(index, from: lower, runEnd: end) {
      readClause(lower, index)
      lower = index
    }
    readClause(lower, end)
  }

  /// Whether the connector before the token at `index` holds a name together.
  private func connects(_ index: Int, from start: Int, runEnd: Int) -> Bool {
    let left = tokens[start..<index]
    switch tokens[index].connector {
    case 4:
      return tokens[index - 1].word == .organisation || tokens[index - 1].word == .role
    case 1:
      return left.contains { $0.word == .organisation || $0.word == .placeHead || $0.word == .role }
        || Gazetteer.kind(of: span(start, index + 1), in: text) != nil
    case 2:
      if text[Int(tokens[index - 1].upper)..<Int(tokens[index].lower)].contains(0x26) { return true }
      if tokens[index].word == .organisation || left.contains(where: { $0.word == .role || $0.word == .title }) {
        return false
      }
      if left.first?.word == .organisation, left.contains(where: { $0.connector == 1 || $0.connector == 4 }) {
        return Gazetteer.kind(of: tokens[index].range, in: text) == nil
      }
      // Food and Drug Administration, House Oversight and Government Reform Committee
      let left = isMember(index) ? left.drop { $0.word == .common } : left
      let isOne =
        left.count == 1 && runEnd - index == 2
        || left.count == 2 && left.first?.word == .organisation && runEnd - index <= 3
      if isOne, tokens[runEnd - 1].word == .organisation,
        tokens[index].word == .none || tokens[index].word == .organisation || isMember(index),
        Gazetteer.kind(of: tokens[start].range, in: text) == nil || left.count == 2,
        Gazetteer.kind(of: tokens[index].range, in: text) == nil,
        Gazetteer.kind(of: span(index, runEnd), in: text) == nil
      {
        return true
      }
      return Gazetteer.kind(of: span(start, index + 1), in: text) != nil
    default: return true
    }
  }

  /// Cuts at words that are no names: `Yesterday`, `Monday`.
  private mutating func readClause(_ start: Int, _ end: Int) {
    if Gazetteer.kind(of: span(start, end), in: text) != nil { return judge(start, end) }
    var lower = start
    for index in start..<end where tokens[index].word == .common || tokens[index].word == .calendar {
      if isMonthSurname(index, from: lower) || index > lower && isSurnameOfPeople(index - 1) { continue }
      if isOfMembers(index, from: lower) {
        if endsInstitution(end - 1), index < end - 1 {
          if let role = roleOfInstitution(lower, end) { lower = role + 1 }
          add(lower, end, .organisation)
          lower = end
          break
        }
        // United Auto Workers
        if index == end - 1, index - lower >= 2 {
          add(lower, end, .organisation)
          lower = end
          continue
        }
      }
      judge(lower, index)
      lower = index + 1
    }
    judge(lower, end)
  }

  func span(_ start: Int, _ end: Int) -> Range<Int> { Int(tokens[start].lower)..<Int(tokens[end - 1].upper) }

  mutating func judge(_ start: Int, _ end: Int) {
    guard start < end else { return }
    if let kind = Gazetteer.kind(of: span(start, end), in: text) { return add(start, end, kind) }
    if isCyrillic(end - 1), judgeWithHead(start, end) { return }
    if end - start == 1 { return judgeOne(start) }
    if tokens[start].opensSentence, tokens[start].word == .none, !isGivenName(start) {
      // Officials in Oslo …; but also: Death of …, where only the given name that follows tells.
      let isLonger = end - start > 2 || text[Int(tokens[start].lower)] >= 0xD0
      if scanned.isSmallElsewhere(tokens[start].range)
        || isLonger && isGivenName(start + 1) && Gazetteer.kind(of: tokens[start].range, in: text) == nil
      {
        return judge(start + 1, end)
      }
    }
    let first = tokens[start].word
    let last = tokens[end - 1].word
    if let cut = (start..<end - 1).first(where: { tokens[$0].word == .corporate && tokens[$0 + 1].word != .corporate })
    {
      judge(start, cut + 1)
      return judge(cut + 1, end)
    }
    if last == .corporate { return add(start, end, .organisation) }
    if let role = roleBeforeSurname(start, end) ?? roleOfInstitution(start, end) {
      return judgeTitled(start, role, end)
    }
    if last == .organisation, judgeInstitutionAtEnd(start, end) { return }
    let isInstitution = last == .organisation || isInstitutionOfSomething(start, end)
    if isInstitution || last == .placeEnd || last == .placeHead || first == .placeHead {
      // Elizabeth Banks, Jonah Hill: the form does not tell.
      if end - start == 2, isGivenName(start) { return add(start, end, nil) }
      if isSetBehindRole(start, end) { return add(start, end, .person) }
      return add(start, end, isInstitution ? .organisation : .place)
    }
    if let role = lastRole(start, end) { return judgeTitled(start, role, end) }
    if first == .people || first == .modifier { return judge(start + 1, end) }
    // US Treasury, США Барак Обама: the country is a name of its own.
    if tokens[start].isUpper || tokens[start].isInitial || isGivenName(start + 1),
      Gazetteer.kind(of: tokens[start].range, in: text) == .place
    {
      add(start, start + 1, .place)
      return judge(start + 1, end)
    }
    if last == .modifier, end - start == 2, isGivenName(start), Gazetteer.kind(of: tokens[start].range, in: text) == nil
    {
      return add(start, end, .person)
    }
    if last == .people, end - start == 2, isSurnameOfPeople(start) { return add(start, end, .person) }
    if last == .people || last == .modifier { return judge(start, end - 1) }
    if let given = givenNameWithin(start, end) {
      judge(start, given)
      return add(given, end, .person)
    }
    add(
      start, end, isPerson(start, end) ? .person : isPlaceInPlace(start, end) ? .place : russianKind(start, end))
  }

  /// U.S. Supreme Court, Trump White House, Republican Senate: the last words are a name of their own.
  private mutating func judgeInstitutionAtEnd(_ start: Int, _ end: Int) -> Bool {
    for known in [end - 2, end - 1] where known > start {
      let before = tokens[known - 1]
      // U.S. Supreme Court: an institution of its own in each country.
      if Gazetteer.kind(of: span(start, known), in: text) == .place, tokens[known].word != .none || end - known > 1 {
        add(start, end, .organisation)
        return true
      }
      guard known < end - 1 || known - start == 1 && (before.isUpper || before.isInitial || before.word == .people),
        Gazetteer.kind(of: span(known, end), in: text) == .organisation
      else { continue }
      judge(start, known)
      add(known, end, .organisation)
      return true
    }
    return false
  }

  /// Bank of England, Institute for Peace.
  private func isInstitutionOfSomething(_ start: Int, _ end: Int) -> Bool {
    (start..<end - 1).contains {
      tokens[$0].word == .organisation && (tokens[$0 + 1].connector == 1 || tokens[$0 + 1].connector == 4)
        && !tokens[$0..<end].contains { $0.word == .role || $0.word == .title }
    }
  }

  /// Apple CEO Tim Cook, Secretary of State John Kerry: what stands before the role, and who has it.
  private mutating func judgeTitled(_ start: Int, _ role: Int, _ end: Int) {
    var left = role
    while left > start,
      tokens[left - 1].word == .modifier || tokens[left - 1].word == .role
        || tokens[left - 1].word == .title || tokens[left - 1].word == .people
    { left -= 1 }
    judge(start, left)
    var right = role + 1
    if right < end, tokens[right].connector == 1 || tokens[right].connector == 4 {
      if tokens[end - 1].word == .organisation { return judge(right, end) }
      right = readOffice(right, end)
    }
    while right < end, tokens[right].word == .people { right += 1 }
    guard right < end else { return }
    if let given = givenNameWithin(right, end) {
      judge(right, given)
      right = given
    }
    add(right, end, end - right <= 4 ? .person : nil)
  }

  /// President of the United States, Secretary of the Air Force: the name of what the office is of. Returns its end.
  private mutating func readOffice(_ office: Int, _ end: Int) -> Int {
    for upper in (office + 1...min(end, office + 4)).reversed()
    where Gazetteer.kind(of: span(office, upper), in: text) != nil {
      judge(office, upper)
      return upper
    }
    var right = office + 1
    while right < end, tokens[right].word == .organisation || tokens[right].connector != 0 { right += 1 }
    var upper = office
    while upper < right, tokens[upper].word == .organisation, upper == office || tokens[upper].connector == 0 {
      upper += 1
    }
    if upper - office > 1 { judge(office, upper) }
    return right
  }

  /// Кремля Дмитрий Песков: Russian sets whose spokesman it is right before the name, without a mark. Where a given name
  /// stands with a surname after it and something else before it; Фонд Владимира Потанина is one name.
  private func givenNameWithin(_ start: Int, _ end: Int) -> Int? {
    guard end - start >= 3, text[Int(tokens[start].lower)] & 0xFE == 0xD0, !isGivenName(start) else { return nil }
    guard let given = (start + 1..<end - 1).first(where: { isGivenName($0) }), end - given <= 3 else { return nil }
    let before = tokens[given - 1]
    return before.word == .organisation || before.word == .placeHead || before.isInitial ? nil : given
  }

  private mutating func judgeOne(_ index: Int) {
    let token = tokens[index]
    guard token.word == .none, !token.isInitial, token.upper - token.lower > 1 else { return }
    if isShortForm(index) { return }
    if let end = catalogueEnd(index) { return add(index, index + 1, nil, upper: end) }
    let isPerson = roleBefore(index) || isApposed(token.range.upperBound)
    add(
      index, index + 1, isPerson ? .person : isPlaceInPlace(index, index + 1) ? .place : russianKind(index, index + 1))
  }

  // MARK: What proves a kind

  func isGivenName(_ index: Int) -> Bool {
    let range = tokens[index].range
    if text[range.lowerBound] >= 0xD0 { return RussianNames.isGivenName(range, in: text) }
    return GivenNames.gender(of: UnsafeRawBufferPointer(rebasing: text[range])) != .unknown
  }

  func isPerson(_ start: Int, _ end: Int) -> Bool {
    guard end - start <= 4 else { return false }
    if tokens[end - 1].word == .suffix { return true }
    if Gazetteer.kind(of: tokens[start].range, in: text) != nil { return false }
    if isGivenName(start) || hasSyllables(start, end) || isSetBehindRole(start, end) { return true }
    if (start + 1..<end - 1).contains(where: { tokens[$0].isInitial }) { return true }
    if tokens[start].isInitial, !tokens[end - 1].isUpper { return true }
    return roleBefore(start) || isApposed(Int(tokens[end - 1].upper))
  }

  /// the spokesman John Smith
  private func roleBefore(_ index: Int) -> Bool {
    let before = tokens[index].before
    guard !before.isEmpty else { return false }
    let range = Int(before.lowerBound)..<Int(before.upperBound)
    return scanned.words.category(of: range, in: text) == NameWord.role.rawValue
  }

  /// `, who` or `, 43,`
  private func isApposed(_ end: Int) -> Bool {
    guard end + 6 <= text.count, text[end] == 0x2C, text[end + 1] == 0x20 else { return false }
    if text[end + 2] &- 0x31 < 9, text[end + 3] &- 0x30 < 10, text[end + 4] == 0x2C { return true }
    return text[end + 2..<end + 5].elementsEqual("who".utf8) && text[end + 5] == 0x20
  }

  /// in Springfield, Illinois
  private func isPlaceInPlace(_ start: Int, _ end: Int) -> Bool {
    let before = tokens[start].before
    guard end < tokens.count, end - start <= 2, !before.isEmpty, !tokens[end].isJoined,
      tokens[end].lower == tokens[end - 1].upper + 2, text[Int(tokens[end].lower) - 2] == 0x2C,
      Self.placing.category(of: Int(before.lowerBound)..<Int(before.upperBound), in: text) != 0
    else { return false }
    var last = end + 1
    while last < tokens.count, tokens[last].isJoined, tokens[last].connector == 0 { last += 1 }
    return Gazetteer.kind(of: span(end, last), in: text) == .place
  }

  private static let placing = WordList([(1, "in near from at outside around of to")])

  /// World Health Organization (WHO): of one kind, and one name.
  private mutating func isShortForm(_ index: Int) -> Bool {
    let token = tokens[index]
    let lower = Int(token.lower)
    guard token.isUpper, lower >= 2, text[lower - 1] == 0x28, let last = drafts.indices.last,
      drafts[last].span.upperBound == lower - 2, drafts[last].kind != .person
    else { return false }
    guard abbreviates(token.range, drafts[last].span) else { return false }
    // An act has a short form too, and is no organisation.
    let isThing = scanned.words.category(of: drafts[last].lastWord, in: text) == NameWord.loose.rawValue
    if drafts[last].kind == nil, !isThing { drafts[last].kind = .organisation }
    add(index, index + 1, drafts[last].kind)
    drafts[drafts.count - 1].shortOf = last
    return true
  }

  /// Whether the letters stand in the full name in this order, the first one first: SIA of Singapore Airlines.
  private func abbreviates(_ short: Range<Int>, _ full: Range<Int>) -> Bool {
    guard text[short.lowerBound] == text[full.lowerBound] else { return false }
    var letters = text[short].filter { $0 != 0x2E }[...]
    for index in full where letters.first.map({ $0 | 0x20 == text[index] | 0x20 }) ?? false {
      letters = letters.dropFirst()
    }
    return letters.isEmpty
  }

  /// Adds the name of the tokens; `upper` is its end if small words belong to it.
  mutating func add(_ start: Int, _ end: Int, _ kind: NameKind?, upper: Int? = nil) {
    var core = end
    while core > start + 1, tokens[core - 1].word == .corporate { core -= 1 }
    // A name of capitals and small words is one; a lone initial is not.
    if core - start == 1, tokens[start].isInitial, kind == nil { return }
    drafts.append(
      NameDraft(
        span: Int(tokens[start].lower)..<(upper ?? nameEnd(of: end - 1, from: start)),
        paragraph: Int(tokens[start].paragraph), kind: kind, wordCount: core - start + (upper == nil ? 0 : 1),
        firstWord: tokens[start].range,
        lastWord: upper.map { tokens[core - 1].range.upperBound + 1..<$0 } ?? tokens[core - 1].range,
        isDoubtful: core - start == 1 && kind == nil
          && (scanned.isSmallElsewhere(tokens[start].range)
            || tokens[start].opensSentence && !isSurelyName(tokens[start]))
      ))
  }

  /// The end of a name's last word; the dot behind `Петр I.` is the sentence's.
  private func nameEnd(of last: Int, from start: Int) -> Int {
    let upper = Int(tokens[last].upper)
    return last > start && isRegnal(last) && isCyrillic(last - 1) ? upper - 1 : upper
  }

  /// `I.`, `V.` or `X.`, which behind a Russian name is a number and the sentence's stop.
  private func isRegnal(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.isInitial, token.isJoined, token.upper - token.lower == 2 else { return false }
    let letter = text[Int(token.lower)]
    return letter == 0x49 || letter == 0x56 || letter == 0x58
  }

  /// NPD, Ford's: a word at a sentence's beginning whose own form proves it.
  private func isSurelyName(_ token: NameToken) -> Bool {
    if token.isUpper { return token.upper - token.lower <= 4 }
    let end = Int(token.upper)
    guard end + 1 < text.count, !isGerman else { return false }
    if text[end] == 0x27 { return text[end + 1] == 0x73 }
    return end + 3 < text.count && text[end] == 0xE2 && text[end + 1] == 0x80 && text[end + 2] == 0x99
      && text[end + 3] == 0x73
  }
}

/// Russian given names in all their cases.
enum RussianNames {
  static func isGivenName(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    list.category(of: stem(range, in: text), in: text) != 0
  }

  /// The word without the vowels, м, й and ь of its ending, at most two, at least three letters kept: of `Путина`, `Путину`,
  /// `Путиным` it is `Путин`.
  static func stem(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var end = range.upperBound
    var cut = 0
    while cut < 2, end - range.lowerBound > 6, text[end - 2] & 0xFE == 0xD0 {
      let letter = UInt16(text[end - 2]) << 8 | UInt16(text[end - 1])
      guard endings.contains(letter) else { break }
      end -= 2
      cut += 1
    }
    return range.lowerBound..<end
  }

  /// а е и й м о у ы ь ю я
  private static let endings: [UInt16] = [
    0xD0B0, 0xD0B5, 0xD0B8, 0xD0B9, 0xD0BC, 0xD0BE, 0xD183, 0xD18B, 0xD18C, 0xD18E, 0xD18F,
  ]

  private static let list: WordList = {
    let names = """
      Александр Алексей Алексея Анатолий Андрей Антон Аркадий Артем Артём Борис Вадим Валентин Валерий Василий Виктор Виталий \
      Владимир Владислав Вячеслав Геннадий Георгий Герман Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья \
      Кирилл Константин Леонид Максим Марк Михаил Никита Николай Олег Павел Петр Пётр Роман Руслан Рамзан Семен Семён Сергей \
      Станислав Степан Федор Фёдор Эдуард Юрий Яков Ярослав Александра Алла Анастасия Анна Валентина Валерия Вера Виктория \
      Галина Дарья Екатерина Елена Елизавета Жанна Зинаида Инна Ирина Ксения Лариса Лидия Любовь Людмила Маргарита Марина \
      Мария Надежда Наталья Наталия Нина Оксана Ольга Полина Раиса Светлана Софья Тамара Татьяна Эльвира Юлия Дональд Барак \
      Джордж Джон Билл Хиллари Ангела Эммануэль Франсуа Николя Дэвид Тони Реджеп Нурсултан Ильхам Серж Никол Дмитро Виктория
      """
    let bytes = Array(names.utf8)
    let stems = bytes.withUnsafeBytes { raw in
      names.utf8.split(separator: 0x20).map { word -> String in
        let start = names.utf8.distance(from: names.startIndex, to: word.startIndex)
        return String(decoding: raw[stem(start..<start + word.count, in: raw)], as: UTF8.self)
      }
    }
    return WordList([(1, stems.joined(separator: " "))])
  }()
}
