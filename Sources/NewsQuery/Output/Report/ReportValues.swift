/// The values that `$name` stands for in the text of a report.
public struct ReportValues: Sendable {
  private struct Parameter {
    var place: Int
    var name: String
    var text: String
  }

  private var parameters: [Parameter] = []
  private var given: [String: String] = [:]
  private var results: Set<String> = []
  private var varying: Set<String> = []

  public init() {}

  /// A `param` of the script, at byte `place`, with the value that it has.
  public mutating func add(_ name: String, _ value: Literal, at place: Int) {
    parameters.append(Parameter(place: place, name: name, text: ReportValues.text(of: value)))
  }

  /// What `--arg` gave.
  public mutating func add(given: [String: String]) { self.given.merge(given) { $1 } }

  /// A name of `let`: rows, which no text can hold.
  public mutating func add(result name: String) { results.insert(name) }

  /// An argument that has another value in each run of the script.
  public mutating func add(varying name: String) { varying.insert(name) }

  /// The values once the next script begins: its places say nothing about these.
  public mutating func endScript() { for place in parameters.indices { parameters[place].place = 0 } }

  func text(of name: String, at span: Range<Int>) throws(Diagnostic) -> String {
    let code = "put it in backquotes if you mean the name itself: `` `$\(name)` ``"
    if varying.contains(name) {
      throw Diagnostic(
        "`$\(name)` has another value in each row of `--args-from`, and the text is printed once", at: span, hint: code)
    }
    // The value in force; a title may come before the `param` that it names.
    let own = parameters.filter { $0.name == name }
    if let value = own.last(where: { $0.place <= span.lowerBound }) ?? own.first { return value.text }
    if let value = given[name] { return value }
    if results.contains(name) {
      throw Diagnostic("`$\(name)` is a table, and a text takes values", at: span, hint: code)
    }
    let nearest = Spelling.nearest(to: name, among: parameters.map(\.name) + given.keys.sorted())
    throw Diagnostic(
      "`$\(name)` is not declared, so it cannot be filled in", at: span,
      hint: nearest.map { "did you mean `$\($0)`?" } ?? "declare it, `param \(name) = …`, or \(code)")
  }

  private static func text(of literal: Literal) -> String {
    switch literal.kind {
    case .text(let text): text
    case .date(let date): date.description
    default: Printer.text(of: literal)
    }
  }
}
