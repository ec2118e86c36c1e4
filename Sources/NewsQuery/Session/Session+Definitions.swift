extension Session {
  /// Keeps a definition for the queries after it. Throws if its name is taken, or if it names what is not there yet.
  mutating func define(_ definition: Definition) throws(Diagnostic) {
    let name = definition.name
    if parameters[name] != nil || givenArguments[name] != nil || results[name] != nil {
      throw Session.taken(name, "a definition", results[name] != nil ? "a result" : "a value", definition.span)
    }
    let known = Set(parameters.keys).union(givenArguments.keys).union(results.keys).union(definitions.keys)
    let reaches = Set(definitions.keys.filter { reach(from: $0, to: name) })
    try definition.forEachName { used, span throws(Diagnostic) in
      if used == name || reaches.contains(used) {
        throw Diagnostic(
          known.contains(used) ? "`$\(name)` would be a part of itself" : "`$\(used)` is not defined yet", at: span,
          hint: "a definition uses names that are defined above it")
      }
      guard !known.contains(used) else { return }
      let nearest = Spelling.nearest(to: used, among: known.sorted())
      throw Diagnostic(
        "`$\(used)` is not defined yet", at: span,
        hint: nearest.map { "did you mean `$\($0)`?" } ?? "a definition uses names that are defined above it")
    }
    for call in definition.stagesUsed where call.name == name || reaches.contains(call.name) {
      throw Diagnostic(
        "`\(name)` would be a part of itself", at: call.nameSpan,
        hint: "a definition uses names that are defined above it")
    }
    definitions[name] = definition
  }

  /// Whether what a definition says leads to another.
  private func reach(from name: String, to other: String) -> Bool {
    var open = [name]
    var seen: Set<String> = []
    while let next = open.popLast() {
      if next == other { return true }
      guard seen.insert(next).inserted, let definition = definitions[next] else { continue }
      let names = Names()
      try? definition.forEachName { used, _ throws(Diagnostic) in names.all.append(used) }
      open += names.all + definition.stagesUsed.map(\.name)
    }
    return false
  }

  private final class Names {
    var all: [String] = []
  }

  /// Takes over what an included file defines. What a line that begins with `|` goes on from stays.
  mutating func include(
    _ path: String, _ statements: [Statement], at span: Range<Int>, _ context: RunContext
  ) throws {
    for inner in statements {
      do {
        _ = try run(inner, context)
      } catch var mistake as Diagnostic {
        if mistake.source == nil { mistake.source = inner.source }
        for place in mistake.uses.indices where mistake.uses[place].source == nil {
          mistake.uses[place].source = inner.source
        }
        mistake.uses.append(Diagnostic.Use("include \"\(path)\"", at: span))
        throw mistake
      }
    }
  }

  /// Takes over the definitions of a session over another archive: they are wording.
  public mutating func keepDefinitions(of other: Session) { definitions = other.definitions }

  /// The stages of a query with those of its definitions, for a look at them before anything runs.
  public static func stages(of calls: [StageCall], in statements: [Statement]) -> [StageCall] {
    let definitions = definitions(in: statements)
    func all(_ calls: [StageCall], depth: Int) -> [StageCall] {
      calls.flatMap { call -> [StageCall] in
        guard call.isDefined, depth < 100 else { return [call] }
        return all(definitions[call.name]?.stages ?? [], depth: depth + 1).map { inner in
          // A mistake is shown where the definition is used.
          var inner = inner
          inner.nameSpan = call.nameSpan
          return inner
        }
      }
    }
    return all(calls, depth: 0)
  }

  /// Makes the definitions of a text known to the texts that are read after it, before any of them runs.
  public mutating func know(_ statements: [Statement]) {
    written.merge(Session.definitions(in: statements)) { _, later in later }
  }

  /// What statements define, those of included files too.
  private static func definitions(in statements: [Statement]) -> [String: Definition] {
    var definitions: [String: Definition] = [:]
    for statement in statements {
      switch statement.kind {
      case .definition(let definition): definitions[definition.name] = definition
      case .include(_, let inner): definitions.merge(Session.definitions(in: inner)) { _, later in later }
      default: break
      }
    }
    return definitions
  }
}

extension Session {
  /// Names a table for the queries, as `let` would.
  public mutating func add(_ given: GivenTable) { name(given.table(over: archive), given.name) }
}
