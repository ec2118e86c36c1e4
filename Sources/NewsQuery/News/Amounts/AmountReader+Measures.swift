// The rules for measures that are more than a number and a unit: `30 degrees Celsius`, `120 km/h`, `5 ft 10 in`.

extension AmountReader {
  /// `30 degrees Celsius`, `-5°C`, `40 degrees`, `30 градусов мороза`.
  func takeDegrees(_ part: inout Part, _ at: Int) {
    let word = lexemes[at]
    var end = word.end
    var unit = "°"
    for (words, symbol) in Self.scales {
      guard let after = tail(words, at: word.end) else { continue }
      (end, unit) = (after, symbol)
      break
    }
    // "She holds two degrees."
    let isInWords = lexemes[part.firstIndex].kind != Lexeme.number
    if isInWords, isEnglish, unit == "°" { return }
    if isSmallCount(part, word) { return }
    var value = part.value
    if let (_, after) = Self.frost.lazy.compactMap({ words in tail(words, at: end).map { (words, $0) } }).first {
      end = after
      value = -value
    }
    (part.kind, part.unit, part.value) = (.quantity, unit, value)
    take(&part, to: end, from: at + 1)
  }

  private static let scales = [
    (" Celsius", "°C"), (" Fahrenheit", "°F"), (" celsius", "°C"), (" fahrenheit", "°F"), (" centigrade", "°C"),
    (" Centigrade", "°C"), ("C", "°C"), ("F", "°F"), (" C", "°C"), (" F", "°F"), (" по Цельсию", "°C"),
    (" Цельсия", "°C"),
  ]

  private static let frost = [
    " below zero", " below freezing", " мороза", " ниже нуля", " unter Null", " sous zéro", " bajo cero",
  ]

  /// `km/h`, `miles per hour`, `kilometres an hour`, `m/s`, `km²`.
  func takeSpeed(_ part: inout Part) {
    for (words, sign) in Self.rates {
      guard let end = tail(words, at: part.end) else { continue }
      let unit: String?
      switch sign {
      case "h": unit = part.unit == "mi" ? "mph" : part.unit + "/h"
      case "s": unit = part.unit == "mi" ? nil : part.unit + "/s"
      case "2": unit = Units.squared(part.unit)
      default: unit = Units.cubed(part.unit)
      }
      guard let unit else { return }
      part.unit = unit
      take(&part, to: end, from: part.next)
      return
    }
  }

  private static let rates = [
    ("/h", "h"), ("/hr", "h"), ("/hour", "h"), (" per hour", "h"), (" an hour", "h"), ("-per-hour", "h"),
    ("-an-hour", "h"), (" par heure", "h"), ("/heure", "h"), ("-heure", "h"), (" por hora", "h"), (" pro Stunde", "h"),
    (" в час", "h"), ("/ч", "h"), ("/小时", "h"), ("/s", "s"), (" per second", "s"), (" a second", "s"),
    (" par seconde", "s"), (" por segundo", "s"), (" pro Sekunde", "s"), (" в секунду", "s"), ("/с", "s"), ("/秒", "s"),
    ("²", "2"), ("2", "2"), ("³", "3"), ("3", "3"),
  ]

  /// `5 ft 10 in`, `5 feet, 10 inches`, `6-foot-2`.
  func takeInches(_ part: inout Part) {
    guard let number = lexeme(part.next), number.kind == Lexeme.number || number.kind == Number.cardinal,
      let reading = AmountNumbers.read(lexemes, part.next, text, lexicon), reading.value < 12
    else { return }
    switch number.gap {
    case .glued, .blank, .hyphen, .comma: break
    default: return
    }
    let end = lexemes[reading.next - 1].end
    if let unit = near(reading.next), unit.kind == Kind.unit, Units.symbols[unit.value] == "in" {
      part.value = feet(part.value, reading.value)
      take(&part, to: unit.end, from: reading.next + 1)
    } else if let after = tail(" in", at: end) ?? tail("in", at: end), number.gap != .comma,
      after >= limit || text[after] != 0x20 || tail(" tall", at: after) != nil || tail(" high", at: after) != nil
    {
      part.value = feet(part.value, reading.value)
      take(&part, to: after, from: reading.next)
    } else if lexemes[part.next - 1].end - lexemes[part.next - 1].start == 4, part.value < 9, tail("", at: end) != nil,
      number.gap == .hyphen || number.kind == Lexeme.number && near(reading.next)?.kind != Kind.unit
    {
      // `6-foot-2`, `6 foot 2`
      part.value = feet(part.value, reading.value)
      take(&part, to: end, from: reading.next)
    }
  }

  /// To four decimals: 5.8333, since no one means more.
  private func feet(_ feet: Double, _ inches: Double) -> Double {
    ((feet + inches / 12) * 10_000).rounded() / 10_000
  }

