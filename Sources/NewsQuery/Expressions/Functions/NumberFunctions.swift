/// `round floor abs`. Null gives null.
enum NumberFunctions {
  static let all: [Function] = [
    Function(
      "round", [.init("number", .number), .init("digits", .number, optional: true)], gives: .type(.number),
      "rounds to n digits after the point, 0 if not given; halves away from zero",
      example: "round(words / 1000, 1)"
    ) { arguments, _ in
      guard case .number(let number) = arguments[0] else { return .null }
      var digits = 0.0
      if arguments.count > 1 {
        guard case .number(let written) = arguments[1] else { return .null }
        digits = written
      }
      return .number(rounded(number, digits: Int(max(-15, min(15, digits.isNaN ? 0 : digits)))))
    },
    Function(
      "floor", [.init("number", .number)], gives: .type(.number), "the next whole number that is not above",
      example: "floor(words / 100) * 100"
    ) { arguments, _ in number(arguments[0]) { $0.rounded(.down) } },
    Function(
      "abs", [.init("number", .number)], gives: .type(.number), "the number without its sign",
      example: "abs(words - 500) < 50"
    ) { arguments, _ in number(arguments[0]) { abs($0) } },
  ]

  /// Rounded to digits after the point (before it, where negative); a number too large for them stays.
  static func rounded(_ number: Double, digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<abs(digits) { scale *= 10 }
    let scaled = digits < 0 ? number / scale : number * scale
    guard scaled.isFinite, abs(scaled) < 9e15 else { return number }
    let whole = scaled.rounded(.toNearestOrAwayFromZero)
    return digits < 0 ? whole * scale : whole / scale
  }

  private static func number(_ value: Value, _ body: (Double) -> Double) -> Value {
    if case .number(let number) = value { .number(body(number)) } else { .null }
  }
}
