/// What `.explain` prints: the query in its canonical, fully bracketed form, how it is carried out, and after a run how
/// many articles each part of the search finds by itself and how many rows each stage leaves.
///
/// What stands before the first blank line can be asked again and gives the same plan.
public enum Explain {
  public static func text(of answer: QueryAnswer, _ context: RunContext) throws -> String {
    var text = Printer.text(of: answer.plan.query) + "\n\n"
    let definitions = answer.plan.definitions
    let widest = definitions.map { DefinedText.of($0).count }.max() ?? 0
    for definition in definitions {
      let line = DefinedText.of(definition)
      text += line + String(repeating: " ", count: widest - line.count) + "  \(definition.place)\n"
    }
    if !definitions.isEmpty { text += "\n" }
    var counts = answer.rowCounts[...]
    let found = counts.popFirst() ?? 0
    switch answer.plan.start {
    case .search(let search):
      text += "search, newest first: \(found.counted("article"))\n"
      var report = try search.report(context)
      // What the parts find by themselves was not read.
      if search.archive.reading != nil { report.parts = [] }
      write(report, depth: 1, to: &text)
    case .best(let search, let count):
      text += "the best \(count) by score: \(found.counted("article"))\n"
      write(try search.report(context), depth: 1, to: &text)
    case .table:
      text += "from the last result: \(found.counted("row"))\n"
    }
    let early = answer.plan.earlyEnd?.steps ?? 0..<0
    for (place, step) in answer.plan.steps.enumerated() {
      let isCut = early.contains(place)
      text +=
        "| \(Printer.text(of: step.call)): \((counts.popFirst() ?? 0).counted("row"))\(isCut ? " were enough" : "")\n"
    }
    if answer.plan.archive.parts.count > 1 { text += cut(of: answer.plan) }
    for rewrite in answer.plan.rewrites { text += "rewritten: \(rewrite)\n" }
    if let reading = answer.plan.archive.reading {
      text += "read \(answer.plan.archive.name): "
      text += reading.lines.map { "lines with \($0) only\n" } ?? "a piece at a time, articles that are found kept\n"
    }
    return text
  }

  /// What is done in each part of the archive, and what is done with all of them: `12 parts: search in each · count: merged`.
  private static func cut(of plan: Plan) -> String {
    var pieces = [plan.search == nil ? "rows" : "search in each"]
    for step in plan.steps {
      let name = type(of: step.stage).usage.name
      switch step.stage.cut {
      case .rows: pieces.append("\(name): row by row")
      case .pick: pieces.append("\(name): picked of all")
      case .merge: pieces.append("\(name): \(step.stage is any PartialStage ? "states merged" : "counted over all")")
      case .whole: pieces.append("\(name): all at once")
      case .end: break
      }
    }
    return "\(plan.archive.parts.count) parts: " + pieces.joined(separator: " · ") + "\n"
  }

  private static func write(_ report: SearchNodeReport, depth: Int, to text: inout String) {
    text += String(repeating: "  ", count: depth) + "\(report.name): \(report.articleCount)\n"
    for part in report.parts { write(part, depth: depth + 1, to: &text) }
  }
}

/// `$border = headline:(border or frontier)`, `| busiest(n = 10) = | count by source | head $n`
enum DefinedText {
  static func of(_ definition: Definition) -> String {
    var text = Printer.text(of: definition)
    text.removeFirst("define ".count)
    return (definition.isStage ? "| " : "$") + text
  }
}

/// What `.method` prints: the paragraph for a methods box, with all that somebody else needs to repeat the count.
public enum Method {
  public static func text(of answer: QueryAnswer, _ context: RunContext) -> String {
    let archive = answer.plan.archive
    var text = "Asked with newsq \(newsqVersion) of the archive “\(archive.name)” "
    text +=
      "(\(archive.articleCount.counted("article"))\(span(of: archive)), fingerprint \(hexadecimal(archive.fingerprint))), "
    text += "the clock at \(context.now.description): `\(Printer.text(of: answer.plan.query))`. "
    text += steps(of: answer).withBackquotes + "."
    for definition in answer.plan.definitions {
      text += " `\(DefinedText.of(definition))` (\(definition.place))."
    }
    text += " \(comparison)" + zone(context) + parts(of: archive)
    text += checksums(of: [answer.plan.query], answer.plan.definitions, context).withBackquotes
    return text + "\n"
  }

