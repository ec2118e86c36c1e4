extension ChartModel {
  /// What a chart shows, in a sentence or two: for those who do not see it.
  var summary: String {
    let known = values.enumerated().flatMap { line, cells in
      cells.enumerated().compactMap { place, value in value.map { (line: line, place: place, value: $0) } }
    }
    guard let highest = known.max(by: { $0.value < $1.value }), let lowest = known.min(by: { $0.value < $1.value })
    else { return "Nothing is drawn." }
    func shown(_ cell: (line: Int, place: Int, value: Double)) -> String {
      let number = ChartModel.grouped(cell.value)
      switch kind {
      case .bars: return "\(labels[cell.place]), \(number)"
      case .line: return "\(number) at \(labels[cell.place])"
      case .heat: return "\(number) for \(lines[cell.line]) at \(labels[cell.place])"
      }
    }
    let ends = labels.count > 1 ? ", from \(labels[0]) to \(labels[labels.count - 1])" : ""
    let what =
      switch kind {
      case .bars: "\(labels.count.counted("bar")) of \(measure)"
      case .line: "A line of \(measure) over \(labels.count.counted("point"))\(ends)"
      case .heat:
        "A heat strip of \(measure): \(lines.count.counted("row")) and \(labels.count.counted("column"))\(ends)"
      }
    if known.count == 1 { return "\(what). Its value: \(shown(highest))." }
    return "\(what). Highest: \(shown(highest)). Lowest: \(shown(lowest))."
  }
}
