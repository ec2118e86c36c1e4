/// Only the names of a printed byline: no label, job, date, address or outlet.
///
///     BylineText.names("Von Anna Berg und Tom Reed | 12.03.2021")     // ["Anna Berg", "Tom Reed"]
enum BylineText {
  /// Longer lines are not bylines.
  private static let maximumLength = 300
  private static let maximumNameLength = 60

  private static let labels: [String] = [
    "by:", "by", "von:", "von", "vom", "par:", "par", "por:", "por", "di:", "di", "da:", "da", "door:",
    "door", "af:", "af",
    "av:",
    "text by", "text:", "written by", "posted by", "published by", "reported by", "story by",
    "words by", "author:",
    "author", "authors:", "authors", "autor:", "autor", "autorin:", "autoren:", "autore:",
    "auteur:", "auteur :",
    "verfasser:", "verfasst von", "geschrieben von", "eingestellt von", "erstellt von",
    "veröffentlicht von",
    "veröffentlicht am", "beitrag von", "beitragvon", "ein beitrag von", "ein artikel von",
    "artikel von", "text von",
    "interview von", "interview:", "redaktion:", "reporter:", "publié par", "écrit par",
    "rédigé par", "publicado por",
    "escrito por", "redacción:", "escreve:", "scritto da", "pubblicato da", "автор:", "автор",
    "текст:", "napisał:",
    "autor tekstu:", "geplaatst door", "skrevet av", "publisert av", "from", "contributor:",
    "byline:", "|", "-", "–",
    "—", "·", "•", "»", "/", "✍",
  ]