  /// `6'2"`
  func takeHeight(_ part: inout Part, _ at: Int) {
    let inches = lexemes[at]
    let apostrophe = part.end..<inches.start
    guard part.value < 9, apostrophe.count == 1 || apostrophe.count == 3,
      let value = AmountNumbers.value(text, inches.start, inches.end, hasDecimalComma: false), value < 12,
      let end = ["\"", "”", "″", "''"].lazy.compactMap({ tail($0, at: inches.end) }).first
    else { return }
    (part.kind, part.unit, part.value) = (.quantity, "ft", feet(part.value, value))
    take(&part, to: end, from: at + 1)
  }

  /// `square kilometres`, `cubic feet`.
  func takeArea(_ part: inout Part, _ at: Int, isCubic: Bool) {
    guard let word = lexeme(at + 1), [.blank, .stop, .hyphen].contains(word.gap) else { return }
    // `570 sq m`
    let isMetre = word.kind == Kind.letter && word.value == 6 && !isCapitals(word)
    guard word.kind == Kind.unit || isMetre else { return }
    let symbol = isMetre ? "m" : Units.symbols[word.value]
    guard let unit = isCubic ? Units.cubed(symbol) : Units.squared(symbol) else { return }
    part.kind = .quantity
    part.unit = unit
    take(&part, to: word.end, from: at + 2)
  }

  /// `10.3 billion U.S. dlrs`, `80 m.p.h.`: what the stops of an abbreviation would hide. True if there is one.
  func takeAbbreviated(_ part: inout Part) -> Bool {
    let (at, start) = (part.next, part.end)
    if let end = Self.american.lazy.compactMap({ tail($0, at: start) }).first,
      let name = (at..<min(at + 3, lexemes.count)).first(where: { lexemes[$0].start == end }),
      lexemes[name].kind == Kind.name || lexemes[name].kind == Kind.minor
    {
      if lexemes[name].kind == Kind.minor { part.value /= 100 }
      (part.kind, part.unit, part.end, part.next) = (.money, "USD", lexemes[name].end, name + 1)
      return true
    }
    for (words, unit) in Self.dotted {
      guard let end = tail(words, at: start) else { continue }
      (part.kind, part.unit) = (.quantity, unit)
      take(&part, to: end, from: at)
      return true
    }
    return false
  }

  private static let dotted = [
    (" m.p.h.", "mph"), (" m.p.h", "mph"), (" k.p.h.", "km/h"), (" b.p.d.", "b/d"),
  ]

  private static let american = [" U.S. ", "-U.S. "]

  /// `800,000 barrels a day`
  func takeDaily(_ part: inout Part) {
    let start = part.end
    guard let end = Self.daily.lazy.compactMap({ tail($0, at: start) }).first else { return }
    part.unit = "b/d"
    take(&part, to: end, from: part.next)
  }

  private static let daily = [
    " a day", " per day", "/day", " daily", " each day", " par jour", " al día", " por día", " diarios", " pro Tag",
    " am Tag", " täglich", " в сутки", " в день", " al giorno", "/日", "每天",
  ]

  /// `12m passengers`, `8.2m`, `32m2`, `900k users`: a letter glued to a number without a currency.
  func takeLetter(_ part: inout Part, _ at: Int) {
    let letter = lexemes[at]
    guard letter.gap == .glued || letter.value == 6 else { return }
    if letter.value == 6, let end = ["2", "²"].lazy.compactMap({ tail($0, at: letter.end) }).first {
      (part.kind, part.unit) = (.quantity, "m²")
      return take(&part, to: end, from: at + 1)
    }
    guard letter.gap == .glued else { return }
    let isMany = isEnglish && countsNoun(part, letter)
    guard isMany || letter.value == 6 else { return }
    guard isMany else {
      (part.kind, part.unit, part.end, part.next) = (.quantity, "m", letter.end, at + 1)
      return
    }
    part.value = ((part.value * AmountNumbers.power(letter.value)) * 1000).rounded() / 1000
    (part.isScaled, part.hasOwnScale, part.end, part.next) = (true, true, letter.end, at + 1)
    if let unit = near(at + 1, hyphen: false), unit.kind == Kind.unit {
      (part.kind, part.unit, part.end, part.next) = (.quantity, Units.symbols[unit.value], unit.end, at + 2)
      if part.unit == "bbl" { takeDaily(&part) }
    }
  }

  /// `1,34 $ CA`
  func takeCountry(_ part: inout Part) {
    for (words, code) in [
      (" CA", "CAD"), (" CAN", "CAD"), (" US", "USD"), (" AU", "AUD"), (" HK", "HKD"), (" NZ", "NZD"),
    ] {
      guard let end = tail(words, at: part.end) else { continue }
      part.unit = code
      return take(&part, to: end, from: part.next)
    }
  }

