import NewsQuery

/// `.import 'hlp=(tariff* and steel) and wc>800'`: a search string of Factiva or Nexis as newsq has it, with notes where
/// they differ. It asks nothing: the line is there to be read, changed and asked.
enum ImportCommand: ShellCommand {
  static let name = "import"
  static let argument = "['STRING']"
  static let summary = "a search string of Factiva or Nexis as newsq has it, with notes where they differ"

  static func run(_ argument: String, in shell: Shell) throws {
    let source = SourceText(argument, name: "import")
    do {
      let read = try VendorQuery(argument, columns: shell.engine.names.fields.map(\.name))
      shell.say(read.query)
      for note in read.notes { shell.tell(note, source) }
    } catch {
      shell.tell(error, source)
    }
  }
}
