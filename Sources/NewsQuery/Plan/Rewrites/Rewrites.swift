/// A rewrite: another plan for the same answer, faster.
protocol Rewrite: Sendable {
  /// As `.explain` names it.
  static var name: String { get }

  /// Changes the plan where it applies; false if it does not.
  static func apply(to plan: inout Plan) -> Bool
}

/// Every rewrite, in the order in which they are tried.
enum Rewrites {
  static let all: [any Rewrite.Type] = [SortHeadToBest.self, HeadReachesBack.self]
}
