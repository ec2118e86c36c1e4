// Numbers in Chinese characters: `三千万`, `一百二十`, `十五亿`, `三点五`, `两百五`, `二十多亿`.

extension AmountNumbers {
  /// The number in characters that begins at `index`; nil for a row of digits such as a year's, `二〇一九`, and for
  /// `五六十`, which means one of two.
  static func ideographs(_ lexemes: [Lexeme], _ index: Int) -> Reading? {
    var total = 0.0
    var section = 0.0
    var digit: Double?
    var lastPower = 0
    var hasScale = false
    var at = index
    loop: while at < lexemes.count, at == index || lexemes[at].gap == .glued, lexemes[at].isIdeographic {
      let lexeme = lexemes[at]
      switch lexeme.kind {
      case Kind.cardinal:
        guard lexeme.value > 0 else {
          // 一千零五
          guard digit == nil, at > index else { return nil }
          lastPower = 0
          break
        }
        if digit != nil { return nil }
        digit = Double(lexeme.value)
      case Kind.scale where lexeme.value <= 3:
        // 十五; but 百姓, 千方百计 count nothing.
        guard digit != nil || lexeme.value == 1 && section == 0 else { break loop }
        section += (digit ?? 1) * power(lexeme.value)
        (digit, lastPower) = (nil, lexeme.value)
      case Kind.scale:
        let whole = section + (digit ?? 0)
        guard whole > 0 || total > 0 else { break loop }
        // 一万亿 multiplies all that stands before, 一亿三千万 adds.
        total =
          whole == 0 || total == 0 || total < power(lexeme.value)
          ? (total + whole) * power(lexeme.value)
          : total + whole * power(lexeme.value)
        (section, digit, lastPower, hasScale) = (0, nil, lexeme.value, true)
      case Kind.more:
        guard at > index else { return nil }
        if let last = digit { (section, digit) = (section + last, nil) }
      case Kind.point:
        guard let (decimals, next) = decimals(lexemes, at + 1), at > index else { break loop }
        section += (digit ?? 0) + decimals
        (digit, lastPower) = (nil, 0)
        at = next
        continue loop
      default: break loop
      }
      at += 1
    }
    guard at > index else { return nil }
    if let digit {
      // 两百五 is 250.
      section += lastPower >= 2 && lexemes[at - 2].kind == Kind.scale ? digit * power(lastPower - 1) : digit
    }
    guard total + section > 0 else { return nil }
    return Reading(value: total + section, next: at, isScaled: hasScale, hasOwnScale: hasScale)
  }

  /// The digits after the point.
  private static func decimals(_ lexemes: [Lexeme], _ index: Int) -> (Double, Int)? {
    var (value, unit, at) = (0.0, 1.0, index)
    while at < lexemes.count, lexemes[at].gap == .glued, lexemes[at].kind == Kind.cardinal, lexemes[at].isIdeographic {
      value = value * 10 + Double(lexemes[at].value)
      unit *= 10
      at += 1
    }
    return at > index ? (value / unit, at) : nil
  }
}
