/// Shapes put together as SVG.
struct SVGPicture {
  let width: Double
  var height: Double
  /// What is left out above.
  var top = 0.0
  /// Where what was drawn so far ends.
  private(set) var end = 0.0
  private var shapes: [UInt8] = []
  private static let font = "system-ui,-apple-system,Segoe UI,Roboto,sans-serif"

  init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

  private mutating func add(_ text: String) { shapes.append(contentsOf: text.utf8) }

  /// At most two digits after the point: the same bytes everywhere.
  private func n(_ number: Double) -> String { Value.number(NumberFunctions.rounded(number, digits: 2)).printed }

  mutating func text(_ x: Double, _ y: Double, _ text: String, _ style: String, anchor: String = "start") {
    if text.isEmpty { return }
    end = max(end, y)
    add("<text x=\"\(n(x))\" y=\"\(n(y))\" class=\"\(style)\" text-anchor=\"\(anchor)\">")
    HTMLWriter.escape(text, into: &shapes)
    add("</text>\n")
  }

  /// A label below an axis, centred at `x` unless it would be cut at the edge.
  mutating func label(_ x: Double, _ y: Double, _ label: String) {
    let half = 3.3 * Double(DisplayWidth.of(label))
    if x + half > width {
      text(width - 2, y, label, "s", anchor: "end")
    } else if x < half {
      text(2, y, label, "s")
    } else {
      text(x, y, label, "s", anchor: "middle")
    }
  }

  mutating func line(_ style: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
    add("<line x1=\"\(n(start.x))\" y1=\"\(n(start.y))\" x2=\"\(n(end.x))\" y2=\"\(n(end.y))\" class=\"\(style)\"/>\n")
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, opacity: Double = 1
  ) {
    let faded = opacity < 1 ? " opacity=\"\(n(opacity))\"" : ""
    add(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" class=\"\(style)\"\(faded)/>\n")
  }

  mutating func path(_ points: [(Double, Double)]) {
    add("<polyline class=\"l\" points=\"\(points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " "))\"/>\n")
  }

  mutating func dot(_ x: Double, _ y: Double) {
    add("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"2.6\" class=\"b\"/>\n")
  }

  /// The picture with its name and, for those who do not see it, a description.
  func finished(title: String, description: String) -> [UInt8] {
    var svg: [UInt8] = []
    let size =
      "viewBox=\"0 \(n(top)) \(n(width)) \(n(height - top))\" width=\"\(n(width))\" height=\"\(n(height - top))\""
    svg.append(contentsOf: "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) role=\"img\">\n<title>".utf8)
    HTMLWriter.escape(title, into: &svg)
    svg.append(contentsOf: "</title>\n<desc>".utf8)
    HTMLWriter.escape(description, into: &svg)
    svg.append(contentsOf: "</desc>\n<style>\(SVGPicture.style)</style>\n".utf8)
    svg.append(contentsOf: "<rect y=\"\(n(top))\" width=\"100%\" height=\"100%\" class=\"p\"/>\n".utf8)
    svg.append(contentsOf: shapes)
    svg.append(contentsOf: "</svg>\n".utf8)
    return svg
  }

  private static let style: String = {
    func rules(_ palette: Palette) -> String {
      """
      svg text{fill:\(palette.ink)}svg .s{fill:\(palette.muted)}svg .p{fill:\(palette.paper)}svg .b{fill:\(palette.bar)}\
      svg .l{fill:none;stroke:\(palette.bar);stroke-width:2}svg .a{stroke:\(palette.axis)}svg .g{stroke:\(palette.rule)}
      """
    }
    return
      "svg text{font-family:\(font);font-size:13px}svg .h{font-size:17px;font-weight:600}svg .s{font-size:12px}"
      + rules(.light) + "@media screen and (prefers-color-scheme:dark){" + rules(.dark) + "}"
  }()
}
