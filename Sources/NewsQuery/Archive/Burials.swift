/// Articles that are in a part but no longer in the archive: a later edition replaced them, or they were removed.
///
///     var burials = Burials()
///     burials.dead.append((row: .init(part: 0, row: 17), follower: .init(part: 2, row: 3)))
public struct Burials: Sendable {
  /// A row of a part.
  public struct Row: Hashable, Sendable {
    public var part: Int
    public var row: UInt32

    public init(part: Int, row: UInt32) {
      self.part = part
      self.row = row
    }
  }

  /// Each dead article with the one that replaced it, which may be dead too; nil if it was removed.
  public var dead: [(row: Row, follower: Row?)] = []

  public init() {}
}
