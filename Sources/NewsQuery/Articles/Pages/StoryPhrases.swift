/// Phrases of lines that pages put between the paragraphs of a story, in the languages of most pages.
enum StoryPhrases {
  /// Beginnings of short lines, in small letters.
  private static let beginnings: [StaticString] = [
    "read more", "read also", "also read", "read next", "see also", "related:", "more:", "watch:", "advertisement",
    "sign up for", "subscribe to", "follow us", "share this", "photo:", "photos:", "image:", "image credit",
    "photo credit", "click here to", "continue reading", "lesen sie auch", "mehr zum thema", "lire aussi",
    "à lire aussi", "lea también", "lee también", "leia também", "leggi anche", "читайте также", "foto:", "bild:",
    "fotos:", "anzeige", "werbung", "story continues below", "text size", "caption close",
  ]

  /// Whether a short block begins like furniture.
  static func isFurniture(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 160 else { return false }
    return block.text.withUnsafeBytes { text in
      for phrase in beginnings where ByteSearch.matchesFolded(phrase, in: text, at: 0) { return true }
      return PageFurniture.lines.contains(ByteSearch.string(text, 0..<text.count).lowercased())
    }
  }

  /// Whether a first line is about the story rather than of it: it begins with a date or a word for the author.
  static func isAbout(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 160, !(block.text.last == UInt8(ascii: ".")) else { return false }
    return block.text.withUnsafeBytes { text in
      guard let (_, span) = DateParsing.first(in: text) else { return false }
      return span.lowerBound < 30
    }
  }

  private static let invitations: [StaticString] = [
    "newsletter", "subscribe", "sign up", "follow us", "follow her on", "follow him on", "follow them on", "on twitter",
    "on facebook", "affiliate", "abonnieren", "suscr", "abonnez", "inscrivez", "may be reached at", "can be reached at",
    "all rights reserved", "get the latest", "download the", "telegram", "whatsapp", "youtube",
  ]

  /// Whether a last paragraph invites the reader to subscribe, follow or write.
  static func isInvitation(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 260 else { return false }
    return block.text.withUnsafeBytes { text in
      var count = 0
      for phrase in invitations where ByteSearch.firstFolded(phrase, in: text, 0..<text.count) != nil { count += 1 }
      return count >= 2 || count == 1 && (block.links > 0 || text.count < 140)
    }
  }
}
