/// Puts definitions in the place of their names: `$migration`, `$about("tariff*")`, `| busiest(5)`.
///
/// Each use has places of its own: those of the definition, moved by a multiple of `Expansion.reach`. So a mistake that is
/// found later, wherever that is, tells by its place which text it is in and how that text came to be read.
struct Expansion: Sendable {
  /// Longer than any text.
  private static let reach = 1 << 40
  private static let maxDepth = 100

  /// A definition where it is used.
  struct Use: Sendable {
    var definition: Definition
    /// As it is written.
    var written: String
    var span: Range<Int>
  }

  let context: PlanContext
  private(set) var uses: [Use] = []

  init(_ context: PlanContext) { self.context = context }

  /// The definitions that were used, each once, in the order of their first use.
  var definitions: [Definition] {
    var seen: Set<String> = []
    return uses.map(\.definition).filter { seen.insert($0.name).inserted }
  }

  /// What a `$name` of the text at hand may mean, besides what the session knows.
  private struct Scope {
    var base = 0
    var values: [String: Literal] = [:]
    var depth = 0
  }

  mutating func expanded(_ query: Query) throws(Diagnostic) -> Query {
    var query = query
    let scope = Scope()
    if let search = query.search { query.search = try expanded(search, scope) }
    query.stages = try expanded(query.stages, scope)
    return query
  }

