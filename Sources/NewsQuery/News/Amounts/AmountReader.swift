/// Reads the amounts of one paragraph from its lexemes.
struct AmountReader {
  let text: UnsafeRawBufferPointer
  let limit: Int
  let lexemes: [Lexeme]
  let lexicon: Lexicon
  let isEnglish: Bool

  typealias Kind = AmountLexicon.Kind
  typealias Number = AmountNumbers.Kind

  /// One number with what stands around it.
  struct Part {
    var value: Double
    var start: Int
    var end: Int
    var next: Int
    var firstIndex: Int
    var kind: AmountMention.Kind?
    var unit = ""
    var isScaled: Bool
    var hasOwnScale: Bool
    var hasPrefix = false
    var hasSuffix: Bool { kind != nil && !hasPrefix }
  }

  /// Appends the amounts found, in order.
  mutating func read(into found: inout [AmountMention]) {
    var index = 0
    while index < lexemes.count {
      if case (var mention, let next)? = fraction(at: index) {
        if isEnglish { mention.of = AmountTopic.range(of: mention, in: text, limit: limit) }
        found.append(mention)
        index = next
        continue
      }
      guard let first = part(at: index) else {
        index += 1
        continue
      }
      var part = first
      var mention: AmountMention?
      var next = part.next
      if let (second, isRange) = second(after: part) {
        if isRange {
          let value = part.hasOwnScale || !second.hasOwnScale ? part.value : part.value * scale(of: second)
          // `from $3 in 1975 to 2.5 percent`
          if value < second.value, second.kind != nil || part.kind != nil || second.isScaled {
            mention = AmountMention(
              span: part.start..<second.end, kind: second.kind ?? part.kind ?? .quantity, value: value,
              upper: second.value, unit: second.kind != nil ? second.unit : part.unit, of: nil)
            next = second.next
          } else if part.kind == nil, let kind = second.kind, second.hasSuffix, isOpened(part) {
            // `del 8,5 al 3,2 por ciento`: it fell, so these are two amounts of one kind.
            (part.kind, part.unit, part.value) = (kind, second.unit, value)
          }
        } else if part.kind == .money, second.kind == .money, !part.hasOwnScale, second.hasOwnScale {
          // `from US$89 to $93 billion`
          part.value *= scale(of: second)
        } else if part.kind == nil, let kind = second.kind, second.hasSuffix {
          // `from 5 to 4 percent`: the first is of the same kind.
          part.kind = kind
          part.unit = second.unit
          if !part.hasOwnScale, second.hasOwnScale { part.value *= scale(of: second) }
        }
      }
      if mention == nil {
        takeWhole(&part)
        if let kind = part.kind {
          mention = AmountMention(
            span: part.start..<part.end, kind: kind, value: part.value, upper: nil, unit: part.unit, of: nil)
        } else if part.isScaled, part.hasOwnScale, !part.value.isNaN {
          mention = AmountMention(
            span: part.start..<part.end, kind: .quantity, value: part.value, upper: nil, unit: "", of: nil)
        }
      }
      if var mention {
        unnameGlossed(before: mention, in: &found)
        if isEnglish { mention.of = AmountTopic.range(of: mention, in: text, limit: limit) }
        found.append(mention)
      }
      index = max(next, index + 1)
    }
  }

  /// `$57 million (US$78 million)`: the first are not US dollars, and which they are is not said.
  private func unnameGlossed(before mention: AmountMention, in found: inout [AmountMention]) {
    guard let last = found.last, last.unit == "USD", mention.unit == "USD", last.kind == .money,
      text[last.span.lowerBound] == UInt8(ascii: "$"), text[mention.span.lowerBound] == UInt8(ascii: "U")
    else { return }
    let between = last.span.upperBound..<mention.span.lowerBound
    guard between.count <= 10, text[between].contains(UInt8(ascii: "(")) else { return }
    found[found.count - 1].unit = ""
  }

