/// A chart as a self-contained picture: title, axes with units, source; in light and dark.
enum SVGChart {
  private static let width = 840.0
  private static let font = "system-ui,-apple-system,Segoe UI,Roboto,sans-serif"
  private static let mostBars = 60

  /// Draws `table`; if it has no number to draw, a picture that says so.
  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    guard let model = ChartModel(table, limit: nil) else {
      var picture = Picture(height: 80)
      picture.text(20, 40, "nothing to draw: the rows have no number", "t")
      return sink.write(picture.finished(title: options.title ?? ""))
    }
    let measured = "\(model.measure) by \(model.keys.joined(separator: " and "))"
    var picture =
      switch model.kind {
      case .bars: bars(model)
      case .line: line(model)
      case .heat: heat(model)
      }
    if model.labels.isEmpty {
      picture = Picture(height: 120)
      picture.text(20, 84, model.undated > 0 ? "nothing to draw: no row has a date" : "nothing to draw: no rows", "t")
    }
    let title = options.title ?? measured
    picture.text(20, 32, title, "h")
    if title != measured { picture.text(20, 52, measured, "s") }
    var source = options.sourceLine.map { "Source: \($0)" } ?? ""
    if model.undated > 0 {
      source += (source.isEmpty ? "" : " · ") + "\(ChartModel.grouped(model.undated)) without a date not shown"
    }
    picture.text(20, picture.height - 14, source, "s")
    sink.write(picture.finished(title: title))
  }

  private static func bars(_ model: ChartModel) -> Picture {
    let shown = min(model.labels.count, mostBars)
    let step = 24.0
    var picture = Picture(height: 84 + step * Double(max(1, shown)) + 60)
    let labelWidth = min(260, 16 + 7 * Double(model.labels.prefix(shown).map { DisplayWidth.of($0) }.max() ?? 0))
    let left = 20 + labelWidth
    let right = width - 70
    let low = model.minimum < 0 ? -ChartModel.axis(upTo: -model.minimum, isWhole: model.isWhole).top : 0
    let (top, tick) = ChartModel.axis(upTo: model.maximum, isWhole: model.isWhole)
    func x(_ value: Double) -> Double { left + (value - low) / (top - low) * (right - left) }
    var mark = 0.0
    let bottom = 76 + step * Double(shown)
    while mark <= top + tick / 1000 {
      picture.line(mark == 0 ? "a" : "g", from: (x(mark), 72), to: (x(mark), bottom))
      picture.text(x(mark), bottom + 16, ChartModel.grouped(mark), "s", anchor: "middle")
      mark += tick
    }
    for index in 0..<shown {
      let y = 76 + step * Double(index)
      let value = model.values[0][index] ?? 0
      picture.text(left - 8, y + 15, DisplayWidth.cut(model.labels[index], columns: 34), "t", anchor: "end")
      picture.rectangle(min(x(0), x(value)), y + 3, abs(x(value) - x(0)), step - 7, "b")
      picture.text(max(x(0), x(value)) + 6, y + 15, ChartModel.grouped(value), "s")
    }
    if model.labels.count > shown {
      picture.text(left, bottom + 32, "… \(model.labels.count - shown) more", "s")
    }
    return picture
  }

  private static func line(_ model: ChartModel) -> Picture {
    var picture = Picture(height: 400)
    let (left, right, above, below) = (70.0, width - 24, 76.0, 330.0)
    let (top, tick) = ChartModel.axis(upTo: model.maximum, isWhole: model.isWhole)
    let count = model.labels.count
    func x(_ place: Int) -> Double {
      count < 2 ? (left + right) / 2 : left + Double(place) / Double(count - 1) * (right - left)
    }
    func y(_ value: Double) -> Double { below - value / top * (below - above) }
    var mark = 0.0
    while mark <= top + tick / 1000 {
      picture.line(mark == 0 ? "a" : "g", from: (left, y(mark)), to: (right, y(mark)))
      picture.text(left - 8, y(mark) + 4, ChartModel.grouped(mark), "s", anchor: "end")
      mark += tick
    }
    let labelStep = max(1, (count + 7) / 8)
    for place in stride(from: 0, to: count, by: labelStep) {
      picture.line("a", from: (x(place), below), to: (x(place), below + 5))
      picture.text(x(place), below + 20, model.labels[place], "s", anchor: "middle")
    }
    picture.path(model.values[0].enumerated().map { (x($0.offset), y($0.element ?? 0)) })
    if count <= 60 { for (place, value) in model.values[0].enumerated() { picture.dot(x(place), y(value ?? 0)) } }
    return picture
  }

  private static func heat(_ model: ChartModel) -> Picture {
    let (model, each) = model.merged(to: 200)
    let step = 22.0
    let shown = min(model.lines.count, mostBars)
    var picture = Picture(height: 84 + step * Double(max(1, shown)) + 76)
    let labelWidth = min(240, 16 + 7 * Double(model.lines.prefix(shown).map { DisplayWidth.of($0) }.max() ?? 0))
    let left = 20 + labelWidth
    let cell = (width - 24 - left) / Double(max(1, model.labels.count))
    let top = model.shadedMaximum
    for line in 0..<shown {
      let y = 72 + step * Double(line)
      picture.text(left - 8, y + 15, DisplayWidth.cut(model.lines[line], columns: 32), "t", anchor: "end")
      for (place, value) in model.values[line].enumerated() {
        let share = top > 0 ? min(1, max(0, value ?? 0) / top) : 0
        if share > 0 {
          picture.rectangle(
            left + cell * Double(place), y, max(0.5, cell - 1), step - 2, "b", opacity: 0.12 + 0.88 * share)
        }
      }
    }
    let bottom = 72 + step * Double(shown)
    picture.line("a", from: (left, bottom), to: (width - 24, bottom))
    let labelStep = max(1, (model.labels.count + 7) / 8)
    for place in stride(from: 0, to: model.labels.count, by: labelStep) {
      picture.text(left + cell * (Double(place) + 0.5), bottom + 16, model.labels[place], "s", anchor: "middle")
    }
    var scale = "darkest: \(ChartModel.grouped(top)) \(model.measure)"
    if model.hasUnscaledOther { scale += "; other is more" }
    if each > 1 { scale += "; " + model.caption(each).dropFirst().dropLast() }
    if model.lines.count > shown { scale += "; \(model.lines.count - shown) more not shown" }
    picture.text(left, bottom + 36, scale, "s")
    return picture
  }

  /// Shapes put together as SVG.
  private struct Picture {
    let height: Double
    private var shapes: [UInt8] = []

    init(height: Double) { self.height = height }

    private mutating func add(_ text: String) { shapes.append(contentsOf: text.utf8) }

    /// At most two digits after the point: the same bytes everywhere.
    private func n(_ number: Double) -> String { Value.number(NumberFunctions.rounded(number, digits: 2)).printed }

    mutating func text(_ x: Double, _ y: Double, _ text: String, _ style: String, anchor: String = "start") {
      if text.isEmpty { return }
      add("<text x=\"\(n(x))\" y=\"\(n(y))\" class=\"\(style)\" text-anchor=\"\(anchor)\">")
      HTMLWriter.escape(text, into: &shapes)
      add("</text>\n")
    }

    mutating func line(_ style: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
      add(
        "<line x1=\"\(n(start.x))\" y1=\"\(n(start.y))\" x2=\"\(n(end.x))\" y2=\"\(n(end.y))\" class=\"\(style)\"/>\n")
    }

    mutating func rectangle(
      _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, opacity: Double = 1
    ) {
      let faded = opacity < 1 ? " opacity=\"\(n(opacity))\"" : ""
      add(
        "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" class=\"\(style)\"\(faded)/>\n"
      )
    }

    mutating func path(_ points: [(Double, Double)]) {
      add("<polyline class=\"l\" points=\"\(points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " "))\"/>\n")
    }

    mutating func dot(_ x: Double, _ y: Double) {
      add("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"2.6\" class=\"b\"/>\n")
    }

    func finished(title: String) -> [UInt8] {
      var svg: [UInt8] = []
      let size = "viewBox=\"0 0 \(n(width)) \(n(height))\" width=\"\(n(width))\" height=\"\(n(height))\""
      svg.append(contentsOf: "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) role=\"img\">\n<title>".utf8)
      HTMLWriter.escape(title, into: &svg)
      svg.append(contentsOf: "</title>\n<style>\(style)</style>\n".utf8)
      svg.append(contentsOf: "<rect width=\"100%\" height=\"100%\" class=\"p\"/>\n".utf8)
      svg.append(contentsOf: shapes)
      svg.append(contentsOf: "</svg>\n".utf8)
      return svg
    }

    private var style: String {
      """
      svg text{font-family:\(font);font-size:13px;fill:#1a1a1a}svg .h{font-size:17px;font-weight:600}\
      svg .s{font-size:12px;fill:#555}svg .p{fill:#fff}svg .b{fill:#1f6f8b}\
      svg .l{fill:none;stroke:#1f6f8b;stroke-width:2}svg .a{stroke:#333}svg .g{stroke:#ddd}\
      @media(prefers-color-scheme:dark){svg text{fill:#eee}svg .s{fill:#aaa}svg .p{fill:#16181a}svg .b{fill:#6cc3df}\
      svg .l{stroke:#6cc3df}svg .a{stroke:#ccc}svg .g{stroke:#3a3d40}}
      """
    }
  }
}
