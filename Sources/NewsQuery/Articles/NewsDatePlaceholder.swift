// Until Articles/NewsDate.swift lands: delete this file then.
public struct NewsDate: Hashable, Sendable {
  public enum Precision: UInt8, Comparable, Sendable {
    case year, month, day, minute, second
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }
  public static let noOffset = Int16.min
  public var seconds: Int64
  public var offsetMinutes: Int16
  public var precision: Precision
  public var start: Int64 { seconds }
  public var end: Int64 { seconds }
  public var description: String { "\(seconds)" }
}
