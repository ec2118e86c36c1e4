/// Rows of an archive's parts that no search meets any more, and which article took the place of each.
///
/// A part never changes, so what replaces or removes one of its articles is written beside it.
public struct Burials: Equatable, Sendable {
  /// A row of one part.
  public struct Row: Hashable, Sendable {
    public var part: Int
    /// Counted within the part.
    public var row: UInt32

    public init(part: Int, row: UInt32) {
      self.part = part
      self.row = row
    }
  }

  /// The rows in the order in which they were buried. `follower` is the article that took the place of `row`, which may
  /// itself be buried by now; nil for an article that was removed and that nothing shows any more.
  public var dead: [(row: Row, follower: Row?)] = []

  public init() {}

  public static func == (left: Burials, right: Burials) -> Bool {
    left.dead.elementsEqual(right.dead) { $0.row == $1.row && $0.follower == $1.follower }
  }
}
