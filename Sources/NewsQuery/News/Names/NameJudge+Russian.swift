/// Russian names: `Харьковский государственный университет` has one capital, and its last word tells the kind.
extension NameJudge {
  /// Whether the token is written in Cyrillic letters.
  func isCyrillic(_ index: Int) -> Bool { text[Int(tokens[index].lower)] & 0xFE == 0xD0 }

  /// Reads a run that ends in an adjective with a small noun after it as one name; false when there is none.
  mutating func judgeWithHead(_ start: Int, _ end: Int) -> Bool {
    guard isCyrillic(end - 1), RussianNames.isAdjective(tokens[end - 1].range, in: text),
      let head = russianHead(after: Int(tokens[end - 1].upper))
    else { return false }
    var lower = end - 1
    while lower > start, isCyrillic(lower - 1), RussianNames.isAdjective(tokens[lower - 1].range, in: text) {
      lower -= 1
    }
    judge(start, lower)
    add(lower, end, head.kind, upper: head.end)
    return true
  }

  /// The noun behind an adjective, other adjectives in small letters between: its end and the kind that it tells.
  private func russianHead(after end: Int) -> (end: Int, kind: NameKind)? {
    var index = end
    for _ in 0..<3 {
      guard let word = smallWord(after: index) else { return nil }
      if let kind = RussianNames.headKind(word, in: text) { return (word.upperBound, kind) }
      guard RussianNames.isAdjective(word, in: text) else { return nil }
      index = word.upperBound
    }
    return nil
  }

  /// The word of small Cyrillic letters right after a blank.
  private func smallWord(after end: Int) -> Range<Int>? {
    guard end + 7 < text.count, text[end] == 0x20, text[end + 1] & 0xFE == 0xD0 else { return nil }
    var index = end + 1
    let (first, _) = Scalars.decode(text, index)
    guard !Scalars.isCapital(first) else { return nil }
    while index + 1 < text.count, text[index] & 0xFE == 0xD0 { index += 2 }
    return end + 1..<min(index, text.count)
  }

  /// What the small word before and the endings tell of a name without other proof.
  func russianKind(_ start: Int, _ end: Int) -> NameKind? {
    guard isCyrillic(start) else { return nil }
    let before = tokens[start].before
    if !before.isEmpty {
      let range = Int(before.lowerBound)..<Int(before.upperBound)
      if let kind = RussianNames.headKind(range, in: text) { return kind }
      if end - start == 1, range.count <= 4, RussianNames.placing.category(of: range, in: text) != 0,
        !tokens[start].isUpper, !isInMarks(start)
      {
        return .place
      }
    }
    if end - start == 1 { return RussianNames.isPlace(tokens[start].range, in: text) ? .place : nil }
    if (start..<end).contains(where: { RussianNames.isPatronymic(tokens[$0].range, in: text) }) { return .person }
    // Наполеон Бонапарт: two capitals side by side, and the first word is not an adjective.
    let isPlain =
      end - start <= 3
      && (start..<end).allSatisfy {
        isCyrillic($0) && !tokens[$0].isUpper && tokens[$0].connector == 0 && tokens[$0].word == .none
      }
    return isPlain && !RussianNames.isAdjective(tokens[start].range, in: text) ? .person : nil
  }

  /// NGC 6704 in a Russian text: the end of the number behind Latin capitals. Nil where there is none.
  func catalogueEnd(_ index: Int) -> Int? {
    let token = tokens[index]
    guard token.isUpper, !isCyrillic(index), token.upper - token.lower <= 4 else { return nil }
    var end = Int(token.upper) + 1
    guard end < text.count, text[end - 1] == 0x20, text[end] &- 0x30 < 10 else { return nil }
    while end < text.count, text[end] &- 0x30 < 10 { end += 1 }
    if end < text.count, text[end] &- 0x41 < 26 { end += 1 }
    // Then words in Cyrillic, perhaps behind a dash.
    var next = end
    while next < text.count, next < end + 8, text[next] == 0x20 || text[next] == 0x2D || text[next] & 0xFE != 0xD0 {
      next += 1
    }
    return next > end && next < text.count && text[next] & 0xFE == 0xD0 ? end : nil
  }

  private func isInMarks(_ index: Int) -> Bool {
    let lower = Int(tokens[index].lower)
    return lower > 0 && (text[lower - 1] == 0x22 || text[lower - 1] == 0xAB)
  }
}

extension RussianNames {
  /// Before a place: `в Туле`.
  static let placing = WordList([(1, "в во из под")])

  static func isAdjective(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    guard range.count >= 10 else { return false }
    for ending in adjectives where text[range].suffix(ending.count).elementsEqual(ending) { return true }
    return false
  }

  private static let adjectives: [[UInt8]] = [
    "ая", "яя", "ое", "ее", "ый", "ий", "ой", "ей", "ого", "его", "ому", "ему", "ым", "им", "ом", "ую", "юю", "ые",
    "ие", "ых", "их",
    "ыми", "ими",
  ].map { Array($0.utf8) }

  static func isPatronymic(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    guard range.count >= 12 else { return false }
    for ending in patronymics where text[range].suffix(ending.count).elementsEqual(ending) { return true }
    return false
  }

