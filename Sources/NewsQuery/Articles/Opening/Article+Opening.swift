/// What the body's first words tell where no field of the input does: dateline, place, credit.
extension Article {
  /// Fills `dateline`, `located` and `credits` where they are empty and wanted. Readers call it once an article is
  /// whole. Costs next to nothing where the body begins like any sentence.
  mutating func deriveOpening(fields: ArticleFieldSet = .all) {
    if fields.contains(.language), !LanguageNames.isPlain(texts[Int(ArticleField.language.rawValue)]) {
      self[.language] = LanguageNames.tag(of: self[.language])
    }
    let wantsDateline = fields.contains(.dateline) || fields.contains(.located)
    guard wantsDateline || fields.contains(.credit) else { return }
    var located = self[bytes: .located]
    var dateline = self[bytes: .dateline]
    let hasDateline = !dateline.isEmpty
    var credits = credits
    texts[Int(ArticleField.body.rawValue)].withUnsafeBytes { body in
      let found = Dateline.find(in: body)
      if let found, !hasDateline, wantsDateline {
        dateline = Array(body[found.text])
        if located.isEmpty { located = PlaceName.bytes(UnsafeRawBufferPointer(rebasing: body[found.place])) }
      }
      if credits.isEmpty, fields.contains(.credit) { Credit.append(in: body, dateline: found, to: &credits) }
    }
    if hasDateline, wantsDateline {
      dateline.withUnsafeBytes { field in
        guard let found = Dateline.parse(field) else { return }
        if located.isEmpty { located = PlaceName.bytes(UnsafeRawBufferPointer(rebasing: field[found.place])) }
        if credits.isEmpty, let agency = found.agency {
          credits = [Credit.name(of: UnsafeRawBufferPointer(rebasing: field[agency]))]
        }
      }
    }
    self[bytes: .dateline] = dateline
    self[bytes: .located] = located
    self.credits = credits
  }

  /// Where the lead begins: the first byte of the body after its dateline.
  public static func leadStart(of body: UnsafeRawBufferPointer) -> Int { Dateline.find(in: body)?.leadStart ?? 0 }
}

/// A place as it is written in a sentence: `NEW YORK` is New York, `RIO DE JANEIRO` Rio de Janeiro.
enum PlaceName {
  private static let small: Set<String> = [
    "de", "do", "da", "dos", "das", "del", "di", "la", "le", "les", "of", "the", "am", "an", "der", "im", "sur", "en",
    "on", "upon", "и",
    "на", "al", "el",
  ]

  static func bytes(_ printed: UnsafeRawBufferPointer) -> [UInt8] {
    // One word of ASCII capitals, the usual case, needs no Unicode.
    if printed.allSatisfy({ $0 &- 0x41 < 26 }), let first = printed.first {
      return [first] + printed.dropFirst().map { $0 | 0x20 }
    }
    return Array(text(String(decoding: printed, as: UTF8.self)).utf8)
  }

  static func text(_ printed: String) -> String {
    var result = ""
    var word = ""
    var isFirst = true
    func flush() {
      guard !word.isEmpty else { return }
      result += cased(word, isFirst: isFirst)
      isFirst = false
      word = ""
    }
    for character in printed {
      if character == " " || character == "-" || character == "/" || character == "," || character == "\u{A0}" {
        let isHyphen = character == "-"
        flush()
        result.append(character)
        if isHyphen || character == "/" || character == "," { isFirst = true }
      } else {
        word.append(character)
      }
    }
    flush()
    return result
  }

  private static func cased(_ word: String, isFirst: Bool) -> String {
    // `D.C.`, `Calif.` and what is not in capitals are as they should be.
    guard !word.dropLast().contains("."), word == word.uppercased(), word != word.lowercased(), word.count > 1 else {
      return word
    }
    let lower = word.lowercased()
    if !isFirst, small.contains(lower) { return lower }
    if let mark = lower.firstIndex(where: { $0 == "'" || $0 == "’" }),
      lower.distance(from: lower.startIndex, to: mark) <= 2
    {
      // `L'AQUILA`, `O'FALLON`
      let rest = lower[lower.index(after: mark)...]
      return lower[..<mark].prefix(1).uppercased() + lower[..<mark].dropFirst() + String(lower[mark])
        + rest.prefix(1).uppercased()
        + rest.dropFirst()
    }
    return lower.prefix(1).uppercased() + lower.dropFirst()
  }
}
