/// Why a JSON text could not be read, and at which byte.
public struct JSONFailure: Error, Equatable, Sendable {
  public enum Reason: UInt8, Sendable {
    case unexpectedEnd, expectedValue, expectedObject, expectedArray, expectedString, expectedKey, expectedColon
    case expectedCommaOrBrace, expectedCommaOrBracket, unterminatedString, controlInString, unknownEscape
    case malformedNumber, tooDeep, textAfterEnd
  }
  public var reason: Reason
  /// From 0.
  public var offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// Lower case, what was expected.
  public var message: String {
    switch reason {
    case .unexpectedEnd: "the JSON ends too early"
    case .expectedValue: "expected a JSON value"
    case .expectedObject: "expected { and an article's keys"
    case .expectedArray: "expected ["
    case .expectedString: "expected a text in double quotes"
    case .expectedKey: "expected a key in double quotes"
    case .expectedColon: "expected : after a key"
    case .expectedCommaOrBrace: "expected , or } after a value"
    case .expectedCommaOrBracket: "expected , or ] after a value"
    case .unterminatedString: "this text has no closing quote"
    case .controlInString: "a control character must be escaped in a text"
    case .unknownEscape: "this escape is not JSON's"
    case .malformedNumber: "expected a number"
    case .tooDeep: "nested too deeply"
    case .textAfterEnd: "expected nothing after the closing }"
    }
  }
}
