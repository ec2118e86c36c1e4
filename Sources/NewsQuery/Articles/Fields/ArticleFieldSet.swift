/// The columns that a reader fills; the others are skipped unparsed.
///
///     JSONLinesReader.readLine(line, into: &article, fields: [.body, .date])
public struct ArticleFieldSet: Equatable, ExpressibleByArrayLiteral, Sendable {
  private var bits: UInt32
  private static let othersBit: UInt32 = 1 << 31

  public init(arrayLiteral columns: ArticleColumn...) {
    bits = 0
    for column in columns { insert(column) }
  }

  private init(bits: UInt32) { self.bits = bits }

  /// Every column, and the keys of the input that have no column of their own.
  public static let all = ArticleFieldSet(bits: .max)

  public mutating func insert(_ column: ArticleColumn) { bits |= 1 << UInt32(column.rawValue) }

  @inline(__always)
  func contains(_ column: ArticleColumn) -> Bool { bits >> UInt32(column.rawValue) & 1 == 1 }

  /// True if keys of the input that have no column of their own are read as well.
  @inline(__always)
  var hasOthers: Bool { bits & ArticleFieldSet.othersBit != 0 }
}