  /// A diagnostic with the text that it is about: of the definition, with where that is used.
  func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    guard var span = diagnostic.span, var number = Expansion.number(of: span) else { return diagnostic }
    var diagnostic = diagnostic
    let inner = uses[number].definition
    let base = (number + 1) * Expansion.reach
    diagnostic.source = inner.source
    diagnostic.span = span.lowerBound - base..<max(span.lowerBound, span.upperBound) - base
    for place in diagnostic.hints.indices {
      guard let replaced = diagnostic.hints[place].replaced else { continue }
      // What is to be replaced may be where the definition is used; then it cannot be shown beside this place.
      guard Expansion.number(of: replaced) == number else {
        diagnostic.hints[place].replaced = nil
        continue
      }
      diagnostic.hints[place].replaced = replaced.lowerBound - base..<replaced.upperBound - base
    }
    while true {
      let use = uses[number]
      span = use.span
      guard let outer = Expansion.number(of: span) else {
        diagnostic.uses.append(Diagnostic.Use(use.written, at: span))
        return diagnostic
      }
      let base = (outer + 1) * Expansion.reach
      diagnostic.uses.append(
        Diagnostic.Use(
          use.written, at: span.lowerBound - base..<span.upperBound - base, in: uses[outer].definition.source))
      number = outer
    }
  }

  /// The definition in which the text of a diagnostic is.
  func definition(of diagnostic: Diagnostic) -> Definition? {
    diagnostic.span.flatMap(Expansion.number).map { uses[$0].definition }
  }

  private static func number(of span: Range<Int>) -> Int? {
    span.lowerBound >= reach ? span.lowerBound / reach - 1 : nil
  }

  // MARK: - Rewriting

  private mutating func rewriter(_ scope: Scope, _ body: (SyntaxRewriter) throws(Diagnostic) -> Void) throws(Diagnostic)
  {
    var uses = uses
    let context = context
    var rewriter = SyntaxRewriter()
    rewriter.span = { $0.lowerBound + scope.base..<$0.upperBound + scope.base }
    rewriter.literal = { literal in
      guard case .argument(let name) = literal.kind, let value = scope.values[name] else { return literal }
      return Literal(value.kind, literal.span)
    }
    rewriter.text = { operand throws(Diagnostic) in
      var inner = Expansion(context)
      inner.uses = uses
      defer { uses = inner.uses }
      return try inner.expanded(operand, scope)
    }
    rewriter.check = { search throws(Diagnostic) in try search.checkDefinitions() }
    defer { self.uses = uses }
    try body(rewriter)
  }

  private mutating func expanded(_ search: Search, _ scope: Scope) throws(Diagnostic) -> Search {
    var result = search
    try rewriter(scope) { rewriter throws(Diagnostic) in result = try rewriter.rewritten(search) }
    return result
  }

  private mutating func expanded(_ calls: [StageCall], _ scope: Scope) throws(Diagnostic) -> [StageCall] {
    var result: [StageCall] = []
    for call in calls {
      var moved = call
      try rewriter(scope) { rewriter throws(Diagnostic) in moved = try rewriter.rewritten(call) }
      guard call.isDefined else {
        result.append(moved)
        continue
      }
      guard let definition = context.definitions[call.name], case .stages = definition.body else {
        throw Diagnostic("no stage `\(call.name)` is defined", at: moved.nameSpan)
      }
      var given: [Literal] = []
      if case .values(let values, _)? = moved.arguments.first { given = values }
      let (body, inner) = try use(
        definition, given, as: Printer.text(of: moved), at: moved.nameSpan.lowerBound..<moved.span.upperBound, scope)
      if case .stages(let calls) = body { result += try expanded(calls, inner) }
    }
    return result
  }

  /// A word stays; a name of a value given here becomes the value, the name of a definition what it says.
  private mutating func expanded(_ operand: TextOperand, _ scope: Scope) throws(Diagnostic) -> Search.Kind {
    let name = operand.text
    var given: [Literal] = []
    var isCall = false
    switch operand.kind {
    case .argument: break
    case .call(let values): (given, isCall) = (values, true)
    case .list where name.hasPrefix("$"):
      guard context.definitions[String(name.dropFirst())] != nil else { return .text(operand) }
      throw Diagnostic(
        "`\(name)` is a definition, not a list", at: operand.span, with: name)
    default: return .text(operand)
    }
    if let value = scope.values[name] {
      if isCall { throw Diagnostic("`$\(name)` is a value, and takes none itself", at: operand.span) }
      return .text(TextOperand(.phrase, try Parameters.text(of: value, name, operand.span), operand.span))
    }
    guard let definition = context.definitions[name], context.arguments[name] == nil else {
      guard isCall else { return .text(operand) }
      let nearest = Spelling.nearest(to: name, among: context.definitions.keys.sorted())
      throw Diagnostic(
        "no definition `$\(name)`", at: operand.span,
        hint: nearest.map { "did you mean `$\($0)`?" } ?? "define it: `define \(name)(x) = …`")
    }
    guard !definition.isStage else {
      throw Diagnostic(
        "`\(name)` is a stage", at: operand.span, hint: "stages come after `|`: `\(definition.usage)`")
    }
    let written = Printer.text(of: operand)
    let (body, inner) = try use(definition, given, as: written, at: operand.span, scope)
    guard case .search(let search) = body else { return .text(operand) }
    return .defined(written, try expanded(search, inner))
  }

  // MARK: - Values

  /// Notes the use of a definition. Returns its body with counts and columns filled in, and what its names mean.
  private mutating func use(
    _ definition: Definition, _ given: [Literal], as written: String, at span: Range<Int>, _ outer: Scope
  ) throws(Diagnostic) -> (Definition.Body, Scope) {
    guard outer.depth < Expansion.maxDepth else {
      throw Diagnostic("more than \(Expansion.maxDepth) definitions use each other", at: span)
    }
    var scope = Scope(base: (uses.count + 1) * Expansion.reach, depth: outer.depth + 1)
    let parameters = definition.parameters
    guard given.count <= parameters.count else {
      throw Diagnostic(
        "`\(definition.name)` takes \(parameters.isEmpty ? "no value" : parameters.count.counted("value"))", at: span,
        hint: "it is written `\(definition.usage)`")
    }
    for (place, parameter) in parameters.enumerated() {
      guard let value = place < given.count ? given[place] : parameter.standard else {
        throw Diagnostic(
          "`\(definition.name)` needs a value for `\(parameter.name)`", at: span,
          hint: "it is written `\(definition.usage)`")
      }
      scope.values[parameter.name] = try resolved(value, span)
    }
    uses.append(Use(definition: definition, written: written, span: span))
    let values = context.arguments.merging(scope.values) { _, own in own }
    let filling = Parameters(
      arguments: values, results: Set(context.results.keys), definitions: context.definitions,
      definition: definition)
    do {
      return (try filling.applied(to: definition.body), scope)
    } catch {
      var error = error
      error.span = error.span.map { $0.lowerBound + scope.base..<$0.upperBound + scope.base }
      for place in error.hints.indices {
        error.hints[place].replaced = error.hints[place].replaced.map {
          $0.lowerBound + scope.base..<$0.upperBound + scope.base
        }
      }
      throw error
    }
  }

  private func resolved(_ value: Literal, _ span: Range<Int>) throws(Diagnostic) -> Literal {
    guard case .argument(let name) = value.kind else { return value }
    if let known = context.arguments[name] { return known }
    if context.results[name] != nil || context.definitions[name] != nil {
      throw Diagnostic("`$\(name)` is not a value", at: span, hint: "a value comes from `param \(name) = …`")
    }
    throw Diagnostic(
      "no argument `$\(name)`", at: span, hint: "declare it with `param \(name) = …` or set it with `--arg \(name)=…`")
  }
}

