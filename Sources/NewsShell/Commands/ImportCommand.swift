import NewsQuery

/// `.import 'hlp=(tariff* and steel) and wc>800'`: a query of another language as newsq has it, with notes if the two
/// differ. It asks nothing: the line is there to be read, changed and asked.
enum ImportCommand: ShellCommand {
  static let name = "import"
  static let argument = "['STRING']"
  static let summary =
    "a query of SQL, Splunk, Kusto, Lucene, Factiva, Nexis or jq as newsq has it, with notes if they differ"

  static func run(_ argument: String, in shell: Shell) throws {
    let source = SourceText(argument, name: "import")
    do {
      let read = try ForeignQuery(
        argument, columns: shell.engine.names.fields.map(\.name), stages: StageCatalog.syntax)
      shell.say(read.query)
      for note in read.notes { shell.tell(note, source) }
    } catch {
      shell.tell(error, source)
    }
  }
}
