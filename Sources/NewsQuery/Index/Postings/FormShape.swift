/// How a surface form follows from the folded form, where it does.
enum FormShape: UInt8, CaseIterable {
  case same, capitalized, upper

  /// Marks a form that is written out.
  static let literal: UInt8 = 3

  @inline(__always)
  private static func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }

  /// The shape of a form, if it has one.
  init?(of form: UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer) {
    guard form.count == folded.count else { return nil }
    var isSame = true
    var isCapitalized = true
    var isUpper = true
    for index in 0..<form.count {
      let upper = FormShape.upper(folded[index])
      if form[index] != folded[index] {
        isSame = false
        if index > 0 { isCapitalized = false }
      }
      if form[index] != upper {
        isUpper = false
        if index == 0 { isCapitalized = false }
      }
    }
    if isSame {
      self = .same
    } else if isCapitalized {
      self = .capitalized
    } else if isUpper {
      self = .upper
    } else {
      return nil
    }
  }

  func applied(to folded: UnsafeRawBufferPointer) -> [UInt8] {
    switch self {
    case .same: return Array(folded)
    case .upper: return folded.map(FormShape.upper)
    case .capitalized: return folded.enumerated().map { $0 == 0 ? FormShape.upper($1) : $1 }
    }
  }
}

/// The surface forms of one term in its posting list: how many, and of each its shape or its bytes. 0 stands for a single
/// form that is the folded one, which most terms have.
enum FormList {
  static func append(
    _ count: Int, _ form: (Int) -> UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer, to bytes: inout ByteBuffer
  ) {
    if count == 1, FormShape(of: form(0), folded: folded) == .same { return bytes.append(0) }
    bytes.append(varint: count)
    for number in 0..<count {
      let form = form(number)
      if let shape = FormShape(of: form, folded: folded) {
        bytes.append(shape.rawValue)
      } else {
        bytes.append(FormShape.literal)
        bytes.append(varint: form.count)
        bytes.append(form)
      }
    }
  }

  /// Goes past the list and returns the number of forms; `check` is called before bytes are read.
  static func skip(_ reader: inout BoundedReader, check: (UnsafeRawPointer) -> Void) -> Int {
    check(reader.pointer)
    let count = reader.varint(most: reader.rest)
    if count == 0 { return 1 }
    for _ in 0..<count {
      if reader.rest > 0 { check(reader.pointer) }
      switch reader.byte() {
      case FormShape.literal: _ = reader.bytes(reader.varint())
      case ..<FormShape.literal: break
      default: _ = reader.bytes(-1)
      }
      if reader.isOver { break }
    }
    return count
  }

  /// The forms, by number.
  static func forms(at bytes: UnsafeRawPointer, folded: [UInt8]) -> [[UInt8]] {
    var reader = ByteReader(bytes)
    let count = reader.varint()
    if count == 0 { return [folded] }
    return (0..<count).map { _ in
      let kind = reader.byte()
      if let shape = FormShape(rawValue: kind) { return folded.withUnsafeBytes { shape.applied(to: $0) } }
      let length = reader.varint()
      defer { reader.pointer += length }
      return Array(UnsafeRawBufferPointer(start: reader.pointer, count: length))
    }
  }
}
