import NewsQuery

/// What stands before the line that is typed: `reuters 21,578> `.
///
/// Colours are marked for the line editor, so that they are sent but take no column. A prompt always ends in plain text:
/// the editor does not send what comes after the last visible character.
struct Prompt: Equatable {
  /// A piece of the prompt in one style.
  struct Piece: Equatable {
    var text: String
    /// Parameters of `ESC[…m`; none where the piece is plain.
    var style: String?
  }

  /// Encloses what takes no column.
  static let escape: CChar = 1

  var pieces: [Piece]

  init(_ text: String) { pieces = [Piece(text: text)] }
  init(pieces: [Piece]) { self.pieces = pieces }

  /// Without colours.
  var plain: String { pieces.map(\.text).joined() }

  /// As the line editor takes it: one escape sequence where the style changes, for two in a row it would misprint.
  var encoded: String {
    var text = ""
    var style: String?
    // The blank at the end carries the last reset, if the last piece has a style.
    for piece in pieces + (pieces.last?.style == nil ? [] : [Piece(text: " ", style: nil)]) where !piece.text.isEmpty {
      if piece.style != style {
        text += "\u{1}\u{1B}[0\(piece.style.map { ";" + $0 } ?? "")m\u{1}"
        style = piece.style
      }
      text += piece.text
    }
    return text
  }
}

extension Prompt {
  /// Columns it takes.
  var columns: Int { DisplayWidth.of(plain) }

  /// What stands before a line that goes on with a query, as wide as the prompt before it, showing what is open.
  static func continuation(of width: Int, open: String) -> Prompt {
    Prompt(DisplayWidth.pad(open + "> ", columns: width, .right))
  }
}
