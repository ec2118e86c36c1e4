/// What a script calls a search or some stages: `define migration = (migra* or refugee*)`,
/// `define busiest(n = 10) = | count by source | head $n`.
///
/// It is read where it is used, as if it were typed there in brackets.
public struct Definition: Equatable, Sendable {
  /// A value that a use gives: `x` and `n = 3` of `define about(x, n = 3) = …`.
  public struct Parameter: Equatable, Sendable {
    public var name: String
    /// The value if a use gives none; nil if it must.
    public var standard: Literal?

    public init(_ name: String, standard: Literal? = nil) {
      self.name = name
      self.standard = standard
    }
  }

  public enum Body: Equatable, Sendable {
    /// Used as `$name`, one operand of a search.
    case search(Search)
    /// Used as `| name`.
    case stages([StageCall])
  }

  public var name: String
  public var parameters: [Parameter]
  public var body: Body
  /// The whole statement, in `source`.
  public var span: Range<Int>
  /// The text that the spans are about.
  public var source = SourceText("")

  public init(_ name: String, parameters: [Parameter] = [], body: Body, span: Range<Int>) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.span = span
  }

  public static func == (left: Definition, right: Definition) -> Bool {
    left.name == right.name && left.parameters == right.parameters && left.body == right.body
  }

  /// As it is used: `$migration`, `| busiest(n)`.
  public var usage: String {
    let brackets = parameters.isEmpty ? "" : "(" + parameters.map(\.name).joined(separator: ", ") + ")"
    return isStage ? "| \(name)\(brackets)" : "$\(name)\(brackets)"
  }

  /// The search that it names; nil for stages.
  var search: Search? { if case .search(let search) = body { search } else { nil } }
  /// The stages that it names; none for a search.
  public var stages: [StageCall] { if case .stages(let calls) = body { calls } else { [] } }

  var isStage: Bool { if case .stages = body { true } else { false } }

  /// The file and line of the statement: `words.newsq:4`.
  public var place: String {
    let before = source.text.utf8.prefix(max(0, span.lowerBound))
    return "\(source.name):\(before.count { $0 == 0x0A } + 1)"
  }
}

extension Search {
  /// What a definition says, where this is one; otherwise the search itself.
  var undefined: Search { if case .defined(_, let inner) = kind { inner.undefined } else { self } }
}
