/// A table drawn in a terminal of 8 to 300 columns: bars, columns over time, or a heat strip. Axes begin at zero.
enum ChartWriter: RowWriter {
  static let name = "chart"
  static let summary = "bars, a line over time, or a heat strip"
  static let fileEndings: [String] = []

  private static let height = 10
  private static let mostLines = 40

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    guard let model = ChartModel(table, limit: nil) else { return TableWriter.write(table, options, to: &sink) }
    let canvas = Canvas(ink: Ink(options), width: max(8, min(300, options.width ?? 80)))
    var lines: [String]
    switch model.kind {
    case .bars: lines = bars(model, canvas)
    case .line: lines = line(model, canvas)
    case .heat: lines = heat(model, canvas)
    }
    if model.labels.isEmpty {
      lines = [
        lines[0], canvas.fit(model.undated > 0 ? "nothing to draw: no row has a date" : "nothing to draw: no rows"),
      ]
    }
    if model.undated > 0 { lines.append(canvas.fit("without a date: \(ChartModel.grouped(model.undated))")) }
    for line in lines { sink.write(trimmed(line) + "\n") }
  }

  private struct Canvas {
    let ink: Ink
    let width: Int

    func fit(_ text: String) -> String { DisplayWidth.cut(text, columns: width) }

    /// A bar of some eighths of a column.
    func bar(_ eighths: Int) -> String {
      guard ink.unicode else { return String(repeating: "#", count: (eighths + 4) / 8) }
      let parts: [String] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    func colored(_ text: String) -> String { ink.color && !text.isEmpty ? "\u{1B}[36m\(text)\u{1B}[39m" : text }
  }

  // MARK: - Bars

  private static func bars(_ model: ChartModel, _ canvas: Canvas) -> [String] {
    let labels = model.labels.map { canvas.ink.safe($0) }
    let numbers = model.values[0].map { $0.map(ChartModel.grouped) ?? "" }
    let numberWidth = min(numbers.map { DisplayWidth.of($0) }.max() ?? 0, canvas.width / 2)
    let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let room = canvas.width - numberWidth - 2
    let labelWidth = max(1, min(widest, max(room / 3, min(widest, room - 30))))
    let barWidth = max(0, room - labelWidth)
    let reach = max(model.maximum, -model.minimum)
    var lines: [String] = []
    for index in labels.indices {
      let value = model.values[0][index] ?? 0
      var eighths = reach > 0 ? Int((abs(value) / reach * Double(barWidth * 8)).rounded()) : 0
      // A value above zero must be visible.
      if value != 0, barWidth > 0 { eighths = max(eighths, canvas.ink.unicode ? 1 : 4) }
      let bar =
        value < 0 ? String(repeating: canvas.ink.unicode ? "░" : "-", count: (eighths + 7) / 8) : canvas.bar(eighths)
      let label = DisplayWidth.pad(DisplayWidth.cut(labels[index], columns: labelWidth), columns: labelWidth)
      let number = DisplayWidth.pad(
        DisplayWidth.cut(numbers[index], columns: numberWidth), columns: numberWidth, .right)
      lines.append("\(label) \(number) \(canvas.colored(bar))")
    }
    return [canvas.ink.dim(canvas.fit((model.keys + [model.measure]).joined(separator: " · ")))] + lines
  }

  // MARK: - Over time

  private static func line(_ model: ChartModel, _ canvas: Canvas) -> [String] {
    let top = axisTop(model.maximum, model)
    let marks = axisMarks(top, model)
    let axisWidth = min(marks.map { DisplayWidth.of($0) }.max() ?? 0, canvas.width / 2)
    let room = max(1, canvas.width - axisWidth - 2)
    var (merged, each) = model.merged(to: room)
    // What neighbours add up to may be more than each of them.
    let scale = each > 1 ? axisTop(merged.maximum, model) : top
    let scaleMarks = axisMarks(scale, model)
    merged.undated = 0
    let columnWidth = max(1, min(6, room / max(1, merged.labels.count)))
    var lines: [String] = []
    for row in 0..<height {
      // The row's top and bottom are at these heights, in eighths from the axis.
      let bottom = (height - 1 - row) * 8
      var line = ""
      for value in merged.values[0] {
        let eighths = scale > 0 ? Int(((value ?? 0) / scale * Double(height * 8)).rounded()) : 0
        let filled = max(0, min(8, (value ?? 0) > 0 ? max(eighths, 1) - bottom : 0))
        let cell = vertical(filled, canvas.ink.unicode)
        let gap = columnWidth > 2 ? 1 : 0
        line += String(repeating: cell, count: columnWidth - gap) + String(repeating: " ", count: gap)
      }
      let mark = row == 0 ? scaleMarks[0] : row == height / 2 ? scaleMarks[1] : ""
      lines.append(axisLabel(mark, axisWidth) + (canvas.ink.unicode ? "┤" : "|") + canvas.colored(line))
    }
    let drawn = columnWidth * merged.labels.count
    lines.append(
      axisLabel(scaleMarks[2], axisWidth) + (canvas.ink.unicode ? "┼" : "+") + canvas.ink.rule(min(room, drawn)))
    lines.append(ends(model.labels, from: axisWidth + 1, width: drawn, canvas))
    var title = [model.measure, "by", model.keys[0]]
    if each > 1 { title.append(model.caption(each)) }
    return [canvas.ink.dim(canvas.fit(title.joined(separator: " ")))] + lines
  }

  /// The top of the axis; for whole numbers one that can be halved, because the middle has a mark.
  private static func axisTop(_ value: Double, _ model: ChartModel) -> Double {
    let top = ChartModel.axis(upTo: value, isWhole: model.isWhole).top
    return model.isWhole && top > 1 && top.truncatingRemainder(dividingBy: 2) != 0 ? top + 1 : top
  }

  /// What stands at the top, in the middle and at the foot.
  private static func axisMarks(_ top: Double, _ model: ChartModel) -> [String] {
    [ChartModel.grouped(top), model.isWhole && top == 1 ? "" : ChartModel.grouped(top / 2), "0"]
  }

  private static func vertical(_ eighths: Int, _ unicode: Bool) -> String {
    let blocks =
      unicode ? [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : [" ", ".", ".", ":", ":", "|", "|", "#", "#"]
    return blocks[eighths]
  }

  private static func axisLabel(_ text: String, _ width: Int) -> String {
    DisplayWidth.pad(DisplayWidth.cut(text, columns: width), columns: width, .right) + " "
  }

  /// The first and the last label under the ends of an axis, as far as they fit.
  private static func ends(_ labels: [String], from start: Int, width: Int, _ canvas: Canvas) -> String {
    guard let first = labels.first, let last = labels.last else { return "" }
    let indent = String(repeating: " ", count: start)
    let firstWidth = DisplayWidth.of(first)
    let lastWidth = DisplayWidth.of(last)
    var line = indent + first
    if labels.count > 1 {
      let gap = max(2, width - firstWidth - lastWidth)
      if start + firstWidth + gap + lastWidth <= canvas.width {
        line += String(repeating: " ", count: gap) + last
      } else {
        line = first + (canvas.ink.unicode ? "–" : "-") + last
      }
    }
    return canvas.fit(line)
  }

  // MARK: - Heat strip

  private static func heat(_ model: ChartModel, _ canvas: Canvas) -> [String] {
    let names = model.lines.map { canvas.ink.safe($0) }
    let widest = names.map { DisplayWidth.of($0) }.max() ?? 0
    let labelWidth = max(1, min(widest, canvas.width / 3))
    let room = max(1, canvas.width - labelWidth - 2)
    let (merged, each) = model.merged(to: room)
    let columnWidth = max(1, min(4, room / max(1, merged.labels.count)))
    let top = merged.shadedMaximum
    var lines: [String] = []
    for (index, name) in names.prefix(mostLines).enumerated() {
      let cells = merged.values[index].map { shade($0 ?? 0, top, canvas.ink.unicode) }
      let strip = cells.map { String(repeating: $0, count: columnWidth) }.joined()
      let label = DisplayWidth.pad(DisplayWidth.cut(name, columns: labelWidth), columns: labelWidth)
      lines.append("\(label) \(canvas.ink.unicode ? "│" : "|")\(canvas.colored(strip))")
    }
    if names.count > mostLines { lines.append(canvas.fit("… \(names.count - mostLines) more")) }
    lines.append(
      ends(
        merged.labels.map { canvas.ink.safe($0) }, from: labelWidth + 2, width: columnWidth * merged.labels.count,
        canvas))
    var title = "\(model.measure) by \(model.keys.joined(separator: " and "))"
    if each > 1 { title += " " + model.caption(each) }
    if merged.hasUnscaledOther { lines.append(canvas.fit("other is more than the scale shows")) }
    return [canvas.ink.dim(canvas.fit(title))] + lines + [canvas.fit(legend(top, canvas, isWhole: merged.isWhole))]
  }

  private static let shades = ["░", "▒", "▓", "█"]
  private static let plainShades = [".", ":", "+", "#"]

  private static func shade(_ value: Double, _ top: Double, _ unicode: Bool) -> String {
    guard value > 0, top > 0 else { return " " }
    let level = min(3, Int(value / top * 4 - 1e-9))
    return unicode ? shades[level] : plainShades[level]
  }

  private static func legend(_ top: Double, _ canvas: Canvas, isWhole: Bool) -> String {
    let shades = canvas.ink.unicode ? shades : plainShades
    return shades.enumerated().compactMap { level, shade in
      let bound = top * Double(level + 1) / 4
      // Of counts up to 3 some shades have none.
      let last = isWhole ? bound.rounded(.down) : NumberFunctions.rounded(bound, digits: 1)
      if isWhole, last <= (top * Double(level) / 4).rounded(.down) { return nil }
      return "\(shade) \(canvas.ink.unicode ? "≤" : "<=") \(ChartModel.grouped(last))"
    }.joined(separator: "  ")
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.utf8.last == 0x20 { text.removeLast() }
    return text
  }
}
