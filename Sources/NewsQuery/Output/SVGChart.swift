/// A chart as a self-contained picture: title, axes with units, source, a description in words; in light and dark.
struct SVGChart {
  /// Where a picture is shown.
  enum Place {
    /// In a file of its own, with title and source.
    case file
    /// In a page that has the title already: wide, or as narrow as a telephone.
    case widePage, narrowPage
  }

  private static let maxBars = 60
  private let model: ChartModel
  private let place: Place

  private var width: Double { place == .narrowPage ? 400 : 840 }
  /// The space for labels beside the chart.
  private var maxLabelWidth: Double { place == .narrowPage ? 140 : 260 }
  /// Every how many-th label is written along a horizontal axis of that length.
  private func labelStep(_ labels: [String], along length: Double) -> Int {
    let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let room = max(1, min(8, Int(length / (6.6 * Double(widest) + 12))))
    return max(1, (labels.count + room - 1) / room)
  }

  /// Draws `table`; if it has no number to draw, a picture that says so.
  static func write(_ table: Table, _ options: OutputOptions, in place: Place = .file, to sink: inout ByteSink) {
    guard let model = ChartModel(table, limit: nil) else {
      var picture = SVGPicture(width: 840, height: 80)
      picture.text(20, 40, "nothing to draw: the rows have no number", "t")
      return sink.write(
        picture.finished(title: options.title ?? "Nothing to draw", description: "The rows have no number."))
    }
    SVGChart(model: model, place: place).write(options, to: &sink)
  }

  private func write(_ options: OutputOptions, to sink: inout ByteSink) {
    let measured =
      model.keys.isEmpty ? model.measure : "\(model.measure) by \(model.keys.joined(separator: " and "))"
    var picture =
      switch model.kind {
      case .bars: bars()
      case .line: line()
      case .heat: heat()
      }
    if model.labels.isEmpty {
      picture = SVGPicture(width: width, height: 120)
      picture.text(20, 84, model.undated > 0 ? "nothing to draw: no row has a date" : "nothing to draw: no rows", "t")
    }
    let title = options.title ?? measured
    if place == .file {
      picture.text(20, 32, title, "h")
      if title != measured { picture.text(20, 52, measured, "s") }
    } else {
      picture.text(20, 52, DisplayWidth.cut(measured, columns: Int(width / 8)), "s")
      // The page has the title.
      picture.top = 34
    }
    let undated = model.undated > 0 ? "\(ChartModel.grouped(model.undated)) without a date not shown" : ""
    if place == .file {
      let source = [options.sourceLine.map { "Source: \($0)" } ?? "", undated].filter { !$0.isEmpty }
      picture.text(20, picture.height - 14, source.joined(separator: " · "), "s")
    } else {
      picture.text(20, picture.end + 18, undated, "s")
      picture.height = picture.end + (undated.isEmpty ? 10 : 28)
    }
    sink.write(picture.finished(title: title, description: model.summary))
  }

  /// The space that labels take, and how many columns of text fit into it.
  private func labels(_ labels: ArraySlice<String>) -> (width: Double, columns: Int) {
    let widest = 16 + 7 * Double(labels.map { DisplayWidth.of($0) }.max() ?? 0)
    return (min(maxLabelWidth, widest), Int((maxLabelWidth - 16) / 7))
  }

  // MARK: - Bars