  /// The names of a line in the order printed; empty for a line that does not hold any.
  static func names(_ printed: String) -> [String] {
    guard printed.utf8.count <= maximumLength, !printed.contains("://") else { return [] }
    // An address of mail alone.
    if printed.contains("@"), !printed.contains(" ") { return [] }
    var text = afterDate(ListTextLine.oneLine(Array(printed.utf8)))
    var isChanged = true
    while isChanged {
      isChanged = false
      text = ListText.trimmed(text[...])
      let small = text.lowercased()
      for label in labels where small.hasPrefix(label) {
        let rest = text.dropFirst(label.count)
        // `By` is a label and `Byron` is not.
        guard let next = rest.first, let last = label.last,
          !last.isLetter || !next.isLetter && next != "-"
            || next.isUppercase && ["By", "Von"].contains(text.prefix(label.count))
        else {
          continue
        }
        text = String(rest)
        isChanged = true
        break
      }
    }
    text = String(text[..<end(of: text)])
    var names: [String] = []
    for part in parts(of: text) {
      let name = trimmedName(part)
      if isName(name), !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static let openings: [StaticString] = [
    "posted", "published", "veröffentlicht", "erstellt", "publié", "publicado",
  ]

  /// The part after the date of `Posted on 3 May 2021 by Mia Holt` and `03.05.2021 - Mia Holt`.
  private static func afterDate(_ line: String) -> String {
    var line = line
    let end: Int? = line.withUTF8 { bytes in
      let text = UnsafeRawBufferPointer(bytes)
      guard let (date, span) = DateParsing.first(in: text), date.precision >= .day else { return nil }
      guard
        span.lowerBound == 0
          || span.lowerBound <= 20
            && openings.contains(
              where: { ByteSearch.matchesFolded($0, in: text, at: 0) })
      else { return nil }
      for joint: StaticString in [" by ", " von ", " par ", " por ", " - ", " – ", " | "] {
        if let at = ByteSearch.firstFolded(joint, in: text, span.upperBound..<text.count),
          at <= span.upperBound + 12
        {
          return at + joint.utf8CodeUnitCount
        }
      }
      return nil
    }
    guard let end else { return line }
    return String(decoding: Array(line.utf8)[end...], as: UTF8.self)
  }

  /// Where names end: before a bar, a date, a bracket, an address.
  private static func end(of text: String) -> String.Index {
    var at = text.startIndex
    while at < text.endIndex {
      let character = text[at]
      let isFirst = at == text.startIndex
      if !isFirst, "|•·»(<[@–—".contains(character) { return at }
      if !isFirst, character == ":" { return at }
      if character == " ", !isFirst {
        let rest = text[at...].lowercased()
        for stop in stops where rest.hasPrefix(stop) { return at }
        let next = text.index(after: at)
        // ` 12.03.2021`, not `R2D2`.
        if next < text.endIndex, text[next].isNumber { return at }
        if next < text.endIndex, text[next] == "-", rest.hasPrefix(" - ") { return at }
      }
      at = text.index(after: at)
    }
    return text.endIndex
  }

  private static let stops = [
    " on ", " am ", " published", " posted", " updated", " le ", " el ", " for ", " für ", " in ",
    " at ",
    " über ", " about ", " | ", " und redaktion", " is a ", " ist ", " was ", " http", " www.",
    " from ", " via ",
    " schließen", " folgen", " follow",
  ]

  private static let joints = [
    " im gespräch mit ",
    " and ", " und ", " et ", " y ", " e ", " & ", " with ", " mit ", " og ", " och ", " en ",
    " и ",
  ]

  private static func parts(of text: String) -> [String] {
    var marked = text
    for joint in joints { marked = replace(joint, in: marked) }
    var parts: [String] = []
    for part in marked.split(whereSeparator: {
      $0 == ";" || $0 == "," || $0 == "/" || $0 == "\u{1}" || $0 == "\n"
    }) {
      parts.append(String(part))
    }
    return parts
  }

  private static func replace(_ joint: String, in text: String) -> String {
    var out = ""
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == " ", text[at...].lowercased().hasPrefix(joint) {
        out.append("\u{1}")
        at = text.index(at, offsetBy: joint.count)
      } else {
        out.append(text[at])
        at = text.index(after: at)
      }
    }
    return out
  }

  private static func trimmedName(_ part: String) -> String {
    var name = ListText.trimmed(part[...])
    while let last = name.last, ".:|-–—*\"".contains(last), !(last == "." && isInitial(name)) {
      name = ListText.trimmed(name.dropLast())
    }
    while let first = name.first, ":|-–—*\"".contains(first) {
      name = ListText.trimmed(name.dropFirst())
    }
    return name
  }

  /// `Tom R.`, `Martin Luther King Jr.`
  private static func isInitial(_ name: String) -> Bool {
    guard let word = name.split(separator: " ").last else { return false }
    return word.count <= 3
  }

  /// Whether a text may be a name: a few words that are not those of jobs and buttons.
  static func isName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= maximumNameLength, name.contains(where: \.isLetter)
    else { return false }
    if name.contains("@") || name.contains("://") || name.contains("?") || name.contains("=") {
      return false
    }
    let words = name.split(separator: " ")
    if words.count > 5 { return false }
    // `2 hours ago`
    if name.first?.isNumber == true { return false }
    return !words.allSatisfy { notNames.contains($0.lowercased()) }
  }

  private static let notNames: Set<String> = [
    "reporter", "editor", "correspondent", "writer", "columnist", "contributor", "journalist",
    "freelance", "senior",
    "chief", "director", "phd", "md", "rd", "mph", "msc", "redakteur", "redakteurin", "autorin",
    "journalistin",
    "korrespondent", "korrespondentin", "chefredakteur", "follow", "comments", "comment",
    "kommentare", "share",
    "erforderlich", "required", "january", "february", "april", "june", "july", "august",
    "september", "october",
    "november", "december", "januar", "februar", "märz", "juni", "juli", "oktober", "dezember",
    "uhr", "ago", "min",
    "read", "minutes", "updated", "published", "veröffentlicht", "admin", "administrator", "null",
    "undefined",
    "anonymous",
    "professor", "minister", "president", "manager", "ceo", "author", "profile", "posts",
    "editorial", "view", "more",
    "political", "health", "business", "sports", "sport", "news", "staff", "deputy", "associate",
    "managing", "world",
    "national", "science", "technology", "white", "house", "desk", "guest", "contributing",
    "abgelegt", "unter", "filed",
    "under", "name", "by", "von", "the", "on", "am", "guestbeitrag", "gastautor", "gastbeitrag",
    "periodista", "redactor", "redactora", "giornalista", "journaliste", "rédacteur", "home",
    "email", "e-mail", "posted", "stand", "quelle", "source",
  ]
}