  private static let patronymics: [[UInt8]] = ["ович", "евич", "ьич", "овна", "евна"].flatMap { stem -> [String] in
    stem.hasSuffix("ч")
      ? ["", "а", "у", "ем", "е"].map { stem + $0 } : ["а", "ы", "е", "у", "ой"].map { stem.dropLast() + $0 }
  }.map { Array($0.utf8) }

  /// The kind that a noun tells, in any case of it: район, района, районами.
  static func headKind(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> NameKind? {
    guard range.count >= 6 else { return nil }
    var end = range.upperBound
    while end - range.lowerBound >= 6, range.upperBound - end <= 6 {
      switch heads.category(of: range.lowerBound..<end, in: text) {
      case 1: return .place
      case 2: return .organisation
      default: end -= 2
      }
    }
    return nil
  }

  /// What stays of a noun in all its cases.
  private static let heads = WordList([
    (
      1,
      """
      район област край края краю крае краем округ губерни уезд волост республик королевств импери княжеств султанат ханств \
      море моря морю морем озер водохранилищ океан залив пролив остров полуостров архипелаг горы горах гору гора хребет \
      хребт равнин возвышенност низменност пустын долин ущель парк площад улиц проспект бульвар переул набережн мост \
      вокзал аэропорт канал реки река реке реку рекой бухт дворц дворец собор церкв храм монастыр лавр кладбищ музе крепост \
      поселени провинци штат кантон гидроэлектростанц созвезди город села село деревн посел столиц порт пляж станици
      """
    ),
    (
      2,
      """
      университет институт академи школ гимнази колледж дума думы думе думу думой совет собрани федераци ассоциаци союз парти \
      комитет комисси министерств агентств суд банк фонд лига лиги лиге клуб армия армии армию армией фронт флот дивизи бригад полк \
      легион корпус завод фабрик комбинат компани корпораци концерн холдинг газет журнал телекомпани телеканал оркестр \
      ансамбл обществ движени профсоюз палат театр консерватори библиотек сборн команд групп радиостанц издательств
      """
    ),
  ])

  static func isPlace(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    guard range.count >= 8 else { return false }
    return places.category(of: shortStem(range, in: text), in: text) != 0
  }

  /// The word without up to three vowels, й, м, х and ь at its end, at least three letters kept.
  private static func shortStem(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var end = range.upperBound
    var cut = 0
    while cut < 3, end - range.lowerBound > 6 {
      let letter = UInt16(text[end - 2]) << 8 | UInt16(text[end - 1])
      guard placeEndings.contains(letter) else { break }
      end -= 2
      cut += 1
    }
    return range.lowerBound..<end
  }

  /// а е и й м о у х ы ь ю я
  private static let placeEndings: [UInt16] = [
    0xD0B0, 0xD0B5, 0xD0B8, 0xD0B9, 0xD0BC, 0xD0BE, 0xD183, 0xD185, 0xD18B, 0xD18C, 0xD18E, 0xD18F,
  ]

  private static let places: WordList = {
    let names = """
      Россия Украина Белоруссия Беларусь Казахстан Грузия Армения Азербайджан Германия Франция Великобритания Англия Шотландия \
      Ирландия Италия Испания Португалия Польша Чехия Словакия Венгрия Румыния Болгария Сербия Хорватия Словения Черногория \
      Греция Турция Швеция Норвегия Финляндия Дания Исландия Голландия Нидерланды Бельгия Швейцария Австрия Китай Япония Корея \
      Индия Пакистан Афганистан Иран Ирак Сирия Ливан Израиль Египет Ливия Тунис Алжир Марокко Эфиопия Кения Нигерия Мексика \
      Бразилия Аргентина Чили Перу Колумбия Канада Америка Европа Азия Африка Австралия Эстония Латвия Литва Молдавия Молдова \
      Киргизия Таджикистан Туркмения Узбекистан Монголия Вьетнам Таиланд Индонезия Москва Петербург Ленинград Киев Минск \
      Новосибирск Екатеринбург Казань Самара Омск Челябинск Ростов Уфа Пермь Воронеж Волгоград Красноярск Саратов Тула Рязань \
      Тверь Ярославль Смоленск Псков Новгород Калуга Брянск Орел Курск Белгород Тамбов Пенза Ульяновск Владимир Иваново Кострома \
      Вологда Архангельск Мурманск Петрозаводск Калининград Сочи Краснодар Ставрополь Астрахань Оренбург Тюмень Томск Иркутск \
      Хабаровск Владивосток Якутск Магадан Сахалин Камчатка Сибирь Урал Кавказ Крым Севастополь Одесса Харьков Львов Донецк \
      Варшава Прага Вена Берлин Париж Лондон Рим Милан Мадрид Барселона Афины Стамбул Анкара Токио Пекин Шанхай Вашингтон Чикаго \
      Бостон Волга Дон Днепр Дунай Обь Енисей Лена Амур Байкал Каспий Алтай Дагестан Чечня Татарстан Башкирия Карелия Якутия
      """
    var text = names
    let stems: [String] = text.withUTF8 { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      return raw.indices.split { raw[$0] == 0x20 || raw[$0] == 0x0A }.compactMap { word in
        guard let first = word.first, let last = word.last else { return nil }
        return String(decoding: raw[shortStem(first..<last + 1, in: raw)], as: UTF8.self)
      }
    }
    return WordList([(1, stems.joined(separator: " "))])
  }()
}
