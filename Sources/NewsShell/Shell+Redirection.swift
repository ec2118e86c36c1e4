import CLibrary
import NewsQuery

/// How wide answers are shown.
enum ShownWidth: Equatable {
  case terminal, unlimited
  case columns(Int)

  /// As `.width` takes it.
  var text: String {
    switch self {
    case .terminal: "auto"
    case .unlimited: "off"
    case .columns(let count): "\(count)"
    }
  }
}

/// A file that answers go to: `.output report.html`.
///
/// It is written whole each time an answer comes, so that it is a valid document at any time.
struct Redirection {
  let path: String
  /// Whether only the next answer goes there.
  let isOnce: Bool
  let format: String
  fileprivate var parts: [Part] = []

  fileprivate enum Part {
    case answer(title: String, any ShellAnswer)
    case text(String)
  }

  init(path: String, isOnce: Bool, format: String) {
    (self.path, self.isOnce, self.format) = (path, isOnce, format)
  }

  /// Whether texts (help, a plan, an article) can be in the file, besides rows.
  var takesTexts: Bool { format == "table" }

  /// All that came so far, as one document, and what is to be said about it.
  fileprivate func document() throws -> (bytes: [UInt8], notes: [Diagnostic]) {
    var bytes: [UInt8] = []
    let answers = parts.count { if case .answer = $0 { true } else { false } }
    var series = AnswerSeries(count: answers, format: format)
    var sink = ByteSink { bytes.append(contentsOf: $0) }
    for (place, part) in parts.enumerated() {
      switch part {
      case .answer(let title, let answer):
        var options = OutputOptions(defaultFormat: format)
        options.title = answers == 1 ? title : nil
        if let table = answer.table {
          series.write(table, title: AnswerTitle(query: title), options: options, to: &sink)
        } else {
          sink.write(try answer.text(as: format, on: Screen()))
        }
      case .text(let text):
        if place > 0 { sink.write("\n") }
        sink.write(text.hasSuffix("\n") ? text : text + "\n")
      }
    }
    series.finish(to: &sink)
    try sink.finish()
    return (bytes, sink.notes)
  }
}

extension Shell {
  /// The file that answers go to; nil for the screen.
  var outputName: String? { redirection.map { FileName.shown($0.path) } }

  /// Sends the next answer, or all from now on, to the file at `path`.
  func redirect(to path: String, once: Bool) throws {
    guard let format = FormatCatalog.format(ofFile: path) else {
      let endings = FormatCatalog.all.flatMap { $0.fileEndings }
      throw Diagnostic(
        "the ending of `\(FileName.shown(path))` does not name a format",
        hint: "one of " + endings.map { ".\($0)" }.joined(separator: " "))
    }
    try engine.checkOutput(path)
    redirection = Redirection(path: path, isOnce: once, format: format.name)
  }

  /// Brings answers back to the screen.
  func endRedirection() { redirection = nil }

  /// Writes `answer` to the file that answers go to; false if they go to the screen.
  func redirect(_ answer: any ShellAnswer, title: String) throws -> Bool {
    guard redirection != nil else { return false }
    try write(.answer(title: title, answer))
    return true
  }

  /// Writes `text` to that file if it takes texts; false if the text belongs on the screen.
  func redirect(text: String) -> Bool {
    guard let redirection, redirection.takesTexts else { return false }
    do {
      try write(.text(text))
    } catch {
      tell(error, SourceText("", name: redirection.path))
    }
    return true
  }

  private func write(_ part: Redirection.Part) throws {
    guard var redirection else { return }
    redirection.parts.append(part)
    // What fails is not tried again with the next answer.
    if redirection.isOnce { self.redirection = nil }
    let (bytes, notes) = try redirection.document()
    try World.writeFile(redirection.path, bytes)
    for note in notes { tell(note, SourceText("", name: redirection.path)) }
    if !redirection.isOnce { self.redirection = redirection }
  }
}
