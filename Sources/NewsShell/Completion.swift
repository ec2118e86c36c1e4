import NewsQuery

/// One way to go on from the cursor.
struct Candidate: Equatable {
  /// What replaces the word that was begun.
  var text: String
  /// A few words beside it in the list: what a stage does, how many articles hold a term. May be empty.
  var help: String
  /// Follows where this is the only candidate: a blank after a word, nothing after `source:`.
  var tail = " "
}

/// Everything that can stand at the cursor, and where the word begins that it completes.
///
///     Completions(replacedFrom: 2, candidates: [Candidate(text: "count", help: "counts rows")])
struct Completions: Equatable {
  /// Where the word begins, in bytes of the text left of the cursor.
  var replacedFrom: Int
  var candidates: [Candidate]

  static let none = Completions(replacedFrom: 0, candidates: [])

  /// Listed at most, however many there are.
  static let listedCount = 60

  /// What to put in the place of `typed`; nil where a list helps more, because nothing more is certain.
  func insertion(for typed: String) -> String? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 {
      let insertion = first.text + first.tail
      return insertion == typed ? nil : insertion
    }
    var common = Array(first.text.unicodeScalars)
    for candidate in candidates.dropFirst() {
      let same = zip(common, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
      common.removeLast(common.count - same)
    }
    // Nothing that was typed may get lost: candidates can differ from it in case or accents.
    guard common.count > typed.unicodeScalars.count else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: common)
    return String(text)
  }

  /// The list as it is printed: in as many columns as fit, at most `limit` rows, with what was left out said last.
  func rows(columns: Int, limit: Int) -> [String] {
    let texts = candidates.prefix(Self.listedCount).map { TerminalSafe.escape($0.text) }
    let helps = candidates.prefix(Self.listedCount).map { TerminalSafe.escape($0.help) }
    let textWidth = texts.map(DisplayWidth.of).max() ?? 0
    let helpWidth = helps.map(DisplayWidth.of).max() ?? 0
    // One column stays free: many terminals wrap when their last one is filled.
    let room = max(columns - 1, 1)
    let cellWidth = textWidth + (helpWidth > 0 ? 2 + helpWidth : 0)
    let perRow = max(1, (room + 3) / (cellWidth + 3))
    let rowCount = min((texts.count + perRow - 1) / perRow, max(limit - 1, 1))
    let listed = min(rowCount * perRow, texts.count)
    // Down the columns, as `ls` does.
    let perColumn = (listed + perRow - 1) / perRow
    var rows: [String] = []
    for row in 0..<perColumn {
      var line = ""
      for index in stride(from: row, to: listed, by: perColumn) {
        if !line.isEmpty { line += "   " }
        var cell = DisplayWidth.pad(texts[index], columns: textWidth)
        if helpWidth > 0 { cell += "  " + DisplayWidth.pad(helps[index], columns: helpWidth) }
        line += cell
      }
      while line.hasSuffix(" ") { line.removeLast() }
      rows.append(DisplayWidth.cut(line, columns: room))
    }
    if listed < candidates.count {
      rows.append(DisplayWidth.cut("… \((candidates.count - listed).grouped) more", columns: room))
    }
    return rows
  }
}

extension Int {
  /// With commas between the thousands: `1,204`.
  var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