extension Search {
  /// Throws if a definition stands where what it says could not be written.
  fileprivate func checkDefinitions() throws(Diagnostic) {
    switch kind {
    case .field(let name, let inner):
      try inner.forEachDefined { use, body throws(Diagnostic) in
        if let own = body.firstCondition {
          throw Diagnostic(
            "`\(use.0)` cannot be looked for in `\(name.name)`: \(own)", at: use.1,
            hint: "write `\(use.0)` without a field")
        }
      }
    case .chain(let chain):
      for operand in [chain.first] + chain.links.map(\.operand) {
        try operand.forEachDefined { use, body throws(Diagnostic) in
          guard !body.isAlternatives(allowsField: true) else { return }
          throw Diagnostic(
            "`near` and `pre` take a word, a phrase, or words joined by `or`, and `\(use.0)` is more", at: use.1,
            hint: "join the two by `and`, or define the words alone")
        }
      }
    case .atLeast(_, let inner), .counted(_, _, let inner), .first(_, let inner):
      let isFirst = if case .atLeast = kind { false } else { true }
      try inner.forEachDefined { use, body throws(Diagnostic) in
        guard !body.isCountable(allowsField: !isFirst) else { return }
        throw Diagnostic(
          "`\(use.0)` is more than words joined by `or`, and only those can be counted", at: use.1,
          hint: "define the words alone")
      }
    default: break
    }
  }

  /// Calls `body` with each definition among alternatives, those in brackets too: as it is used and where, and what it says.
  private func forEachDefined(
    _ body: ((String, Range<Int>), Search) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch kind {
    case .defined(let use, let inner): try body((use, span), inner)
    case .and(let parts), .or(let parts): for part in parts { try part.forEachDefined(body) }
    case .not(let inner), .atLeast(_, let inner), .first(_, let inner), .counted(_, _, let inner):
      try inner.forEachDefined(body)
    case .chain(let chain):
      for operand in [chain.first] + chain.links.map(\.operand) { try operand.forEachDefined(body) }
    default: break
    }
  }

  /// A word, a phrase, a list, or several joined by `or`.
  private func isAlternatives(allowsField: Bool) -> Bool {
    switch kind {
    case .text(let operand):
      if case .regex = operand.kind { return false }
      return true
    case .or(let parts): return parts.allSatisfy { $0.isAlternatives(allowsField: false) }
    case .defined(_, let inner): return inner.isAlternatives(allowsField: allowsField)
    case .field(_, let inner): return allowsField && inner.isAlternatives(allowsField: false)
    default: return false
    }
  }

  private func isCountable(allowsField: Bool) -> Bool {
    switch kind {
    case .text, .chain: return true
    case .or(let parts):
      return parts.allSatisfy { part in
        if case .text = part.kind { true } else { part.isAlternatives(allowsField: false) }
      }
    case .defined(_, let inner): return inner.isCountable(allowsField: allowsField)
    case .field(_, let inner): return allowsField && inner.isCountable(allowsField: false)
    default: return false
    }
  }

  /// Why a search cannot stand behind a field; nil if it can.
  private var firstCondition: String? {
    switch kind {
    case .text: return nil
    case .everything: return "it is every article"
    case .and(let parts), .or(let parts): return parts.lazy.compactMap(\.firstCondition).first
    case .not(let inner), .atLeast(_, let inner), .defined(_, let inner): return inner.firstCondition
    case .first: return "it counts the words of the body"
    case .counted(let isFirst, _, let inner): return isFirst ? "it counts the words of the body" : inner.firstCondition
    case .chain(let chain):
      return ([chain.first] + chain.links.map(\.operand)).lazy.compactMap(\.firstCondition).first
    case .field(let name, _): return "it is looked for in `\(name.name)`"
    case .compare(let name, _, _), .range(let name, _, _), .valueIs(let name, _, _), .isEmpty(let name, _):
      return "it has a condition on `\(name.name)`"
    case .inResult(let name): return "it has `in $\(name)`"
    }
  }
}
