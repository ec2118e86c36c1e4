/// The colours of pages and charts. Text has a contrast of at least 4.5 : 1, bars and axes of at least 3 : 1.
struct Palette: Equatable, Sendable {
  var paper: String
  var ink: String
  /// Text of less weight.
  var muted: String
  var link: String
  /// Bars and lines of charts.
  var bar: String
  var axis: String
  /// Thin lines between rows, which mean nothing by themselves.
  var rule: String
  /// The background of code and of what is folded.
  var shade: String
  /// Hits: background and text.
  var mark: String
  var markInk: String

  static let light = Palette(
    paper: "#fff", ink: "#1a1a1a", muted: "#555", link: "#0b57a4", bar: "#1f6f8b", axis: "#333", rule: "#ddd",
    shade: "#f3f4f5", mark: "#ffe58f", markInk: "#111")
  static let dark = Palette(
    paper: "#16181a", ink: "#eee", muted: "#aaa", link: "#8ab4f8", bar: "#6cc3df", axis: "#ccc", rule: "#3a3d40",
    shade: "#23262a", mark: "#7a5d00", markInk: "#fff")
}
