import NewsQuery

/// `.explain QUERY`: how it would be run, and what each part of it finds.
enum ExplainCommand: ShellCommand {
  static let name = "explain"
  static let argument = "QUERY"
  static let summary = "how a query is run, and how many articles each part of it finds"
  static let completes = CompletedArgument.query

  static func run(_ argument: String, in shell: Shell) throws {
    guard !argument.isEmpty else {
      throw Diagnostic("`.explain` wants a query", hint: "`.explain putin \"arms control\" | count`")
    }
    shell.say(try shell.engine.explain(argument))
  }
}
