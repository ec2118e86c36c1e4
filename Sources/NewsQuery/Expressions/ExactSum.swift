/// A sum of numbers that is exact until it is read, so that the order of the numbers does not matter.
///
///     var sum = ExactSum()
///     for number in [0.1, 0.2, 0.3] { sum.add(number) }
///     sum.value       // 0.6, in whatever order
///
/// It keeps an expansion: numbers whose bits do not overlap and whose sum is the exact one (J. R. Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997). Rarely are more than three needed.
struct ExactSum: Equatable, Sendable {
  /// Ascending in magnitude.
  private var terms: [Double] = []
  /// The same for very large numbers, each divided by `scale`, so that no sum on the way is infinite.
  private var largeTerms: [Double] = []
  /// Infinities and what is not a number.
  private var rest = 0.0

  /// 2^200, and the least number that is kept in `largeTerms`.
  private static let scale = 0x1p200
  private static let large = 0x1p900

  init() {}

  mutating func add(_ number: Double) {
    if !number.isFinite {
      rest += number
    } else if abs(number) < ExactSum.large {
      ExactSum.add(number, to: &terms)
    } else {
      ExactSum.add(number / ExactSum.scale, to: &largeTerms)
    }
  }

  /// Adds a number of a cell; beyond 2^53 too, where one `Double` does not hold it.
  mutating func add(_ value: Value) {
    switch value {
    case .number(let number): add(number)
    case .integer(let whole):
      // The rest of what the nearest `Double` holds is small enough to be exact.
      let high = Double(whole)
      add(high)
      if let rounded = Int64(exactly: high) { add(Double(whole - rounded)) } else { add(Double(whole - .max) - 1) }
    default: break
    }
  }

  /// Adds the exact product of two numbers.
  mutating func addProduct(_ a: Double, _ b: Double) {
    let product = a * b
    add(product)
    if product.isFinite { add((-product).addingProduct(a, b)) }
  }

  /// Adds the exact square of another sum, times `sign`, which is 1 or -1.
  mutating func addSquare(of other: ExactSum, sign: Double) {
    for left in other.terms { for right in other.terms { addProduct(sign * left, right) } }
  }

  /// Adds the exact product of another sum and a number.
  mutating func add(_ other: ExactSum, times factor: Double) {
    for term in other.terms { addProduct(term, factor) }
  }

  /// True if the sum is finite and its exact square can be written in `Double`s.
  var canBeSquared: Bool { canBeMultiplied && terms.allSatisfy { abs($0) < 0x1p440 } }

  /// True if the sum is finite and far from the greatest numbers.
  var canBeMultiplied: Bool { largeTerms.isEmpty && rest == 0 }

  /// Adds what another sum has.
  mutating func add(_ other: ExactSum) {
    for term in other.terms { ExactSum.add(term, to: &terms) }
    for term in other.largeTerms { ExactSum.add(term, to: &largeTerms) }
    rest += other.rest
  }

  private static func add(_ number: Double, to terms: inout [Double]) {
    var sum = number
    var kept = 0
    for index in terms.indices {
      var other = terms[index]
      if abs(sum) < abs(other) { swap(&sum, &other) }
      let high = sum + other
      let low = other - (high - sum)
      if low != 0 {
        terms[kept] = low
        kept += 1
      }
      sum = high
    }
    terms.removeSubrange(kept...)
    if sum != 0 { terms.append(sum) }
  }

  /// The sum, rounded once.
  var value: Double {
    if rest != 0 || rest.isNaN { return rest }
    if largeTerms.isEmpty { return ExactSum.rounded(terms) }
    var all = largeTerms
    for term in terms { ExactSum.add(term / ExactSum.scale, to: &all) }
    return ExactSum.rounded(all) * ExactSum.scale
  }

  private static func rounded(_ terms: [Double]) -> Double {
    guard var place = terms.indices.last else { return 0 }
    var sum = terms[place]
    var low = 0.0
    while place > 0, low == 0 {
      place -= 1
      let before = sum
      sum = before + terms[place]
      low = terms[place] - (sum - before)
    }
    // A tie is broken by the terms below it.
    if place > 0, low < 0 && terms[place - 1] < 0 || low > 0 && terms[place - 1] > 0 {
      let twice = low * 2
      let other = sum + twice
      if other - sum == twice { sum = other }
    }
    return sum
  }

  func write(to sink: inout StateWriter) {
    sink.write(rest)
    sink.write(terms)
    sink.write(largeTerms)
  }

  init(from reader: inout StateReader) throws(WorldError) {
    rest = try reader.number()
    terms = try reader.numbers()
    largeTerms = try reader.numbers()
  }
}
