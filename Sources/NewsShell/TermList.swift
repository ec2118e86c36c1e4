import NewsQuery

/// Names with what they mean beside them; a meaning that is too long for a line goes on below where it began.
///
///     TermList.text([("Ctrl-C", "drops the line; stops a query")], indent: 2, columns: 24)
///     //   Ctrl-C  drops the
///     //           line; stops a
///     //           query
enum TermList {
  /// A line or more for each entry; nothing is broken without `columns`.
  static func text(_ entries: [(name: String, meaning: String)], indent: Int = 0, columns: Int?) -> String {
    let width = entries.map { DisplayWidth.of($0.name) }.max() ?? 0
    let start = indent + width + 2
    var text = ""
    for (name, meaning) in entries {
      var before = String(repeating: " ", count: indent) + DisplayWidth.pad(name, columns: width) + "  "
      let lines = columns.map { DisplayWidth.wrap(meaning, columns: max(20, $0 - start)) } ?? [meaning[...]]
      for line in lines {
        text += before + line + "\n"
        before = String(repeating: " ", count: start)
      }
    }
    return text
  }
}