  /// `280 million of the 1.5 billion shekels`: the whole says what its part is counted in.
  private func takeWhole(_ part: inout Part) {
    guard part.kind == nil, part.isScaled, part.hasOwnScale, isEnglish, let start = tail(" of the", at: part.end),
      let index = (part.next..<min(part.next + 3, lexemes.count)).first(where: { lexemes[$0].start == start + 1 }),
      let whole = self.part(at: index), let kind = whole.kind, kind == .money, whole.hasOwnScale
    else { return }
    (part.kind, part.unit) = (kind, whole.unit)
  }

  /// How much the scale words of a part multiply its digits by.
  func scale(of part: Part) -> Double {
    var scale = 1.0
    for index in part.firstIndex..<part.next {
      let lexeme = lexemes[index]
      if lexeme.kind == Number.scale || lexeme.kind == Number.plural || lexeme.kind == Kind.letter {
        scale *= AmountNumbers.power(lexeme.value)
      }
    }
    return scale
  }

  // MARK: One number

  func lexeme(_ index: Int) -> Lexeme? { index >= 0 && index < lexemes.count ? lexemes[index] : nil }

  /// The lexeme at an index where only a blank, or nothing, stands before it; hyphens too where they may.
  func near(_ index: Int, hyphen: Bool = true) -> Lexeme? {
    guard let lexeme = lexeme(index) else { return nil }
    switch lexeme.gap {
    case .glued, .blank: return lexeme
    case .hyphen: return hyphen ? lexeme : nil
    default: return nil
    }
  }

  /// Whether all of a lexeme's letters are capitals.
  func isCapitals(_ lexeme: Lexeme) -> Bool {
    text[lexeme.start..<lexeme.end].allSatisfy { $0 &- 65 < 26 || $0 >= 0x80 }
  }

  /// The number at an index with its currency, share or unit.
  func part(at index: Int) -> Part? {
    var currency: Int?
    var at = index
    let opener = lexemes[index]
    switch opener.kind {
    case Kind.sign, Kind.code, Kind.prefix, Kind.nameBefore, Kind.hash, Kind.unit, Kind.pounds, Number.article,
      Kind.letterBefore:
      guard let (found, next) = currencyBefore(index) else { break }
      currency = found
      at = next
    case Kind.percentBefore:
      guard near(index + 1)?.gap == .glued,
        let reading = AmountNumbers.read(lexemes, index + 1, text, lexicon)
      else { return nil }
      return Part(
        value: reading.value, start: opener.start, end: lexemes[reading.next - 1].end, next: reading.next,
        firstIndex: index, kind: .percent, unit: "%", isScaled: false, hasOwnScale: false, hasPrefix: true)
    default: break
    }
    if at > index, near(at)?.gap == .hyphen, currency != nil, opener.kind != Kind.sign { return nil }
    guard at < lexemes.count, let reading = AmountNumbers.read(lexemes, at, text, lexicon), reading.next > at else {
      return nil
    }
    let first = lexemes[at]
    if first.isIdeographic, isOrdinal(first.start) || continuesNumeral(at) { return nil }
    // `A320`, `F16`, and what has letters glued to it that are no unit: `1980s`, `5th`.
    if first.kind == Lexeme.number {
      if first.followsLetter, currency == nil { return nil }
      let last = lexemes[reading.next - 1]
      if last.end < limit, last.kind == Lexeme.number, isLetter(last.end), lexeme(reading.next)?.gap != .glued {
        return nil
      }
    }
    var part = Part(
      value: reading.value, start: lexemes[index].start, end: lexemes[reading.next - 1].end, next: reading.next,
      firstIndex: index, isScaled: reading.isScaled, hasOwnScale: reading.hasOwnScale)
    if currency == nil { part.start = AmountNumbers.startsWithPoint(text, first.start) ? first.start - 1 : first.start }
    takeLetterScale(&part, hasCurrency: currency != nil)
    if let currency {
      part.kind = .money
      part.unit = Currencies.codes[currency]
      part.hasPrefix = true
      takeRepeatedCurrency(&part)
      addMinus(&part)
      return part.value.isNaN && !part.isScaled ? nil : part
    }
    takeSuffix(&part)
    if part.value.isNaN, part.kind != .money || !part.isScaled { return nil }
    if part.kind == .percent || part.kind == .points || part.unit.utf8.first == 0xC2 { addMinus(&part) }
    return part
  }

