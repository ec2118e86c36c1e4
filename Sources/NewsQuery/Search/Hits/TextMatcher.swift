/// A search operand right of `~` in an expression: `putin`, `"arms control"`, `(putin or lavrov)`, `@list`, `/re/`.
///
///     let matcher = try TextMatcher(operand, context: plan)
///     matcher.matches(.text("Vladimir Putin"))
public struct TextMatcher: Sendable {
  private indirect enum Node: Sendable {
    case text(TextQuery)
    case regex(RegularExpression)
    case and([Node])
    case or([Node])
    case not(Node)
    case constant(Bool)
  }
  private let root: Node

  /// Throws a `Diagnostic`, or a `WorldError` for a list that cannot be read.
  public init(_ search: Search, context: SearchContext) throws {
    var compiler = SearchCompiler(context, part: context.archive.parts[0], SearchSources())
    let node = try compiler.compile(search)
    root = try TextMatcher.node(node, compiler.operands, search)
  }

  private static func node(_ node: SearchNode, _ operands: [SearchOperand], _ search: Search) throws -> Node {
    switch node {
    case .constant(let holds): return .constant(holds)
    case .and(let parts): return .and(try parts.map { try self.node($0, operands, search) })
    case .or(let parts): return .or(try parts.map { try self.node($0, operands, search) })
    case .not(let part): return .not(try self.node(part, operands, search))
    case .operand(let number):
      switch operands[number].source {
      case .index(let text) where text.region.isEverywhere: return .text(text.query)
      case .regex(let regex):
        if case .region(let region) = regex.target, region.isEverywhere { return .regex(regex.pattern) }
      default: break
      }
    case .atLeast, .known, .filter: break
    }
    throw Diagnostic(
      "the right side of `~` is a word, a phrase, `(a or b)`, a list or a regular expression", at: search.span)
  }

  /// Text, or any item of a list; null is for the caller to decide.
  public func matches(_ value: Value) -> Bool {
    var found = false
    value.forEachText { _, text in if !found { found = matches(text) } }
    return found
  }

  public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    var words: ItemWords?
    return TextMatcher.holds(root, text, &words)
  }

  private static func holds(_ node: Node, _ text: UnsafeRawBufferPointer, _ words: inout ItemWords?) -> Bool {
    switch node {
    case .constant(let holds): return holds
    case .text(let query): return !occurrences(of: query, text, &words).isEmpty
    case .regex(let pattern): return pattern.matches(text)
    case .and(let parts):
      for part in parts where !holds(part, text, &words) { return false }
      return true
    case .or(let parts):
      for part in parts where holds(part, text, &words) { return true }
      return false
    case .not(let part): return !holds(part, text, &words)
    }
  }

  private static func occurrences(
    of query: TextQuery, _ text: UnsafeRawBufferPointer, _ words: inout ItemWords?
  ) -> [Occurrence] {
    let cut = words ?? ItemWords(text)
    words = cut
    var source = ItemOccurrences(text: cut, query: query)
    return query.pattern.occurrences(in: &source)
  }

  /// The byte ranges of the hits in a text, ascending.
  public func ranges(in text: UnsafeRawBufferPointer) -> [Range<Int>] {
    var words: ItemWords?
    var found: [Range<Int>] = []
    func collect(_ node: Node) {
      switch node {
      case .constant, .not: break
      case .text(let query):
        for occurrence in TextMatcher.occurrences(of: query, text, &words) {
          if let bytes = words?.bytes(of: occurrence) { found.append(bytes) }
        }
      case .regex(let pattern): found += pattern.ranges(in: text)
      case .and(let parts), .or(let parts): parts.forEach(collect)
      }
    }
    collect(root)
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var kept: [Range<Int>] = []
    for range in found where range != kept.last { kept.append(range) }
    return kept
  }
}
