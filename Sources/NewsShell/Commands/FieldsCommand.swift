/// `.fields`: the columns of an article; `.fields source`: the most frequent values of one.
enum FieldsCommand: ShellCommand {
  static let name = "fields"
  static let synonyms = ["schema", "columns", "describe"]
  static let argument = "[FIELD]"
  static let summary = "the fields of the articles, or the most frequent values of one"
  static let completes = CompletedArgument.field

  static func run(_ argument: String, in shell: Shell) throws {
    try shell.show(try shell.engine.fields(argument.isEmpty ? nil : argument), rowLimit: nil)
  }
}