  /// `3 euros con 99 céntimos`, `zwei Euro fünfzig`, `three dollars and 50 cents`: hundredths after the sum.
  func takeMinor(_ part: inout Part) {
    guard !part.hasOwnScale, part.value == part.value.rounded(), part.value < 10_000 else { return }
    var at = part.next
    var isJoined = false
    if let and = near(at, hyphen: false), and.kind == Number.and || and.kind == Kind.with {
      at += 1
      isJoined = true
    }
    guard let first = near(at, hyphen: false), first.kind == Lexeme.number || first.kind == Number.cardinal,
      let reading = AmountNumbers.read(lexemes, at, text, lexicon), !reading.hasOwnScale, reading.value < 100,
      reading.value >= 1, reading.value == reading.value.rounded()
    else { return }
    if let minor = near(reading.next, hyphen: false), minor.kind == Kind.minor {
      guard Currencies.codes[minor.value] == part.unit else { return }
      part.value += reading.value / 100
      return take(&part, to: minor.end, from: reading.next + 1)
    }
    // `3 Euro 99`, but neither `3 Euro 99 Kilometer` nor `3 euros 5 ans`.
    let end = lexemes[reading.next - 1].end
    let isEnd =
      end >= limit || tail(" und", at: end) != nil || tail(" et", at: end) != nil || ".,;)".utf8.contains(text[end])
    guard !isJoined, lexicon.hasDecimalComma, reading.value >= 10, isEnd,
      first.kind == Number.cardinal || first.end - first.start == 2, tail("", at: end) != nil
    else { return }
    if end + 1 < limit, DateParsing.isDigit(text[end + 1]), text[end] != 0x20 { return }
    part.value += reading.value / 100
    take(&part, to: end, from: reading.next)
  }

  /// The part reaches to `end`; what it takes in of the lexemes from `next` is no amount of its own.
  func take(_ part: inout Part, to end: Int, from next: Int) {
    part.end = end
    part.next = next
    while let lexeme = lexeme(part.next), lexeme.start < end { part.next += 1 }
  }

  /// Where `words` end if they stand at `start` and no letter or digit goes on after them.
  func tail(_ words: String, at start: Int) -> Int? {
    let end = start + words.utf8.count
    guard end <= limit, text[start..<end].elementsEqual(words.utf8) else { return nil }
    guard end < limit, text[end - 1] != 0x20 else { return end }
    let after = Scalars.decode(text, end).scalar
    return Scalars.isLetter(after) || after &- 48 < 10 ? nil : end
  }

  /// Whether `words` stand right before `end`, with no letter before them.
  func stands(_ words: String, before end: Int) -> Bool {
    let start = end - words.utf8.count
    guard start >= 0, text[start..<end].elementsEqual(words.utf8) else { return false }
    return start == 0 || !Scalars.isLetter(Scalars.decode(before: start, text).scalar)
  }

  /// `一人`, `一度`, `最后一公里`: a number below ten in one character before a unit of one character is mostly another
  /// word.
  func isSmallCount(_ part: Part, _ unit: Lexeme) -> Bool {
    lexemes[part.firstIndex].isIdeographic && unit.isIdeographic
      && (part.value < 10 && unit.end - unit.start == 3 || part.value == 1)
  }

  /// `четыре пункта` are those of a charge or a plan.
  func isSpelledCyrillic(_ part: Part) -> Bool { text[lexemes[part.firstIndex].start] & 0xFE == 0xD0 }

  /// Whether the characters at an index go on with a number that could not be read from its beginning: `五六十`.
  func continuesNumeral(_ index: Int) -> Bool {
    guard index > 0, lexemes[index].gap == .glued, lexemes[index - 1].isIdeographic else { return false }
    switch lexemes[index - 1].kind {
    case Number.cardinal, Number.scale, Number.vague: return true
    default: return false
    }
  }

  /// `at one point`, `from one point of view`, `in 2016 point to`: neither of a game nor of an index.
  func isIdiom(_ part: Part, _ point: Lexeme) -> Bool {
    guard point.end - point.start == 5, point.gap == .blank, isEnglish else { return false }
    if (1900..<2100).contains(part.value) { return true }
    guard part.value == 1, lexemes[part.firstIndex].kind != Lexeme.number else { return false }
    return tail(" of", at: point.end) != nil || Self.beforeIdiom.contains { stands($0, before: part.start) }
  }

  private static let beforeIdiom = ["at ", "At ", "to ", "from ", "the ", "in ", "on ", "is ", "make ", "near "]

  /// `第三十五`
  func isOrdinal(_ start: Int) -> Bool {
    start >= 3 && text[start - 3] == 0xE7 && text[start - 2] == 0xAC && text[start - 1] == 0xAC
  }

  /// `三成` is thirty percent; 三成员 and 三成果 are other words.
  func isTenths(_ word: Lexeme) -> Bool {
    guard word.gap == .glued else { return false }
    guard word.end < limit else { return true }
    return !Self.wordsWithTenths.contains(Scalars.decode(text, word.end).scalar)
  }

  private static let wordsWithTenths = Set("员立为功果就长都本品分熟年份交效".unicodeScalars.map(\.value))
}