  private func isLetter(_ at: Int) -> Bool {
    Scalars.isLetter(Scalars.decode(text, at).scalar)
  }

  /// `$`, `US$`, `GB £`, `USD`, `Rs.`, `#` before a number: the currency, and the index of the number.
  private func currencyBefore(_ index: Int) -> (Int, Int)? {
    let opener = lexemes[index]
    switch opener.kind {
    case Kind.sign:
      // The sign may be said twice: `$US40bn`.
      if let after = near(index + 1), after.gap == .glued, isCapitals(after), number(index + 2) {
        if after.kind == Kind.prefix || after.kind == Kind.code { return (after.value, index + 2) }
        // `$A1,200`
        if after.kind == Number.article { return (Currencies.number("AUD"), index + 2) }
      }
      return number(index + 1) ? (opener.value, index + 1) : nil
    case Kind.prefix, Kind.code, Number.article:
      guard isCapitals(opener) else { return nil }
      if let sign = near(index + 1, hyphen: false), sign.kind == Kind.sign || sign.kind == Kind.hash, number(index + 2),
        sign.gap == .glued || opener.kind != Number.article
      {
        if sign.kind == Kind.hash { return (Currencies.number("GBP"), index + 2) }
        let isDollar = text[sign.start] == UInt8(ascii: "$")
        if !isDollar { return (sign.value, index + 2) }
        return (opener.kind == Number.article ? Currencies.number("AUD") : opener.value, index + 2)
      }
      if opener.kind == Kind.prefix, opener.end - opener.start == 1, text[opener.start] == UInt8(ascii: "R"),
        isLargeNumber(index + 1)
      {
        return (Currencies.number("ZAR"), index + 1)
      }
      return opener.kind == Kind.code && number(index + 1) ? (opener.value, index + 1) : nil
    case Kind.letterBefore: return isLargeNumber(index + 1) ? (opener.value, index + 1) : nil
    case Kind.unit:
      // `GB £20`, `GB # 20.1 billion`, `GB pounds 3.2 million`: no gigabytes.
      guard isBritain(opener), let sign = near(index + 1, hyphen: false) else { return nil }
      switch sign.kind {
      case Kind.sign, Kind.hash: guard number(index + 2) else { return nil }
      case Kind.pounds: guard number(index + 2, afterBlank: true) else { return nil }
      default: return nil
      }
      return (Currencies.number("GBP"), index + 2)
    case Kind.pounds:
      // `Pounds 3.2m` is the Financial Times's way.
      return opener.isCapital && number(index + 1, afterBlank: true) ? (Currencies.number("GBP"), index + 1) : nil
    case Kind.nameBefore:
      guard opener.isCapital, let next = lexeme(index + 1), next.kind == Lexeme.number else { return nil }
      return next.gap == .blank || next.gap == .glued || next.gap == .stop ? (opener.value, index + 1) : nil
    case Kind.hash:
      // Only a scale tells a sum from a number: `# 13 billion`.
      guard number(index + 1), let after = near(index + 2), after.kind == Number.scale, after.value >= 6 else {
        return nil
      }
      return (Currencies.number("GBP"), index + 1)
    default: return nil
    }
  }

  private func isBritain(_ lexeme: Lexeme) -> Bool {
    lexeme.end - lexeme.start == 2 && isCapitals(lexeme) && text[lexeme.start] == UInt8(ascii: "G")
      && text[lexeme.start + 1] == UInt8(ascii: "B")
  }

  /// Whether a number stands right at an index.
  private func number(_ index: Int, afterBlank: Bool = false) -> Bool {
    if let lexeme = lexeme(index), lexeme.gap == .stop, lexeme.kind == Lexeme.number {
      // `$.50`
      return text[lexeme.start - 1] == UInt8(ascii: ".") && text[lexeme.start - 2] > 0x20
    }
    guard let lexeme = near(index) else { return false }
    if afterBlank { return lexeme.kind == Lexeme.number && lexeme.gap == .blank }
    return lexeme.kind == Lexeme.number || lexeme.kind == Number.cardinal && lexeme.gap != .blank
  }