  private func bars() -> SVGPicture {
    let shown = min(model.labels.count, SVGChart.maxBars)
    let step = 24.0
    var picture = SVGPicture(width: width, height: 84 + step * Double(max(1, shown)) + 60)
    let label = labels(model.labels.prefix(shown))
    let left = 20 + label.width
    let right = width - 70
    let low = model.minimum < 0 ? -ChartModel.axis(upTo: -model.minimum, isWhole: model.isWhole).top : 0
    let (top, tick) = ChartModel.axis(upTo: model.maximum, isWhole: model.isWhole)
    func x(_ value: Double) -> Double { left + (value - low) / (top - low) * (right - left) }
    var (mark, number) = (0.0, 0)
    let bottom = 76 + step * Double(shown)
    // Numbers below the marks need some space.
    let each = x(tick) - x(0) < 7.5 * Double(ChartModel.grouped(top).utf8.count) ? 2 : 1
    while mark <= top + tick / 1000 {
      picture.line(mark == 0 ? "a" : "g", from: (x(mark), 72), to: (x(mark), bottom))
      if number % each == 0 { picture.text(x(mark), bottom + 16, ChartModel.grouped(mark), "s", anchor: "middle") }
      mark += tick
      number += 1
    }
    for index in 0..<shown {
      let y = 76 + step * Double(index)
      let value = model.values[0][index] ?? 0
      picture.text(left - 8, y + 15, DisplayWidth.cut(model.labels[index], columns: label.columns), "t", anchor: "end")
      picture.rectangle(min(x(0), x(value)), y + 3, abs(x(value) - x(0)), step - 7, "b")
      picture.text(max(x(0), x(value)) + 6, y + 15, ChartModel.grouped(value), "s")
    }
    if model.labels.count > shown {
      picture.text(left, bottom + 32, "… \(model.labels.count - shown) more", "s")
    }
    return picture
  }

  // MARK: - Over time

  private func line() -> SVGPicture {
    var picture = SVGPicture(width: width, height: 400)
    let (right, above, below) = (width - 24, 76.0, 330.0)
    let (top, tick) = ChartModel.axis(upTo: model.maximum, isWhole: model.isWhole)
    let left = max(place == .narrowPage ? 40.0 : 70, 20 + 7.5 * Double(ChartModel.grouped(top).utf8.count))
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
    for place in stride(from: 0, to: count, by: labelStep(model.labels, along: right - left)) {
      picture.line("a", from: (x(place), below), to: (x(place), below + 5))
      picture.label(x(place), below + 20, model.labels[place])
    }
    // A value that is not known is a gap.
    let known = model.values[0].enumerated().map { place, value in value.map { (x(place), y($0)) } }
    for run in known.split(whereSeparator: { $0 == nil }) {
      let points = run.compactMap { $0 }
      picture.path(points)
      if count <= 60 || points.count == 1 { for point in points { picture.dot(point.0, point.1) } }
    }
    return picture
  }

  // MARK: - Heat strip

  private func heat() -> SVGPicture {
    let (model, each) = model.merged(to: place == .narrowPage ? 80 : 200)
    let step = 22.0
    let shown = min(model.lines.count, SVGChart.maxBars)
    var picture = SVGPicture(width: width, height: 84 + step * Double(max(1, shown)) + 76)
    let label = labels(model.lines.prefix(shown))
    let left = 20 + label.width
    let cell = (width - 24 - left) / Double(max(1, model.labels.count))
    let top = model.shadedMaximum
    for line in 0..<shown {
      let y = 72 + step * Double(line)
      picture.text(left - 8, y + 15, DisplayWidth.cut(model.lines[line], columns: label.columns), "t", anchor: "end")
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
    for place in stride(from: 0, to: model.labels.count, by: labelStep(model.labels, along: width - 24 - left)) {
      picture.label(left + cell * (Double(place) + 0.5), bottom + 16, model.labels[place])
    }
    var notes = ["darkest: \(ChartModel.grouped(top)) \(model.measure)"]
    if model.hasUnscaledOther { notes.append("other is more") }
    if each > 1 { notes.append(String(model.caption(each).dropFirst().dropLast())) }
    if model.lines.count > shown { notes.append("\(model.lines.count - shown) more not shown") }
    if place == .narrowPage {
      picture.text(20, bottom + 36, notes[0], "s")
      picture.text(20, bottom + 52, notes.dropFirst().joined(separator: "; "), "s")
    } else {
      picture.text(left, bottom + 36, notes.joined(separator: "; "), "s")
    }
    return picture
  }
}
