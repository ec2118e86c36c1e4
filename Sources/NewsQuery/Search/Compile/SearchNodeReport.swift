/// A node of a search after a run, for `.explain`: its text, the number of articles that it finds, and its parts.
public struct SearchNodeReport: Equatable, Sendable {
  /// An operand or a condition as written; `and`, `or`, `not`, `atleast/3`.
  public var name: String
  /// The number of articles that it finds by itself.
  public var articleCount: Int
  public var parts: [SearchNodeReport]
}

extension CompiledSearch {
  /// The search node by node, each with the articles it finds by itself: for `.explain` after a run.
  public func report(_ context: RunContext) throws -> SearchNodeReport { try report(rootNodes, context) }

  private func report(_ nodes: SearchNodes, _ context: RunContext) throws -> SearchNodeReport {
    SearchNodeReport(
      name: name(of: nodes.first), articleCount: try articleCount(of: nodes, context),
      parts: try nodes.parts.map { try report($0, context) })
  }

  /// As written, or the operator.
  func name(of node: SearchNode) -> String {
    switch node {
    case .constant(let holds): return holds ? "*" : "nothing"
    case .and: return "and"
    case .or: return "or"
    case .not: return "not"
    case .operand(let number):
      guard case .index(let text) = operands[number].source else {
        if case .column(let column) = operands[number].source { return "\(column.name):\(operands[number].name)" }
        return operands[number].name
      }
      return text.region.prefix + operands[number].name
    case .atLeast(let count, _): return "atleast/\(count)"
    case .known(_, let name), .filter(_, let name): return name
    }
  }
}

extension SearchRegion {
  /// As it is typed before an operand.
  var prefix: String {
    let first = firstWords.map { "first/\($0) " } ?? ""
    switch parts {
    case .all: return first
    case .headline: return first + "headline:"
    case .deck: return first + "deck:"
    case .body: return first + "body:"
    case .lead: return first + "lead:"
    default: return first + "hlead:"
    }
  }
}
