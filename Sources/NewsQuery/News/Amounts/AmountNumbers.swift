/// Numbers as newspapers write them, read from lexemes: `1,234.5`, `1.234,5`, `7-1/2`, `twenty-four`, `half a`,
/// `one and a half`, each with the scales that follow, `5.93 mln`, `a hundred thousand`, `2 lakh crore`, `16万亿`.
enum AmountNumbers {
  /// Classes that every lexicon of amounts begins with.
  enum Kind {
    static let cardinal: UInt8 = 1
    /// Value: the power of ten.
    static let scale: UInt8 = 2
    static let article: UInt8 = 3
    static let and: UInt8 = 4
    static let half: UInt8 = 5
    /// `dozen` 12, `score` 20, `quarter`: value is the number.
    static let group: UInt8 = 6
    /// `several`, `few`: a number that nobody knows.
    static let vague: UInt8 = 7
    static let of: UInt8 = 8
    /// `millions`, `tens`: the plural that counts nothing exact; value is the power of ten.
    static let plural: UInt8 = 9
    /// `点`: the decimal point in Chinese words.
    static let point: UInt8 = 10
    /// `多`: and some more.
    static let more: UInt8 = 11
  }

  /// A number found: its value, NaN where the words name none, the index after it, and whether it had a scale word.
  struct Reading {
    var value: Double
    var next: Int
    var isScaled = false
    /// A scale of its own: `5 to 6 million` gives 5 the scale of 6.
    var hasOwnScale = false
  }

  /// The number that begins at `index`, as long as it goes.
  static func read(
    _ lexemes: [Lexeme], _ index: Int, _ text: UnsafeRawBufferPointer, _ lexicon: Lexicon
  ) -> Reading? {
    let first = lexemes[index]
    var reading: Reading
    switch first.kind {
    case Lexeme.number:
      guard let value = value(text, first.start, first.end, hasDecimalComma: lexicon.hasDecimalComma) else {
        return nil
      }
      reading = Reading(value: value, next: index + 1)
      if startsWithPoint(text, first.start) { reading.value /= power(first.end - first.start) }
      joinGroups(lexemes, text, lexicon, &reading)
      addFraction(lexemes, text, &reading)
      addHalf(lexemes, &reading)
    case Kind.cardinal where first.isIdeographic, Kind.scale where first.isIdeographic:
      return ideographs(lexemes, index)
    case Kind.cardinal:
      reading = words(lexemes, index, lexicon)
      addHalf(lexemes, &reading)
    case Kind.half:
      // `half a million`, `half a percent`; `полтора` is one and a half.
      reading = Reading(value: first.value == 15 ? 1.5 : 0.5, next: index + 1)
      if isNext(lexemes, reading.next, Kind.article) { reading.next += 1 }
    case Kind.article:
      guard let next = neighbour(lexemes, index + 1) else { return nil }
      switch next.kind {
      case Kind.scale: reading = words(lexemes, index, lexicon)
      case Kind.group: reading = Reading(value: 1, next: index + 1)
      case Kind.half: reading = Reading(value: 0.5, next: index + 2)
      case Kind.vague: reading = Reading(value: .nan, next: index + 2)
      default: return nil
      }
    case Kind.vague: reading = Reading(value: .nan, next: index + 1)
    case Kind.group:
      reading = Reading(value: 1, next: index)
    case Kind.plural:
      reading = Reading(value: .nan, next: index + 1, isScaled: true, hasOwnScale: true)
      // `tens of thousands of`
      while isNext(lexemes, reading.next, Kind.of), let after = neighbour(lexemes, reading.next + 1),
        after.kind == Kind.plural
      { reading.next += 2 }
      if isNext(lexemes, reading.next, Kind.of) { reading.next += 1 }
      return reading
    default: return nil
    }
    addScales(lexemes, text, lexicon, &reading)
    return reading
  }

  /// `.5`: whether a number begins with its decimal point.
  static func startsWithPoint(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    guard start > 0, text[start - 1] == UInt8(ascii: ".") else { return false }
    return start == 1 || text[start - 2] <= 0x20 || text[start - 2] == 0x28 || text[start - 2] == 0x24
      || text[start - 2] == 0xA3 || text[start - 2] == 0xAC
  }

  /// The neighbour at an index: nothing but a blank or hyphen stands before it.
  static func neighbour(_ lexemes: [Lexeme], _ index: Int) -> Lexeme? {
    guard index < lexemes.count else { return nil }
    switch lexemes[index].gap {
    case .glued, .blank, .hyphen: return lexemes[index]
    default: return nil
    }
  }

