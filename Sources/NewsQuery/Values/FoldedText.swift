/// The folded form of a whole value, for `is "x"` and for sorting.
enum FoldedText {
  static func bytes(_ text: String) -> [UInt8] {
    var text = text
    var folded: [UInt8] = []
    text.withUTF8 { Fold.append(UnsafeRawBufferPointer($0), to: &folded) }
    return folded
  }
}
