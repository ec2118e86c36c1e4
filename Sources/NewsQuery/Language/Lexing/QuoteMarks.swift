/// The pairs of quotation marks that make a phrase. `'` is none: it stands in words.
///
/// Any of `" “ ” „` closes any of them, for keyboards and languages pair them in every way; `«` and `»` close each
/// other, and so do `「」` and `『』`.
enum QuoteMarks: CaseIterable {
  case double, angle, reversedAngle, corner, whiteCorner

  /// The pair that a mark opens.
  init?(opening scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "“", "”", "„": self = .double
    case "«": self = .angle
    case "»": self = .reversedAngle
    case "「": self = .corner
    case "『": self = .whiteCorner
    default: return nil
    }
  }

  func closes(with scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .double: scalar == "\"" || scalar == "“" || scalar == "”" || scalar == "„"
    case .angle: scalar == "»"
    case .reversedAngle: scalar == "«"
    case .corner: scalar == "」"
    case .whiteCorner: scalar == "』"
    }
  }

  /// The pair as it is printed.
  var printed: (open: String, close: String) {
    switch self {
    case .double: ("\"", "\"")
    case .angle: ("«", "»")
    case .reversedAngle: ("»", "«")
    case .corner: ("「", "」")
    case .whiteCorner: ("『", "』")
    }
  }

  /// True where `text` can stand between the printed pair.
  func holds(_ text: String) -> Bool { !text.unicodeScalars.contains { closes(with: $0) } }

  static func isMark(_ scalar: Unicode.Scalar) -> Bool { QuoteMarks(opening: scalar) != nil }
}