  private static func isNext(_ lexemes: [Lexeme], _ index: Int, _ kind: UInt8) -> Bool {
    neighbour(lexemes, index)?.kind == kind
  }

  /// `twenty-four`, `a hundred thirty`, `two hundred and six`, up to the first scale above a hundred.
  private static func words(_ lexemes: [Lexeme], _ index: Int, _ lexicon: Lexicon) -> Reading {
    var (total, current, at) = (0.0, 0.0, index)
    var last = 1000.0
    var isScaled = false
    while at < lexemes.count, at == index || neighbour(lexemes, at) != nil {
      let lexeme = lexemes[at]
      if lexeme.kind == Kind.cardinal {
        let value = Double(lexeme.value)
        if lexicon.hasDecimalComma, last == 4, value == 20, lexeme.gap == .hyphen {
          // `quatre-vingts`
          current += 76
          last = 80
        } else {
          // Twenty may take four, four may not take twenty: `nineteen ninety-six` is a year. `soixante-dix` is 70.
          let isFrenchTeen = lexicon.hasDecimalComma && (last == 60 || last == 80) && (10..<20).contains(value)
          guard value < last, value < 10 && last >= 20 || last >= 100 || isFrenchTeen else { break }
          current += value
          last = value == 10 && isFrenchTeen ? 20 : value
        }
      } else if lexeme.kind == Kind.article, at == index {
        current = 1
        last = 1
      } else if lexeme.kind == Kind.scale, lexeme.value == 2, current > 0, current < 100,
        !lexicon.hasDecimalComma || current < 10
      {
        current *= 100
        last = 100
      } else if lexeme.kind == Kind.scale, lexeme.value >= 3, current > 0 {
        // `three hundred thousand and five` is rare; `one million two hundred thousand` is not.
        guard let next = neighbour(lexemes, at + 1), next.kind == Kind.cardinal, next.gap != .hyphen else { break }
        total += current * power(lexeme.value)
        (current, last) = (0, 1000)
        isScaled = true
      } else if lexeme.kind == Kind.and, last == 100 || last == 1000 && total > 0,
        isNext(lexemes, at + 1, Kind.cardinal)
      {
        // `two hundred and six`
      } else if lexeme.kind == Kind.and, lexicon.hasDecimalComma, last >= 20, last < 100,
        let next = neighbour(lexemes, at + 1), next.kind == Kind.cardinal, next.value < 10 || next.value == 11
      {
        // `treinta y cinco`, `vingt et un`, `soixante et onze`
      } else {
        break
      }
      at += 1
    }
    return Reading(value: total + current, next: at, isScaled: isScaled)
  }

  /// `2 1/2`, `7-1/2`, `1/2`.
  private static func addFraction(_ lexemes: [Lexeme], _ text: UnsafeRawBufferPointer, _ reading: inout Reading) {
    func small(_ index: Int) -> Double? {
      guard index < lexemes.count, lexemes[index].kind == Lexeme.number, lexemes[index].end - lexemes[index].start <= 2
      else { return nil }
      return value(text, lexemes[index].start, lexemes[index].end, hasDecimalComma: false)
    }
    let next = reading.next
    guard next < lexemes.count else { return }
    if lexemes[next].gap == .slash, let below = small(next), below > reading.value, reading.value > 0,
      [2, 3, 4, 5, 8, 16, 32, 64].contains(below)
    {
      reading.value /= below
      reading.next += 1
    } else if next + 1 < lexemes.count, lexemes[next].gap == .hyphen || lexemes[next].gap == .blank,
      lexemes[next + 1].gap == .slash, let above = small(next), let below = small(next + 1), above < below,
      [2, 3, 4, 5, 8, 16, 32, 64].contains(below)
    {
      reading.value += above / below
      reading.next += 2
    }
  }

  /// `one and a half`, `two-and-a-half`.
  private static func addHalf(_ lexemes: [Lexeme], _ reading: inout Reading) {
    let next = reading.next
    guard isNext(lexemes, next, Kind.and), isNext(lexemes, next + 1, Kind.article), isNext(lexemes, next + 2, Kind.half)
    else { return }
    reading.value += 0.5
    reading.next += 3
  }

