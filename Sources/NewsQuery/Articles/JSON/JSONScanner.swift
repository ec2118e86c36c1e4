/// Reads one JSON text where it lies, value by value, without building a tree and without memory of its own.
///
///     var scanner = JSONScanner(line)
///     try scanner.enterObject()
///     while let key = try scanner.nextKey() {
///       if key.equals("body", in: line) { try scanner.readString(into: &body) } else { try scanner.skipValue() }
///     }
///
/// Strict RFC 8259 in what it accepts, and lenient where bytes can be saved: a byte that is not UTF-8 and half of a
/// surrogate pair become U+FFFD, and `replacedCount` counts them. Text is looked at eight bytes at a time (SWAR) and
/// no byte past the end is touched, so a line may end on the last byte of a mapped page.
public struct JSONScanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  /// The next byte to look at.
  public private(set) var position: Int
  /// How many broken bytes and lone surrogates were replaced so far.
  public private(set) var replacedCount = 0
  /// True after a text held an escaped carriage return: its line ends may need to be made `\n`.
  private(set) var hasCarriageReturns = false
  private var depth = 0
  private let maximumDepth: Int
  /// True right after an opening bracket, when no comma may stand before the next item.
  private var isAtFirst = false

  /// What kind of value stands next.
  public enum Kind: UInt8, Sendable { case object, array, string, number, truth, null }

  /// A key as it stands in the input, between its quotes.
  public struct Key: Sendable {
    public var range: Range<Int>
    public var hasEscapes: Bool
  }

  /// Starts at `position`. The bytes must outlive the scanner.
  public init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0, maximumDepth: Int = 512) {
    // An empty buffer may have no address; nothing is read through the stand-in.
    base =
      bytes.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) }
      ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    end = bytes.count
    self.position = position
    self.maximumDepth = maximumDepth
  }

  // MARK: - Moving

  @inline(__always)
  private mutating func skipBlanks() {
    while position < end {
      let byte = base[position]
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// Blanks skipped, the kind of the value that follows; nothing is consumed.
  public mutating func peekKind() throws(JSONFailure) -> Kind {
    skipBlanks()
    guard position < end else { throw JSONFailure(.unexpectedEnd, at: position) }
    switch base[position] {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .truth
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw JSONFailure(.expectedValue, at: position)
    }
  }

  /// Goes back to where a value began.
  mutating func move(to position: Int) { self.position = position }

  /// True where only blanks are left.
  public mutating func isAtEnd() -> Bool {
    skipBlanks()
    return position == end
  }

  /// Consumes `{`.
  public mutating func enterObject() throws(JSONFailure) { try enter(UInt8(ascii: "{"), .expectedObject) }

  /// Consumes `[`.
  public mutating func enterArray() throws(JSONFailure) { try enter(UInt8(ascii: "["), .expectedArray) }

  @inline(__always)
  private mutating func enter(_ bracket: UInt8, _ reason: JSONFailure.Reason) throws(JSONFailure) {
    skipBlanks()
    guard position < end, base[position] == bracket else { throw JSONFailure(reason, at: position) }
    guard depth < maximumDepth else { throw JSONFailure(.tooDeep, at: position) }
    depth += 1
    position += 1
    isAtFirst = true
  }

  /// The next key of the object entered last, its colon consumed; nil when the object ends, its brace consumed.
  @inline(__always)
  public mutating func nextKey() throws(JSONFailure) -> Key? {
    skipBlanks()
    guard position < end else { throw JSONFailure(.unexpectedEnd, at: position) }
    if base[position] == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      isAtFirst = false
      return nil
    }
    if !isAtFirst {
      guard base[position] == UInt8(ascii: ",") else { throw JSONFailure(.expectedCommaOrBrace, at: position) }
      position += 1
      skipBlanks()
    }
    isAtFirst = false
    guard position < end, base[position] == UInt8(ascii: "\"") else { throw JSONFailure(.expectedKey, at: position) }
    let (range, hasEscapes) = try scanString()
    skipBlanks()
    guard position < end, base[position] == UInt8(ascii: ":") else { throw JSONFailure(.expectedColon, at: position) }
    position += 1
    return Key(range: range, hasEscapes: hasEscapes)
  }

  /// True where the array entered last has another element; false when it ends, its bracket consumed.
  public mutating func nextElement() throws(JSONFailure) -> Bool {
    skipBlanks()
    guard position < end else { throw JSONFailure(.unexpectedEnd, at: position) }
    if base[position] == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      isAtFirst = false
      return false
    }
    if !isAtFirst {
      guard base[position] == UInt8(ascii: ",") else { throw JSONFailure(.expectedCommaOrBracket, at: position) }
      position += 1
    }
    isAtFirst = false
    return true
  }

  // MARK: - Strings

  /// Where the string that stands next lies between its quotes, and whether it holds escapes; nothing is unescaped.
  /// Broken UTF-8 in it is not looked for: whoever takes the text repairs it with `appendText`.
  @inline(__always)
  public mutating func scanString() throws(JSONFailure) -> (range: Range<Int>, hasEscapes: Bool) {
    skipBlanks()
    guard position < end, base[position] == UInt8(ascii: "\"") else { throw JSONFailure(.expectedString, at: position) }
    let start = position + 1
    var at = start
    var hasEscapes = false
    while true {
      at = nextSpecial(from: at, stoppingAtHighBytes: false)
      guard at < end else { throw JSONFailure(.unterminatedString, at: start - 1) }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        position = at + 1
        return (start..<at, hasEscapes)
      }
      guard byte == UInt8(ascii: "\\") else { throw JSONFailure(.controlInString, at: at) }
      hasEscapes = true
      // Whatever is escaped, the byte after the backslash does not end the string.
      at += 2
      if at > end { throw JSONFailure(.unterminatedString, at: start - 1) }
    }
  }

  /// Reads the string that stands next, unescaped and valid UTF-8, to the end of `out`.
  public mutating func readString(into out: inout [UInt8]) throws(JSONFailure) {
    skipBlanks()
    guard position < end, base[position] == UInt8(ascii: "\"") else { throw JSONFailure(.expectedString, at: position) }
    let opening = position
    var runStart = position + 1
    var at = runStart
    while true {
      at = nextSpecial(from: at, stoppingAtHighBytes: true)
      guard at < end else { throw JSONFailure(.unterminatedString, at: opening) }
      let byte = base[at]
      if byte >= 0x80 {
        let next = endOfValidText(from: at)
        if next == at {
          append(runStart..<at, to: &out)
          out.append(contentsOf: UTF8Repair.replacement)
          replacedCount += 1
          at += UTF8Repair.brokenLength(base, at: at, end: end)
          runStart = at
        } else {
          at = next
        }
        continue
      }
      append(runStart..<at, to: &out)
      if byte == UInt8(ascii: "\"") {
        position = at + 1
        return
      }
      guard byte == UInt8(ascii: "\\") else { throw JSONFailure(.controlInString, at: at) }
      at = try readEscape(at: at, into: &out)
      runStart = at
    }
  }

  /// Reads the string that stands next as a `String`.
  public mutating func readString() throws(JSONFailure) -> String {
    let saved = position
    let (range, hasEscapes) = try scanString()
    if !hasEscapes, let text = UTF8Repair.string(base, range) { return text }
    position = saved
    var bytes: [UInt8] = []
    try readString(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The key's text, unescaped.
  public mutating func text(of key: Key) throws(JSONFailure) -> String {
    if !key.hasEscapes, let text = UTF8Repair.string(base, key.range) { return text }
    let saved = position
    position = key.range.lowerBound - 1
    var bytes: [UInt8] = []
    try readString(into: &bytes)
    position = saved
    return String(decoding: bytes, as: UTF8.self)
  }

  @inline(__always)
  private func append(_ range: Range<Int>, to out: inout [UInt8]) {
    if range.isEmpty { return }
    out.append(contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// The next byte from `start` on that is a quote, a backslash, a control character or (where asked) not ASCII;
  /// `end` where there is none.
  @inline(__always)
  private func nextSpecial(from start: Int, stoppingAtHighBytes: Bool) -> Int {
    var at = start
    let raw = UnsafeRawPointer(base)
    while at &+ 8 <= end {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let quote = word ^ 0x2222_2222_2222_2222
      let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      // A borrow can only mark bytes above a true one, and the lowest mark is what counts.
      var marks = (quote &- 0x0101_0101_0101_0101) & ~quote
      marks |= (backslash &- 0x0101_0101_0101_0101) & ~backslash
      marks |= (word &- 0x2020_2020_2020_2020) & ~word
      if stoppingAtHighBytes { marks |= word }
      marks &= 0x8080_8080_8080_8080
      if marks != 0 { return at &+ marks.trailingZeroBitCount &>> 3 }
      at &+= 8
    }
    while at < end {
      let byte = base[at]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
      if stoppingAtHighBytes && byte >= 0x80 { return at }
      at &+= 1
    }
    return end
  }

  /// Goes over characters above ASCII, and single ASCII ones between them (the blanks of Arabic or Russian), while
  /// they are valid; `start` itself where the first is not.
  @inline(__always)
  private func endOfValidText(from start: Int) -> Int {
    var at = start
    while at < end {
      let length = UTF8Repair.length(base, at: at, end: end)
      if length == 0 { return at }
      at &+= length
      guard at < end else { return at }
      let byte = base[at]
      if byte < 0x80 {
        // One plain byte, then more of the same script: cheaper than starting the wide scan anew.
        guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), at &+ 1 < end, base[at &+ 1] >= 0x80
        else { return at }
        at &+= 1
      }
    }
    return at
  }

  /// Reads the escape at the backslash `at`; returns where the text goes on.
  private mutating func readEscape(at: Int, into out: inout [UInt8]) throws(JSONFailure) -> Int {
    guard at + 1 < end else { throw JSONFailure(.unterminatedString, at: at) }
    switch base[at + 1] {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "\""): out.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): out.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "/"): out.append(UInt8(ascii: "/"))
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"):
      out.append(0x0D)
      hasCarriageReturns = true
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "u"): return try readUnicodeEscape(at: at, into: &out)
    default: throw JSONFailure(.unknownEscape, at: at)
    }
    return at + 2
  }

  private mutating func readUnicodeEscape(at: Int, into out: inout [UInt8]) throws(JSONFailure) -> Int {
    guard let unit = fourHexDigits(at: at + 2) else { throw JSONFailure(.unknownEscape, at: at) }
    var next = at + 6
    var scalar = unit
    if unit & 0xF800 == 0xD800 {
      if unit < 0xDC00, next + 1 < end, base[next] == UInt8(ascii: "\\"), base[next + 1] == UInt8(ascii: "u"),
        let low = fourHexDigits(at: next + 2), low & 0xFC00 == 0xDC00
      {
        scalar = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        next += 6
      } else {
        scalar = 0xFFFD
        replacedCount += 1
      }
    }
    UTF8Repair.append(scalar, to: &out)
    return next
  }

  private func fourHexDigits(at start: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + 4 {
      let byte = base[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  // MARK: - Other values

  /// Consumes `true` or `false`.
  public mutating func readTruth() throws(JSONFailure) -> Bool {
    skipBlanks()
    if matches("true") {
      position += 4
      return true
    }
    guard matches("false") else { throw JSONFailure(.expectedValue, at: position) }
    position += 5
    return false
  }

  /// Consumes `null`.
  public mutating func readNull() throws(JSONFailure) {
    skipBlanks()
    guard matches("null") else { throw JSONFailure(.expectedValue, at: position) }
    position += 4
  }

  private func matches(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position + length <= end else { return false }
    for index in 0..<length where base[position + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Consumes a number; its text, checked against JSON's grammar, for whoever wants its digits as they stand.
  public mutating func readNumberText() throws(JSONFailure) -> Range<Int> {
    skipBlanks()
    let start = position
    var at = position
    if at < end, base[at] == UInt8(ascii: "-") { at += 1 }
    let digitsStart = at
    at = endOfDigits(from: at)
    guard at > digitsStart, at == digitsStart + 1 || base[digitsStart] != UInt8(ascii: "0") else {
      throw JSONFailure(.malformedNumber, at: start)
    }
    if at < end, base[at] == UInt8(ascii: ".") {
      let fractionEnd = endOfDigits(from: at + 1)
      guard fractionEnd > at + 1 else { throw JSONFailure(.malformedNumber, at: start) }
      at = fractionEnd
    }
    if at < end, base[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      let exponentEnd = endOfDigits(from: at)
      guard exponentEnd > at else { throw JSONFailure(.malformedNumber, at: start) }
      at = exponentEnd
    }
    position = at
    return start..<at
  }

  /// Consumes a number as a column keeps it.
  mutating func readInputNumber() throws(JSONFailure) -> InputValue {
    skipBlanks()
    let start = position
    let number = try readNumber()
    if position - start <= 15 { return .number(number) }
    return InputValue.exact(String(decoding: bytes(start..<position), as: UTF8.self)) ?? .number(number)
  }

  /// Consumes a number as the nearest `Double`; one beyond its range becomes infinite.
  public mutating func readNumber() throws(JSONFailure) -> Double {
    let range = try readNumberText()
    // Up to 15 digits are exact in a Double: counts and years need no conversion by the library.
    if range.count <= 15 {
      var value = 0
      var isWhole = true
      var at = range.lowerBound
      let isNegative = base[at] == UInt8(ascii: "-")
      if isNegative { at += 1 }
      while at < range.upperBound {
        let digit = base[at] &- UInt8(ascii: "0")
        if digit > 9 {
          isWhole = false
          break
        }
        value = value * 10 + Int(digit)
        at += 1
      }
      if isWhole { return isNegative ? -Double(value) : Double(value) }
    }
    let text = String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
    return Double(text) ?? .infinity
  }

  private func endOfDigits(from start: Int) -> Int {
    var at = start
    while at < end, base[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
    return at
  }

  /// Consumes the value that stands next, whatever it is, checking its form but not its UTF-8. It nests without
  /// recursion, so depth costs no stack.
  @inline(__always)
  public mutating func skipValue() throws(JSONFailure) {
    switch try peekKind() {
    case .string: _ = try scanStringCheckingEscapes()
    case .null: try readNull()
    case .number: _ = try readNumberText()
    case .truth: _ = try readTruth()
    case .object, .array: try skipNested()
    }
  }

  private mutating func skipNested() throws(JSONFailure) {
    // Whether each open bracket within this value is an object, newest in the lowest bit.
    var objects = BracketStack()
    repeat {
      if let isObject = objects.top {
        if isObject {
          guard try nextKey() != nil else {
            objects.pop()
            continue
          }
        } else if try !nextElement() {
          objects.pop()
          continue
        }
      }
      switch try peekKind() {
      case .string: _ = try scanStringCheckingEscapes()
      case .number: _ = try readNumberText()
      case .truth: _ = try readTruth()
      case .null: try readNull()
      case .object:
        try enterObject()
        objects.push(true)
      case .array:
        try enterArray()
        objects.push(false)
      }
    } while objects.top != nil
  }

  private mutating func scanStringCheckingEscapes() throws(JSONFailure) -> Range<Int> {
    let (range, hasEscapes) = try scanString()
    guard hasEscapes else { return range }
    var at = range.lowerBound
    while at < range.upperBound {
      guard base[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      switch base[at + 1] {
      case UInt8(ascii: "u"):
        guard fourHexDigits(at: at + 2) != nil else { throw JSONFailure(.unknownEscape, at: at) }
        at += 6
      case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "t"),
        UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
        at += 2
      default: throw JSONFailure(.unknownEscape, at: at)
      }
    }
    return range
  }

  /// The bytes of a range that a key or a scan gave.
  public func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}

/// Which of the open brackets are objects: 64 levels in one word, more in an array that is made only then.
private struct BracketStack {
  private var newest: UInt64 = 0
  private var older: [UInt64] = []
  private var count = 0

  var top: Bool? { count == 0 ? nil : newest & 1 == 1 }

  mutating func push(_ isObject: Bool) {
    if count > 0, count & 63 == 0 {
      older.append(newest)
      newest = 0
    }
    newest = newest << 1 | (isObject ? 1 : 0)
    count += 1
  }

  mutating func pop() {
    newest >>= 1
    count -= 1
    if count > 0, count & 63 == 0 { newest = older.removeLast() }
  }
}
