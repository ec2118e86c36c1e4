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

  /// `0` to `9`, `a` to `f` or `A` to `F`.
  @inline(__always)
  var isASCIIHexDigit: Bool { isASCIIDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }

  /// A letter or a digit.
  @inline(__always)
  var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }

  /// Upper case made lower case; any other byte as it is.
  @inline(__always)
  var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
}
