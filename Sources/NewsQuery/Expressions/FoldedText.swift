/// The folded form of a whole value, for `is "x"` and for sorting.
enum FoldedText {
  static func bytes(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }
}
