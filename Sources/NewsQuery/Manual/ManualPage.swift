/// A page of the manual: help, reference and test at once. Each example is run by the tests over the fixture articles and
/// its answer recorded in `Tests/Recorded/Manual`.
public struct ManualPage: Sendable {
  public struct Example: Sendable {
    /// As it is typed.
    public var query: String
    /// What it answers, where the query does not say it.
    public var says: String

    init(_ query: String, _ says: String = "") {
      self.query = query
      self.says = says
    }
  }

  /// What stands at the head of a list of pages.
  public enum Part: String, CaseIterable, Sendable {
    case search = "Search"
    case stage = "Stages"
    case expression = "Expressions"
    case function = "Functions"
    case format = "Formats"
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

  /// A page about a stage; name, usage and summary are the stage's own.
  init(_ stage: any Stage.Type, _ about: String, _ examples: [Example]) {
    let usage = stage.usage
    self.init(
      usage.name, .stage, usage.summary, usage: StageSyntax(usage.name, forms: usage.forms).usage,
      synonyms: usage.synonyms, about, examples)
  }

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

  /// The page as a shell shows it.
  public var text: String {
    var lines = ["\(name) – \(summary)", "", "  " + usage]
    if !synonyms.isEmpty { lines.append("  also: " + synonyms.joined(separator: ", ")) }
    if !about.isEmpty { lines += ["", about] }
    if !examples.isEmpty { lines.append("") }
    for example in examples {
      lines.append("  " + example.query + (example.says.isEmpty ? "" : "      # " + example.says))
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

/// All pages, in their order.
public enum Manual {
  public static let pages: [ManualPage] =
    SearchPages.all + StagePages.all + ExpressionPages.all + FunctionCatalog.all.map { ManualPage($0) }
    + FormatPages.all

  /// The page about a stage, an operator, a function or a format, by its name or a synonym.
  public static func page(_ topic: String) -> ManualPage? {
    let topic = topic.lowercased()
    return pages.first { $0.name == topic } ?? pages.first { $0.synonyms.contains(topic) }
  }

  /// The whole manual in Markdown.
  public static func markdown(answer: (ManualPage, ManualPage.Example) -> String?) -> String {
    var text = "# The manual of newsq\n"
    for part in ManualPage.Part.allCases {
      text += "\n## \(part.rawValue)\n"
      for page in pages where page.part == part { text += "\n" + page.markdown { answer(page, $0) } }
    }
    return text
  }
}