  /// The zone of days, weeks, months and years, if the run names one.
  static func zone(_ context: RunContext) -> String {
    guard let zone = context.zone else { return "" }
    return " Days, weeks, months and years are those of \(zone.name); a date without a time stays as it is."
  }

  static let comparison = "Words are compared without case and accents and are not stemmed."

  /// How many articles and rows there were after each step; with those that only show or write the rows, or without.
  static func steps(of answer: QueryAnswer, withEnd: Bool = true) -> Prose {
    var counts = answer.rowCounts[...]
    let found = counts.popFirst() ?? 0
    let isSearch = answer.plan.search != nil
    var pieces: [Prose.Piece] = [
      .text(isSearch ? "The search found \(found.counted("article"))" : "It began with \(found.counted("row"))")
    ]
    let early = answer.plan.earlyEnd?.steps ?? 0..<0
    for (place, step) in answer.plan.steps.enumerated() {
      let count = counts.popFirst() ?? 0
      if case .end = step.stage.cut, !withEnd { continue }
      let call = Printer.text(of: step.call)
      // How many rows there would have been was never found out.
      if early.contains(place) {
        pieces += [.text("; then "), .code(call)]
      } else {
        pieces += [.text("; "), .code(call), .text(" gave \(count.counted("row"))")]
      }
    }
    return Prose(pieces)
  }

  /// The lists that queries and definitions read, with their checksums; empty if there are none.
  static func checksums(of queries: [Query], _ definitions: [Definition], _ context: RunContext) -> Prose {
    var pieces: [Prose.Piece] = []
    let names = lists(
      searches: queries.compactMap(\.search) + definitions.compactMap(\.search),
      stages: queries.flatMap(\.stages) + definitions.flatMap(\.stages))
    // The column of a result, whose own query is in the script, is left out.
    for name in names where !name.hasPrefix("$") {
      pieces += [.text(" The list "), .code(name)]
      guard let bytes = try? context.readFile(name) else {
        pieces.append(.text(" cannot be read again."))
        continue
      }
      let lineCount = bytes.split(separator: 0x0A).count
      let checksum = hexadecimal(bytes.withUnsafeBytes { Checksum.of($0) })
      pieces.append(.text(" has \(lineCount) lines, checksum \(checksum)."))
    }
    return Prose(pieces)
  }

  /// The parts of the archive, if it has several.
  static func parts(of archive: Archive) -> String {
    guard archive.parts.count > 1 else { return "" }
    let shown = archive.parts.prefix(20).map { "\(hexadecimal($0.part.fingerprint)) (\($0.articleCount))" }
    let more = archive.parts.count > shown.count ? ", and \(archive.parts.count - shown.count) more" : ""
    return
      " The archive has \(archive.parts.count) parts, with their articles: \(shown.joined(separator: ", "))\(more)."
  }

  /// The lists that searches and stages read, each once.
  private static func lists(searches: [Search], stages: [StageCall]) -> [String] {
    var names: [String] = []
    func note(_ operand: TextOperand) {
      if case .list = operand.kind, !names.contains(operand.text) { names.append(operand.text) }
    }
    for search in searches { search.forEachText(note) }
    for stage in stages { for argument in stage.arguments { argument.forEachText(note) } }
    return names
  }

  /// The first and the last day of the articles.
  static func span(of archive: Archive) -> String {
    guard let column = archive.column("date") else { return "" }
    var first: NewsDate?
    var last: NewsDate?
    for article in 0..<archive.articleCount {
      guard case .date(let date) = column.value(at: article) else { continue }
      if first.map({ date.start < $0.start }) ?? true { first = date }
      if last.map({ date.start > $0.start }) ?? true { last = date }
    }
    guard let first, let last else { return ", undated" }
    let day = { (date: NewsDate) in date.truncated(to: min(date.precision, .day)).description }
    return " of \(day(first)) to \(day(last))"
  }

  static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