  /// A number glued to the letter before it, with a scale or in groups: `N5bn`, `R250,000`, but not `R61`.
  private func isLargeNumber(_ index: Int) -> Bool {
    guard let number = lexeme(index), number.kind == Lexeme.number, number.gap == .glued,
      text[lexemes[index - 1].start] &- 65 < 26
    else { return false }
    if text[number.start..<number.end].contains(UInt8(ascii: ",")) { return true }
    guard let after = near(index + 1, hyphen: false) else { return false }
    return after.kind == Number.scale || after.kind == Kind.letter && after.gap == .glued
  }

  /// `$28m`, `€5k`: a letter glued to a sum.
  private func takeLetterScale(_ part: inout Part, hasCurrency: Bool) {
    guard let letter = near(part.next, hyphen: false), letter.kind == Kind.letter, !part.hasOwnScale else { return }
    // `5 M€`
    let hasSign = lexeme(part.next + 1)?.gap == .glued && lexeme(part.next + 1)?.kind == Kind.sign
    guard hasCurrency || hasSign, letter.gap == .glued || isCapitals(letter) else { return }
    part.value *= AmountNumbers.power(letter.value)
    (part.isScaled, part.hasOwnScale) = (true, true)
    part.end = letter.end
    part.next += 1
  }

  /// `$9.99 US dollars`, `$249 USD`, `$99 (USD`: the currency once more after the number.
  private func takeRepeatedCurrency(_ part: inout Part) {
    var at = part.next
    var code: Int?
    if let bracketed = lexeme(at), bracketed.gap == .bracket, bracketed.kind == Kind.code, isCapitals(bracketed),
      part.unit == "USD"
    {
      (part.unit, part.end, part.next) = (Currencies.codes[bracketed.value], bracketed.end, at + 1)
      if part.end < limit, text[part.end] == UInt8(ascii: ")") { part.end += 1 }
      return
    }
    if let prefix = near(at, hyphen: false), prefix.kind == Kind.prefix || prefix.kind == Kind.code, prefix.isCapital {
      if prefix.kind == Kind.code, isCapitals(prefix) {
        code = prefix.value
        part.end = prefix.end
        part.next = at + 1
      } else if near(at + 1, hyphen: false)?.kind == Kind.name {
        code = prefix.value
      }
      at += 1
    }
    if let name = near(at, hyphen: false), name.kind == Kind.name {
      if code == nil, Currencies.codes[name.value] != part.unit { return }
      part.end = name.end
      part.next = at + 1
    }
    if let code, part.unit == "USD" || part.unit == "GBP" { part.unit = Currencies.codes[code] }
  }

  /// A minus sign that stands free before a number.
  func addMinus(_ part: inout Part) {
    let start = part.start
    guard start > 0, !part.value.isNaN else { return }
    if let word = AmountLexicon.minus.first(where: { stands($0, before: start) }) {
      // `au moins 5 %` is no less.
      if stands("au " + word, before: start) || stands("al " + word, before: start) { return }
      part.start -= word.utf8.count
      part.value = -part.value
      return
    }
    if text[start - 1] == UInt8(ascii: "-"), start == 1 || text[start - 2] <= 0x20 || text[start - 2] == 0x28 {
      part.start -= 1
      part.value = -part.value
    } else if start >= 3, text[start - 3] == 0xE2, text[start - 2] == 0x88, text[start - 1] == 0x92 {
      part.start -= 3
      part.value = -part.value
    }
  }

  // MARK: After the number

