extension UInt8 {
  /// `a` to `z` or `A` to `Z`.
  @inline(__always)
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// `A` to `Z`.
  @inline(__always)
  var isASCIIUppercase: Bool { self &- UInt8(ascii: "A") < 26 }

  /// `a` to `z`.
  @inline(__always)
  var isASCIILowercase: Bool { self &- UInt8(ascii: "a") < 26 }

  /// `0` to `9`.
  @inline(__always)
  var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// A letter, a digit or `_`.
  @inline(__always)
  var isASCIIWordByte: Bool { isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") }
}
