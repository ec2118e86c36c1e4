/// Writes the state of a stage as bytes, so that another process can go on with it.
///
///     var sink = StateWriter()
///     state.write(to: &sink)
///     var reader = StateReader(sink.bytes)
///     let same = try State(from: &reader)
///
/// Whole numbers are variable-length; doubles are their eight bytes, so that none is rounded.
public struct StateWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ number: Int) { write(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))) }

  mutating func write(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ numbers: [Double]) {
    write(numbers.count)
    for number in numbers { write(number) }
  }

  mutating func write(_ text: [UInt8]) {
    write(text.count)
    bytes.append(contentsOf: text)
  }

  mutating func write(_ value: Value) {
    switch value {
    case .null: bytes.append(0)
    case .text(let text):
      bytes.append(1)
      write(Array(text.utf8))
    case .number(let number):
      bytes.append(2)
      write(number)
    case .integer(let number):
      bytes.append(7)
      write(Int(number))
    case .date(let date):
      bytes.append(3)
      write(Int(date.seconds))
      write(Int(date.offsetMinutes))
      bytes.append(date.precision.rawValue)
    case .truth(let truth): bytes.append(truth ? 5 : 4)
    case .list(let items):
      bytes.append(6)
      write(items)
    }
  }

  mutating func write(_ values: [Value]) {
    write(values.count)
    for value in values { write(value) }
  }
}

/// Reads what `StateWriter` wrote. Bytes may come from anywhere: they are refused unless they are whole.
public struct StateReader: Sendable {
  private let bytes: [UInt8]
  private var place = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// True after the last byte.
  public var isAtEnd: Bool { place == bytes.count }

  static let damage = WorldError(path: "state", reason: "is cut off or damaged")

  mutating func byte() throws(WorldError) -> UInt8 {
    guard place < bytes.count else { throw StateReader.damage }
    place += 1
    return bytes[place - 1]
  }

  private mutating func unsigned() throws(WorldError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      if shift == 63, byte > 1 { throw StateReader.damage }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw StateReader.damage
  }

  mutating func integer() throws(WorldError) -> Int {
    let number = try unsigned()
    return Int(truncatingIfNeeded: number >> 1) ^ -Int(truncatingIfNeeded: number & 1)
  }

  /// A number of things that follow, each of at least one byte.
  mutating func count() throws(WorldError) -> Int {
    let count = try integer()
    guard count >= 0, count <= bytes.count - place else { throw StateReader.damage }
    return count
  }

  mutating func number() throws(WorldError) -> Double {
    guard bytes.count - place >= 8 else { throw StateReader.damage }
    var pattern: UInt64 = 0
    for index in (0..<8).reversed() { pattern = pattern << 8 | UInt64(bytes[place + index]) }
    place += 8
    return Double(bitPattern: pattern)
  }

  mutating func numbers() throws(WorldError) -> [Double] {
    let count = try count()
    var numbers: [Double] = []
    for _ in 0..<count { numbers.append(try number()) }
    return numbers
  }

  mutating func text() throws(WorldError) -> [UInt8] {
    let count = try count()
    place += count
    return Array(bytes[place - count..<place])
  }

  mutating func value() throws(WorldError) -> Value { try value(depth: 0) }

  private mutating func value(depth: Int) throws(WorldError) -> Value {
    switch try byte() {
    case 0: return .null
    case 1:
      guard let text = String(validating: try text(), as: UTF8.self) else { throw StateReader.damage }
      return .text(text)
    case 2: return .number(try number())
    case 3:
      let seconds = Int64(try integer())
      guard let offset = Int16(exactly: try integer()), let precision = NewsDate.Precision(rawValue: try byte()) else {
        throw StateReader.damage
      }
      return .date(NewsDate(seconds: seconds, offsetMinutes: offset, precision: precision))
    case 4: return .truth(false)
    case 5: return .truth(true)
    case 7: return .integer(Int64(try integer()))
    case 6 where depth < 4:
      let count = try count()
      var items: [Value] = []
      for _ in 0..<count { items.append(try value(depth: depth + 1)) }
      return .list(items)
    default: throw StateReader.damage
    }
  }

  mutating func values() throws(WorldError) -> [Value] {
    let count = try count()
    var values: [Value] = []
    for _ in 0..<count { values.append(try value()) }
    return values
  }
}