  private func takeSuffix(_ part: inout Part) {
    var at = part.next
    if takeAbbreviated(&part) { return }
    // `5 mln of dollars` is how French and Spanish say it: `millones de dólares`.
    if lexicon.hasDecimalComma, part.isScaled, let of = near(at), of.kind == Number.of { at += 1 }
    guard let word = near(at) ?? (lexeme(at)?.gap == .apostrophe ? lexeme(at) : nil) ?? afterShortScale(part, at)
    else { return }
    func take(_ kind: AmountMention.Kind, _ unit: String, _ count: Int = 1) {
      part.kind = kind
      part.unit = unit
      part.end = lexemes[at + count - 1].end
      part.next = at + count
    }
    switch word.kind {
    case Kind.percent:
      // `7pc`, but not `7 PC`.
      if word.end - word.start == 2, word.gap != .glued || isCapitals(word) { return }
      take(.percent, "%")
      if near(at + 1)?.kind == Kind.points { take(.points, "pp", 2) }
    case Kind.per:
      if let cent = near(at + 1, hyphen: false), isCent(cent) {
        take(.percent, "%", 2)
        if near(at + 2)?.kind == Kind.points { take(.points, "pp", 3) }
      }
    case Kind.percentage:
      if word.value == 1 { take(.points, "pp") } else if near(at + 1)?.kind == Kind.points { take(.points, "pp", 2) }
    case Kind.basis:
      if word.value == 1 { take(.points, "bp") } else if near(at + 1)?.kind == Kind.points { take(.points, "bp", 2) }
    case Kind.points:
      if lexicon.hasDecimalComma, near(at + 1)?.kind == Number.of, let noun = near(at + 2),
        noun.kind == Kind.percentage || noun.kind == Kind.basis
      {
        // `points de pourcentage`, `points de base`
        return take(.points, noun.kind == Kind.percentage ? "pp" : "bp", 3)
      }
      let after = near(at + 1)
      if after?.kind == Kind.percentage {
        take(.points, "pp", 2)
      } else if after?.kind == Kind.basis {
        take(.points, "bp", 2)
      } else if word.gap != .glued, !isIdiom(part, word), !isSpelledCyrillic(part) {
        take(.points, "point")
      }
    case Kind.sign where word.gap != .hyphen:
      // `5 $`, `1,2 Mrd €`; but in `5 $6` the sign belongs to what follows.
      if near(at + 1)?.gap != .glued || near(at + 1)?.kind != Lexeme.number {
        take(.money, Currencies.codes[word.value])
        takeCountry(&part)
      }
    case Kind.code where isCapitals(word) && word.gap != .hyphen:
      take(.money, Currencies.codes[word.value])
    case Kind.name, Kind.nameBefore:
      guard !isSmallCount(part, word) else { return }
      take(.money, Currencies.codes[word.value])
      // `francs CFA`, `pesos chilenos`
      if lexicon.hasDecimalComma, let after = near(at + 1, hyphen: false),
        after.end - after.start >= 5 || isCapitals(after),
        after.kind == Kind.prefix || after.kind == Kind.code
      {
        let code = after.kind == Kind.code ? after.value : foreign(after.value, word.value)
        take(.money, Currencies.codes[code], 2)
      }
      takeMinor(&part)
    case Kind.doubtfulName:
      if part.hasOwnScale || part.value >= 100 && !(1000..<2100).contains(part.value) {
        take(.money, Currencies.codes[word.value])
      }
    case Kind.pounds:
      let isWeight = !part.hasOwnScale && part.value < 1000 || near(at + 1)?.kind == Number.of && !part.hasOwnScale
      take(isWeight ? .quantity : .money, isWeight ? "lb" : "GBP")
    case Kind.prefix, Kind.place:
      takeForeignName(&part, at)
    case Number.scale where word.value == 2 && lexicon.hasDecimalComma && word.gap == .blank:
      // `34 cents` in French: of a euro, if nothing says of what.
      take(.money, "EUR")
      part.value /= 100
    case Kind.minor:
      guard word.end - word.start > 1 || word.gap == .glued else { return }
      take(.money, Currencies.codes[word.value])
      part.value /= 100
    case Kind.unit where isBritain(word) && near(at + 1, hyphen: false)?.kind == Kind.pounds:
      take(.money, "GBP", 2)
    case Kind.degrees: takeDegrees(&part, at)
    case Kind.unit:
      // `в 1997-м`
      guard !isSmallCount(part, word), word.gap != .hyphen || word.end - word.start > 2 || text[word.start] < 0x80
      else {
        return
      }
      take(.quantity, Units.symbols[word.value])
      switch part.unit {
      case "km", "m", "mi": takeSpeed(&part)
      case "ft": takeInches(&part)
      case "bbl": takeDaily(&part)
      default: break
      }
    case Kind.letter where !isCapitals(word) && tail("b/d", at: word.start) != nil:
      take(.quantity, "b/d")
      part.end += 2
    case Kind.square, Kind.cubic:
      takeArea(&part, at, isCubic: word.kind == Kind.cubic)
    case Kind.tenths where isTenths(word):
      take(.percent, "%")
      part.value *= 10
      if let half = near(at + 1), half.gap == .glued, half.kind == Number.half {
        // `三成半`
        part.value += 5
        take(.percent, "%", 2)
      }
    case Lexeme.number where word.gap == .apostrophe: takeHeight(&part, at)
    case Kind.letter where !isCapitals(word) && !part.isScaled: takeLetter(&part, at)
    default: break
    }
  }

