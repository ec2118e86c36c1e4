import NewsQuery

/// Reads whole statements from a line editor: as many lines as the language wants, one entry of the history.
///
///     seeds 2> kremlin "arms control" |
///           |> count by source
struct StatementReader {
  let editor: LineEditor
  /// Whether the text so far is a finished statement.
  var completeness: (String) -> Completeness = { Parser.completeness(of: $0) }
  /// What can stand at the end of a statement's text.
  var complete: (String) -> Completions = { _ in .none }

  /// Reads one statement; a line that is blank before anything was typed is read over by the caller.
  func read(prompt: Prompt) -> LineEditor.Line {
    var text = ""
    var prompt = prompt
    let width = prompt.columns
    while true {
      let earlier = text
      // Without the editor itself, which would keep itself alive.
      editor.complete = { [complete] before in
        var completions = complete(earlier + before)
        // The word that is completed always stands in the line that is edited.
        completions.replacedFrom = max(completions.replacedFrom - earlier.utf8.count, 0)
        return completions
      }
      switch editor.readLine(prompt: prompt) {
      case .interrupted: return .interrupted
      // Ctrl-D in the middle asks what is there, so that the answer says what is missing.
      case .end: return text.isEmpty ? .end : .text(String(text.dropLast()))
      case .text(let line):
        text += line
        guard case .open(let what) = completeness(text) else { return .text(text) }
        text += "\n"
        prompt = .continuation(of: width, open: what)
      }
    }
  }
}