  /// Groups parted by blanks: `1 500 000`.
  private static func joinGroups(
    _ lexemes: [Lexeme], _ text: UnsafeRawBufferPointer, _ lexicon: Lexicon, _ reading: inout Reading
  ) {
    guard lexicon.hasDecimalComma else { return }
    let first = lexemes[reading.next - 1]
    guard first.end - first.start <= 3 else { return }
    while let next = neighbour(lexemes, reading.next), next.kind == Lexeme.number, next.gap == .blank,
      next.end - next.start == 3 || next.end - next.start > 4 && text[next.start + 3] == UInt8(ascii: ",")
    {
      guard let part = value(text, next.start, next.end, hasDecimalComma: true), part < 1000 else { return }
      reading.value = reading.value * 1000 + part
      reading.next += 1
      reading.isScaled = true
    }
  }

  /// `million`, `lakh crore`, `dozen`, each multiplying.
  private static func addScales(
    _ lexemes: [Lexeme], _ text: UnsafeRawBufferPointer, _ lexicon: Lexicon, _ reading: inout Reading
  ) {
    defer {
      // 16.01 times 10^12 is not a whole number in binary, but it was meant as one.
      if reading.hasOwnScale, reading.value < 1e18 {
        reading.value = reading.value < 1e12 ? (reading.value * 1000).rounded() / 1000 : reading.value.rounded()
      }
    }
    while reading.next < lexemes.count {
      let lexeme = lexemes[reading.next]
      guard lexeme.gap != .far || lexeme.kind == Kind.group && reading.value == 1 && !reading.isScaled,
        lexeme.gap == .glued || lexeme.gap == .blank || lexeme.gap == .hyphen || lexeme.gap == .far
      else { return }
      switch lexeme.kind {
      case Kind.scale
      where lexeme.value == 2 && lexicon.hasDecimalComma
        && (lexemes[reading.next - 1].kind == Lexeme.number || reading.value >= 10):
        // `34 cents` in French
        return
      case Kind.scale:
        // `5m` is five million only where it is glued; alone it may be metres.
        reading.value *= power(lexeme.value)
      case Kind.plural where lexeme.value >= 3 && !reading.value.isNaN:
        reading.value *= power(lexeme.value)
      case Kind.plural:
        break
      case Kind.group where !reading.isScaled:
        reading.value *= Double(lexeme.value)
      case Kind.more:
        // `1000多万人`
        reading.next += 1
        continue
      default: return
      }
      reading.next += 1
      (reading.isScaled, reading.hasOwnScale) = (true, true)
    }
  }

  /// Ten to a power from 0 to 18.
  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<max(0, min(exponent, 18)) { result *= 10 }
    return result
  }

  /// The value of digits with marks for groups and decimals; nil for what is no number, such as `1.2.3`.
  static func value(
    _ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int, hasDecimalComma: Bool
  ) -> Double? {
    if start < end, text[start] == 0xEF { return wideValue(text, start, end) }
    var commas = 0
    var stops = 0
    var lastMark = -1
    for index in start..<end {
      if text[index] == UInt8(ascii: ",") { (commas, lastMark) = (commas + 1, index) }
      if text[index] == UInt8(ascii: ".") { (stops, lastMark) = (stops + 1, index) }
    }
    guard end - start <= 40 else { return nil }
    var decimal = -1
    if lastMark >= 0 {
      let isComma = text[lastMark] == UInt8(ascii: ",")
      let count = isComma ? commas : stops
      let isBoth = commas > 0 && stops > 0
      if isBoth {
        // The last of two kinds parts the decimals.
        guard count == 1 else { return nil }
        decimal = lastMark
      } else if count == 1 {
        let isGroup = end - lastMark == 4 && (isComma != hasDecimalComma)
        if !isGroup { decimal = lastMark }
      } else if !isComma, !hasDecimalComma {
        return nil
      }
    }
    // Digits are gathered first and divided once, so that 0.1 is the nearest number to 0.1.
    var digits = 0.0
    var scale = 1.0
    for index in start..<end where DateParsing.isDigit(text[index]) {
      digits = digits * 10 + Double(text[index] - 48)
      if decimal >= 0, index > decimal { scale *= 10 }
    }
    return digits / scale
  }

  /// The value of full-width digits: `１７８．８５`.
  private static func wideValue(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Double? {
    var plain: [UInt8] = []
    var index = start
    while index < end {
      let (scalar, length) = Scalars.decode(text, index)
      index += length
      switch scalar {
      case 0xFF10...0xFF19: plain.append(UInt8(scalar - 0xFF10 + 48))
      case 0xFF0C: plain.append(UInt8(ascii: ","))
      case 0xFF0E: plain.append(UInt8(ascii: "."))
      case 0x2C, 0x2E, 0x30...0x39: plain.append(UInt8(scalar))
      default: return nil
      }
    }
    return plain.withUnsafeBytes { value($0, 0, $0.count, hasDecimalComma: false) }
  }
}
