/// Names of sheets, as Excel takes them.
enum SheetName {
  static let maxLength = 31

  /// The name for a sheet of that title: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no `'` at its ends, and not in
  /// `taken` in any case, to which it is added.
  static func make(_ title: String, taken: inout Set<String>) -> String {
    var name = ""
    for scalar in title.unicodeScalars {
      switch scalar {
      case "[", "]", ":", "*", "?", "/", "\\": name += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        name += " "
      default: name.unicodeScalars.append(scalar)
      }
    }
    // What a query begins with is no good name: `* | count by source`.
    let words = name.split(separator: " ").drop { $0 == "|" }
    name = trimmed(words.joined(separator: " "))
    if name.isEmpty { name = "Sheet" }
    // Excel keeps this name to itself.
    if name.lowercased() == "history" { name += " 1" }
    var own = cut(name, to: maxLength)
    var number = 1
    while !taken.insert(own.lowercased()).inserted {
      number += 1
      let end = " \(number)"
      own = cut(name, to: maxLength - end.utf16.count) + end
    }
    return own
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first == "'" || first == " " { text.removeFirst() }
    while let last = text.last, last == "'" || last == " " { text.removeLast() }
    return String(text)
  }

  /// The first characters that have at most `limit` UTF-16 units.
  private static func cut(_ text: String, to limit: Int) -> String {
    if text.utf16.count <= limit { return text }
    var (kept, length) = ("", 0)
    for character in text {
      length += character.utf16.count
      if length > limit - 1 { break }
      kept.append(character)
    }
    return trimmed(kept) + "…"
  }
}
