/// Hits under each other, the words before them to the left, those after them to the right.
enum ConcordanceWriter: RowWriter {
  static let name = "concordance"
  static let summary = "hits under each other with their context"
  static let fileEndings: [String] = []

  private static let widestHit = 32
  /// From this width on there is room to say where a hit is from.
  private static let roomForOrigin = 100

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    guard let left = table.columns.first(where: { $0.name == "left" })?.column,
      let hit = table.columns.first(where: { $0.name == "hit" })?.column,
      let right = table.columns.first(where: { $0.name == "right" })?.column
    else { return TableWriter.write(table, options, to: &sink) }
    let ink = Ink(options)
    let rows = table.rows.prefix(options.rowLimit ?? Int.max)
    func text(_ column: any Column, _ row: UInt32) -> String { ink.safe(column.value(at: Int(row)).printed) }
    func widest(_ column: any Column) -> Int { rows.reduce(0) { max($0, DisplayWidth.of(text(column, $1))) } }
    let origins = origins(table, options, ink)
    let originWidth = rows.reduce(0) { max($0, min(28, DisplayWidth.of(origins($1)))) }
    let gap = ink.color ? "  " : "  "
    let hitWidth = min(widest(hit), widestHit)
    var leftWidth = widest(left)
    var rightWidth = widest(right)
    if let width = options.width {
      let room = max(0, width - hitWidth - 4 - (originWidth > 0 ? originWidth + 2 : 0))
      // A short side leaves its room to the other.
      leftWidth = min(leftWidth, max(room / 2, room - rightWidth))
      rightWidth = min(rightWidth, room - leftWidth)
    }
    for row in rows {
      if sink.hasFailed { return }
      var line = ""
      if originWidth > 0 {
        line +=
          ink.dim(DisplayWidth.pad(DisplayWidth.cut(origins(row), columns: originWidth), columns: originWidth)) + "  "
      }
      let before = DisplayWidth.suffix(of: text(left, row), columns: leftWidth)
      line += DisplayWidth.pad(String(before), columns: leftWidth, .right) + gap
      let word = DisplayWidth.cut(text(hit, row), columns: hitWidth)
      let after = DisplayWidth.prefix(of: text(right, row), columns: rightWidth)
      line += ink.color ? ink.hit(word) : word
      line += String(repeating: " ", count: max(0, hitWidth - DisplayWidth.of(word))) + gap + after
      while line.utf8.last == 0x20 { line.removeLast() }
      sink.write(line + "\n")
    }
    if let footer = options.footer { sink.write(ink.dim(footer) + "\n") }
  }

  /// Date and source of a row where there is room for them.
  private static func origins(_ table: Table, _ options: OutputOptions, _ ink: Ink) -> (UInt32) -> String {
    let beside = table.columns.filter { !["left", "hit", "right"].contains($0.name) }
    if let width = options.width, width < roomForOrigin { return { _ in "" } }
    return { row in
      beside.map { column in
        let value = column.column.value(at: Int(row))
        if case .date(let date) = value { return date.day }
        return ink.safe(value.printed)
      }.joined(separator: " ")
    }
  }
}
