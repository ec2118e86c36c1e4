/// A page of the manual: help, reference and test at once. Each example is run by the tests over the fixture articles and
/// its answer recorded in `Tests/Recorded/Manual`.
public struct ManualPage: Sendable {
  public struct Example: Sendable {
    /// As it is typed.
    public var query: String
    /// What it answers, if the query does not say it.
    public var says: String

    init(_ query: String, _ says: String = "") {
      self.query = query
      self.says = says
    }
  }

  /// The heading of a list of pages.
  public enum Part: String, CaseIterable, Sendable {
    case search = "Search"
    case stage = "Stages"
    case expression = "Expressions"
    case function = "Functions"
    case format = "Formats"
    case question = "Questions"

    /// What is said before the pages.
    public var about: String {
      switch self {
      case .search:
        """
        A query begins with a search: which articles, by words and fields. Words side by side must all be there, in any
        order. Case, accents and the width of letters do not matter: `łódź` finds Łódź, and so does `lodz`. A query that
        begins with `|` takes up the last result; `# …` is a comment to the end of its line; `$name` is a script's parameter.
        """
      case .stage:
        """
        After the search come stages, joined by `|`. A stage takes a table and gives a table: of articles, of passages
        in them, or of counts. All mistakes in a query are found before the first article is read.
        """
      case .expression:
        """
        `where`, `let`, `select`, `sort`, `count by` and `stats` take expressions over the columns of each row. An empty
        value stays empty through arithmetic and functions, and no comparison with it is true; `is empty` asks for it.
        """
      case .function: "Functions take values of each row and give one."
      case .format:
        """
        A table is shown as a table on a terminal and as TSV on a pipe. `as` at the end of a query, or `-o` before it,
        names another format; `write` puts it into a file. On a terminal no text of an article can steer it: control
        characters are shown as pictures of themselves, in every format. A pipe or file gets the text as it is.
        """
      case .question: "Questions of a news desk, each of them one line."
      }
    }
  }

  /// `head`, `near`, `year`.
  public var name: String
  public var part: Part
  /// One line, without a full stop.
  public var summary: String
  /// How it is written: `head [n]`.
  public var usage: String
  /// Further names that find the page.
  public var synonyms: [String]
  /// Paragraphs of Markdown.
  public var about: String
  public var examples: [Example]

  /// A page about a function; all of it but the examples is the function's own.
  init(_ function: Function) {
    self.init(
      function.name, .function, function.summary, usage: function.usage, "",
      [
        Example("quake | select id, value = \(function.example) | head 3"),
        Example("quake | select value = \(function.name)()", "what it takes"),
      ])
  }

  init(
    _ name: String, _ part: Part, _ summary: String, usage: String, synonyms: [String] = [], _ about: String,
    _ examples: [Example]
  ) {
    self.name = name
    self.part = part
    self.summary = summary
    self.usage = usage
    self.synonyms = synonyms
    self.about = about
    self.examples = examples
  }

  /// The page as a shell shows it, its paragraphs in lines of `columns`.
  public func text(columns: Int = 100) -> String {
    /// A line that is set in, and what does not fit further in below it.
    func setIn(_ text: String) -> String {
      DisplayWidth.wrap(text, columns: max(columns - 6, 20)).joined(separator: "\n      ")
    }
    var lines = [DisplayWidth.wrapLines("\(name) – \(summary)", columns: columns), "", "  " + setIn(usage)]
    if !synonyms.isEmpty { lines.append("  also: " + synonyms.joined(separator: ", ")) }
    for paragraph in about.split(separator: "\n\n") {
      // What is set line by line stays so.
      let isList = paragraph.split(separator: "\n").contains { line in line.first.map { " -|".contains($0) } ?? false }
      let text = isList ? String(paragraph) : paragraph.split(separator: "\n").joined(separator: " ")
      lines += ["", DisplayWidth.wrapLines(text, columns: columns)]
    }
    if !examples.isEmpty { lines.append("") }
    for example in examples {
      lines.append("  " + setIn(example.query + (example.says.isEmpty ? "" : "      # " + example.says)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page in Markdown; `answer` gives what was recorded for an example.
  public func markdown(answer: (Example) -> String?) -> String {
    var text = "### \(name)\n\n\(summary.prefix(1).uppercased())\(summary.dropFirst()).\n\n    \(usage)\n"
    if !synonyms.isEmpty { text += "\nAlso `" + synonyms.joined(separator: "`, `") + "`.\n" }
    if !about.isEmpty { text += "\n\(about)\n" }
    for example in examples {
      text +=
        "\n" + (example.says.isEmpty ? "" : "\(example.says.prefix(1).uppercased())\(example.says.dropFirst()):\n\n")
      text += "```\n» \(example.query)\n\(answer(example) ?? "")```\n"
    }
    return text
  }
}
