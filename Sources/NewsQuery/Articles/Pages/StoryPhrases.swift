/// Phrases of lines that pages put between the paragraphs of a story, in the languages of most pages.
enum StoryPhrases {
  /// Beginnings of short lines, in small letters.
  private static let beginnings: [StaticString] = [
    "read more", "read also", "also read", "read next", "read the full", "see also", "related:",
    "more:", "watch:",
    "advertisement", "sign up for", "subscribe to", "subscribe now", "follow us", "share this",
    "photo:", "photos:", "image:",
    "image credit", "photo credit", "click here to", "continue reading", "story continues below",
    "text size",
    "caption close", "to view the full", "you may also", "lesen sie auch", "lesen sie mehr",
    "lies auch", "mehr zum thema",
    "mehr dazu", "mehr lesen", "weiterlesen", "zum weiterlesen", "auch interessant", "das könnte",
    "siehe auch",
    "weitere informationen", "zusatzinformationen", "aktualisiert am", "der beitrag wurde am",
    "dieser beitrag wurde",
    "foto:", "bild:", "fotos:", "bilder:", "anzeige", "werbung", "lire aussi", "à lire aussi",
    "voir aussi", "à voir aussi",
    "sur le même sujet", "photo :", "crédit photo", "lea también", "lee también", "vea también",
    "ver también",
    "puedes ver", "puede leer", "te puede interesar", "te recomendamos", "notas relacionadas",
    "más información",
    "síguenos", "suscríbete", "leia também", "leia mais", "veja também", "saiba mais",
    "leggi anche", "guarda anche",
    "potrebbe interessarti", "lees ook", "les også", "läs också", "læs også", "lue myös",
    "czytaj też", "czytaj także",
    "zobacz także", "zobacz też", "читайте также", "Читайте также", "Фото:", "фото:",
    "Смотрите также", "©",
  ]

  /// Whether a short block begins like furniture.
  static func isFurniture(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 160 else { return false }
    return block.text.withUnsafeBytes { text in
      for phrase in beginnings where ByteSearch.matchesFolded(phrase, in: text, at: 0) {
        return true
      }
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
    "newsletter", "subscribe", "sign up", "follow us", "follow her on", "follow him on",
    "follow them on", "on twitter",
    "on facebook", "affiliate", "abonnieren", "suscr", "abonnez", "inscrivez", "may be reached at",
    "can be reached at",
    "all rights reserved", "get the latest", "download the", "telegram", "whatsapp", "youtube",
  ]

  /// Whether a last paragraph invites the reader to subscribe, follow or write.
  static func isInvitation(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 260 else { return false }
    return block.text.withUnsafeBytes { text in
      var count = 0
      for phrase in invitations
      where ByteSearch.firstFolded(phrase, in: text, 0..<text.count) != nil { count += 1 }
      return count >= 2 || count == 1 && (block.links > 0 || text.count < 140)
    }
  }

  private static let closings: [StaticString] = [
    "about ", "contact", "media contact", "press contact", "notes to editors",
    "for more information", "über ", "kontakt",
    "pressekontakt", "ansprechpartner", "für weitere informationen", "à propos", "contacts presse",
    "contacto", "acerca de ",
  ]

  /// Whether a short line opens the part of a press release about the company.
  static func isClosing(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 60, !block.endsSentence || block.text.last == UInt8(ascii: ":") else {
      return false
    }
    return block.text.withUnsafeBytes { text in
      closings.contains { ByteSearch.matchesFolded($0, in: text, at: 0) }
    }
  }

  private static let notices: [StaticString] = [
    "we use cookies", "this site uses cookies", "we respect your privacy", "by using our site", "by using our services",
    "if you enjoyed reading", "if you enjoyed this article", "wir verwenden cookies", "diese website verwendet cookies",
    "mit der nutzung unserer", "wir respektieren deine privatsphäre", "wir respektieren ihre privatsphäre",
    "um deine persönlichen daten zu schützen", "um ihre persönlichen daten zu schützen", "bitte registrieren sie sich",
    "handelt es sich um affiliate", "utilizamos cookies", "este sitio utiliza cookies", "nous utilisons des cookies",
    "utilizziamo i cookie",
  ]

  /// Whether a paragraph speaks to the reader about cookies, privacy or an account.
  static func isNotice(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 400 else { return false }
    return block.text.withUnsafeBytes { text in
      var isWordStart = true
      for index in 0..<text.count {
        let byte = text[index]
        if isWordStart {
          for phrase in notices where phrase.utf8Start.pointee == byte | 0x20 {
            if ByteSearch.matchesFolded(phrase, in: text, at: index) { return true }
          }
        }
        isWordStart = byte <= 0x20
      }
      return false
    }
  }

  /// Whether a paragraph anywhere asks the reader, in two ways, to subscribe or follow.
  static func isAppeal(_ block: StoryBlock) -> Bool {
    guard block.text.count <= 260 else { return false }
    return block.text.withUnsafeBytes { text in
      var count = 0
      for phrase in invitations
      where ByteSearch.firstFolded(phrase, in: text, 0..<text.count) != nil { count += 1 }
      return count >= 2
    }
  }
}
