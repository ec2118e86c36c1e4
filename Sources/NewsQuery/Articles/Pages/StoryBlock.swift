/// A paragraph, heading or line of a story before it is decided whether it stays.
struct StoryBlock {
  enum Kind {
    case paragraph, heading, item, row, quote
  }

  var kind: Kind
  var text: [UInt8]
  /// Bytes of `text` in links.
  var links: Int
  /// Whether it is a `p` of its own.
  var isParagraphElement = false

  /// Whether at least three quarters of the text are links.
  var isLink: Bool { links * 4 >= text.count * 3 }

  /// Whether the text ends as a sentence does.
  var endsSentence: Bool { text.last.map { PageTree.endsSentence($0) } ?? false }

  /// Whether it is part of what the story tells, by its own looks.
  var isProse: Bool {
    kind != .heading
      && (links * 2 < text.count && (text.count >= 80 || text.count >= 30 && endsSentence)
        || links * 4 < text.count * 3 && text.count >= 120 && endsSentence)
  }
}
