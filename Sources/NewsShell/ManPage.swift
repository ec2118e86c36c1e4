import ArgumentParser
import NewsQuery

/// `newsq.1`: the page for `man`, made from what the options, stages, functions, formats and commands say of themselves.
///
///     newsq --generate-man-page > newsq.1
enum ManPage {
  static var text: String {
    var page = Roff()
    page.line(".TH NEWSQ 1 \"\" \"newsq \(newsqVersion)\" \"User Commands\"")
    page.section("NAME")
    page.text("newsq - \(lowercasedFirst(withoutStop(NewsqCommand.configuration.abstract)))")
    synopsis(&page)
    description(&page)
    options(&page)
    page.section("SEARCH")
    page.paragraphs(ManualPage.Part.search.about)
    for manual in Manual.pages where manual.part == .search { page.entry(manual.usage, manual.summary) }
    page.section("STAGES")
    page.paragraphs(ManualPage.Part.stage.about)
    for manual in Manual.pages where manual.part == .stage { page.entry(manual.usage, manual.summary) }
    page.section("EXPRESSIONS AND FUNCTIONS")
    page.paragraphs(ManualPage.Part.expression.about)
    for manual in Manual.pages where manual.part == .expression || manual.part == .function {
      page.entry(manual.usage, manual.summary)
    }
    page.section("OUTPUT FORMATS")
    page.paragraphs(ManualPage.Part.format.about)
    for format in FormatCatalog.all { page.entry(format.name, format.summary) }
    page.section("COMMANDS OF THE SHELL")
    for command in ShellCommandCatalog.all {
      page.entry(".\(command.name)" + (command.argument.isEmpty ? "" : " " + command.argument), command.summary)
    }
    files(&page)
    examples(&page)
    page.section("SEE ALSO")
    page.text("grep(1), jq(1), sqlite3(1), editrc(5)")
    return page.text
  }

  private static func synopsis(_ page: inout Roff) {
    page.section("SYNOPSIS")
    for usage in ["[PATH…]", "-c QUERY [PATH…]", "-f SCRIPT [--arg NAME=VALUE] [PATH…]", "--save FILE PATH…"] {
      page.line(".B newsq")
      page.text(usage)
      page.line(".br")
    }
  }

  /// What `--help` says; its last paragraph is the exit statuses.
  private static func description(_ page: inout Roff) {
    page.section("DESCRIPTION")
    page.text(
      "A query shell for news articles: a search with the operators of Factiva and Nexis, then stages joined by |.")
    var paragraphs = NewsqCommand.configuration.discussion.split(separator: "\n\n").map(String.init)
    let status = paragraphs.last.map { $0.hasPrefix("Exit status: ") ? paragraphs.removeLast() : "" } ?? ""
    for paragraph in paragraphs {
      page.line(".PP")
      page.text(paragraph)
    }
    page.section("EXIT STATUS")
    for entry in status.dropFirst("Exit status: ".count).split(separator: ";") {
      let words = withoutStop(String(entry)).split(separator: " ", maxSplits: 1)
      if words.count == 2 { page.entry(String(words[0]), String(words[1])) }
    }
  }

  private static func options(_ page: inout Roff) {
    page.section("OPTIONS")
    for option in declaredOptions { page.entry(option.usage, option.summary) }
  }

  private static func files(_ page: inout Roff) {
    page.section("FILES")
    page.entry("~/.config/newsq/config.newsq", "read by the shell before its first prompt: commands, a line each")
    page.entry("~/.local/state/newsq/history.jsonl", "what was asked, a line each; not with --no-history")
    page.entry("~/.editrc", "keys of the line editor; lines for newsq alone begin with newsq:")
    page.section("ENVIRONMENT")
    page.entry("XDG_CONFIG_HOME, XDG_STATE_HOME", "folders in place of ~/.config and ~/.local/state")
    page.entry("PAGER", "shows what does not fit the window; less -R if not said")
    page.entry("VISUAL, EDITOR", "edits a query on Ctrl-X Ctrl-E")
    page.entry("NO_COLOR, TERM", "no colour where the first is set, or the second is dumb")
  }

  private static func examples(_ page: inout Roff) {
    page.section("EXAMPLES")
    for command in [
      "newsq articles/", "newsq -c 'tariff* near/10 steel | count by source' articles.jsonl.zst",
      "newsq --save news.archive articles/ && newsq news.archive",
      "zstd -dc feed.jsonl.zst | newsq -o csv -c 'kremlin | quotes' - > quotes.csv",
    ] {
      page.line(".PP")
      page.line(".nf")
      page.text(command)
      page.line(".fi")
    }
  }

  /// The options as the option parser itself describes them.
  static var declaredOptions: [(usage: String, summary: String)] {
    let dump = Array(NewsqCommand._dumpHelp().utf8)
    let tree = dump.withUnsafeBytes { bytes -> JSONValue in
      var scanner = JSONScanner(bytes)
      return (try? JSONValue.read(&scanner)) ?? .null
    }
    return (tree["command"]?["arguments"]?.items ?? []).compactMap { argument in
      guard argument["kind"]?.plainText != "positional", argument["shouldDisplay"] != .truth(false) else { return nil }
      let names = (argument["names"]?.items ?? []).compactMap { name -> String? in
        guard let text = name["name"]?.plainText else { return nil }
        return (name["kind"]?.plainText == "long" ? "--" : "-") + text
      }
      let value = argument["kind"]?.plainText == "option" ? (argument["valueName"]?.plainText).map { " <\($0)>" } : nil
      let summary = argument["abstract"]?.plainText ?? ""
      return (names.joined(separator: ", ") + (value ?? ""), lowercasedFirst(withoutStop(summary)))
    }
  }

  private static func withoutStop(_ text: String) -> String {
    let trimmed = text.drop { $0 == " " }
    return String(trimmed.hasSuffix(".") ? trimmed.dropLast() : trimmed)
  }

  private static func lowercasedFirst(_ text: String) -> String {
    // `CSV …` keeps its capitals.
    let second = text.dropFirst().first
    return second?.isUppercase == true ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// Text for `man`, every character of it as it stands.
private struct Roff {
  private(set) var text = ""

  /// A line of requests.
  mutating func line(_ request: String) { text += request + "\n" }

  mutating func section(_ title: String) { line(".SH \(title)") }

  mutating func text(_ words: String) {
    for line in words.split(separator: "\n") { text += Roff.escaped(String(line)) + "\n" }
  }

  /// Paragraphs of Markdown: marks of code are left out.
  mutating func paragraphs(_ markdown: String) {
    for paragraph in markdown.split(separator: "\n\n") {
      line(".PP")
      text(paragraph.filter { $0 != "`" })
    }
  }

  mutating func entry(_ term: String, _ words: String) {
    line(".TP")
    text += "\\fB" + Roff.escaped(term) + "\\fR\n"
    text(words.filter { $0 != "`" })
  }

  private static func escaped(_ line: String) -> String {
    var escaped = ""
    for character in line {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      default: escaped.append(character)
      }
    }
    // A line that begins with a dot would be a request.
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }
}
