/// What `.explain` prints: the query in its canonical, fully bracketed form, how it is carried out, and after a run how
/// many articles each part of the search finds by itself and how many rows each stage leaves.
///
/// What stands before the first blank line can be asked again and gives the same plan.
public enum Explain {
  public static func text(of answer: QueryAnswer, _ context: RunContext) throws -> String {
    var text = Printer.text(of: answer.plan.query) + "\n\n"
    var counts = answer.rowCounts[...]
    let found = counts.popFirst() ?? 0
    switch answer.plan.start {
    case .search(let search):
      text += "search, newest first: \(found) articles\n"
      var report = try search.report(context)
      // What the parts find by themselves was not read.
      if search.archive.reading != nil { report.parts = [] }
      write(report, depth: 1, to: &text)
    case .best(let search, let count):
      text += "the best \(count) by score: \(found) articles\n"
      write(try search.report(context), depth: 1, to: &text)
    case .table:
      text += "from the last result: \(found) rows\n"
    }
    let early = answer.plan.earlyEnd?.steps ?? 0..<0
    for (place, step) in answer.plan.steps.enumerated() {
      let isCut = early.contains(place)
      text += "| \(Printer.text(of: step.call)): \(counts.popFirst() ?? 0) rows\(isCut ? " were enough" : "")\n"
    }
    for rewrite in answer.plan.rewrites { text += "rewritten: \(rewrite)\n" }
    if let reading = answer.plan.archive.reading {
      text += "read \(answer.plan.archive.name): "
      text += reading.lines.map { "lines with \($0) only\n" } ?? "a piece at a time, articles that are found kept\n"
    }
    return text
  }

  private static func write(_ report: SearchNodeReport, depth: Int, to text: inout String) {
    text += String(repeating: "  ", count: depth) + "\(report.name): \(report.articleCount)\n"
    for part in report.parts { write(part, depth: depth + 1, to: &text) }
  }
}

/// What `.method` prints: the paragraph for a methods box, with all that somebody else needs to repeat the count.
public enum Method {
  public static func text(of answer: QueryAnswer, _ context: RunContext) -> String {
    let archive = answer.plan.archive
    var text = "Asked with newsq \(newsqVersion) of the archive “\(archive.name)” "
    text += "(\(archive.articleCount) articles\(span(of: archive)), fingerprint \(hexadecimal(archive.fingerprint))), "
    text += "the clock at \(context.now.description): `\(Printer.text(of: answer.plan.query))`. "
    var counts = answer.rowCounts[...]
    text += "The search found \(counts.popFirst() ?? 0) articles"
    let early = answer.plan.earlyEnd?.steps ?? 0..<0
    for (place, step) in answer.plan.steps.enumerated() {
      // How many rows there would have been was never found out.
      if early.contains(place) {
        _ = counts.popFirst()
        text += "; then `\(Printer.text(of: step.call))`"
        continue
      }
      text += "; after `\(Printer.text(of: step.call))` there were \(counts.popFirst() ?? 0) rows"
    }
    return text + ". Words are compared without case and accents and are not stemmed.\n"
  }

  /// The first and the last day of the articles.
  private static func span(of archive: Archive) -> String {
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

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