  private func isCent(_ lexeme: Lexeme) -> Bool {
    switch lexeme.kind {
    case Kind.minor: lexeme.end - lexeme.start == 4
    // `pour cent`, `por ciento`
    case Number.scale: lexeme.value == 2
    case Number.cardinal: lexeme.value == 100
    default: false
    }
  }

  /// The currency after a scale that is cut short: `300 тыс. долларов`, `5 Mio. Euro`.
  private func afterShortScale(_ part: Part, _ index: Int) -> Lexeme? {
    guard part.isScaled, let word = lexeme(index), word.gap == .stop else { return nil }
    // After a scale in full, "5 Millionen. Euro …" would be two sentences.
    let isShort = part.end >= 4 && text[part.end - 4] <= 0x20
    if word.isCapital, !isShort { return nil }
    switch word.kind {
    case Kind.name, Kind.nameBefore, Kind.doubtfulName, Kind.sign: return word
    case Kind.code: return isCapitals(word) ? word : nil
    case Kind.unit: return word.isIdeographic || text[word.start] >= 0xD0 ? word : nil
    default: return nil
    }
  }

  /// `Canadian dollars`, `Hong Kong dollars`.
  private func takeForeignName(_ part: inout Part, _ start: Int) {
    var at = start
    var code: Int?
    while let word = near(at), word.kind == Kind.prefix || word.kind == Kind.place || word.kind == Kind.code,
      at < start + 3
    {
      // `swiss francs`, `швейцарских франков`, but no `us dollars`.
      guard word.isCapital || word.end - word.start >= 5 else { return }
      if word.kind == Kind.prefix { code = word.value }
      if word.kind == Kind.place, text[word.start] | 0x20 == UInt8(ascii: "h") { code = Currencies.number("HKD") }
      at += 1
    }
    guard let name = near(at) else { return }
    let isMinor = name.kind == Kind.minor
    switch name.kind {
    case Kind.name, Kind.doubtfulName, Kind.pounds, Kind.nameBefore, Kind.minor: break
    default: return
    }
    part.kind = .money
    part.unit = Currencies.codes[foreign(code, name.value)]
    if isMinor { part.value /= 100 }
    part.end = name.end
    part.next = at + 1
  }

  /// The currency of an adjective and a name: the adjective decides where the name is shared by countries.
  private func foreign(_ adjective: Int?, _ name: Int) -> Int {
    guard let adjective else { return name }
    let shared = [
      "USD", "GBP", "CHF", "MXN", "INR", "IQD", "SAR", "SEK", "DKK", "IRR", "ITL", "DEM", "FRF", "RUB", "AED",
    ]
    // `US pounds` does not exist: the name wins.
    if Currencies.codes[adjective] == "USD" { return name }
    return shared.contains(Currencies.codes[name]) ? adjective : name
  }
}
