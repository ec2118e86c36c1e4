/// The labels of lines in a Nexis export, in the languages of its pages: `LENGTH: 512 words`, `LÄNGE: 512 Wörter`.
enum NexisLabels {
  enum Kind {
    case byline, section, length, dateline, headline, highlight, source, language, loaded, subject, url, number
    case kindOfOutlet, graphic, rights, code, other

    /// What the line fills.
    var column: ArticleColumn? {
      switch self {
      case .byline: .byline
      case .section: .section
      case .dateline: .dateline
      case .headline: .headline
      case .highlight: .deck
      case .source: .source
      case .language: .language
      case .loaded: .updated
      case .subject: .tags
      case .url: .url
      case .number: .id
      case .length, .kindOfOutlet, .graphic, .rights, .code, .other: nil
      }
    }
  }

  /// The label that a line begins with, and what stands behind it.
  static func label(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> (kind: Kind, value: Range<Int>)? {
    if ByteSearch.matchesFolded("copyright", in: text, at: line.lowerBound), line.count >= 9 {
      return (.rights, ByteSearch.trimmed(text, line.lowerBound + 9..<line.upperBound))
    }
    if ByteSearch.matchesFolded("classification", in: text, at: line.lowerBound), line.count == 14 {
      return (.code, line.upperBound..<line.upperBound)
    }
    let start = UnsafeRawBufferPointer(rebasing: text[line.lowerBound..<min(line.upperBound, line.lowerBound + 28)])
    guard let colon = start.firstIndex(of: UInt8(ascii: ":")), colon > 1 else { return nil }
    // A label is one word, or two with a hyphen.
    for byte in start[..<colon] where (byte | 0x20) &- 0x61 >= 26 && byte < 0x80 && byte != UInt8(ascii: "-") {
      return nil
    }
    guard let kind = kinds[String(decoding: start[..<colon], as: UTF8.self).lowercased()] else { return nil }
    return (kind, ByteSearch.trimmed(text, line.lowerBound + colon + 1..<line.upperBound))
  }

  /// `End of Document`.
  static func isEnd(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 12, line.count <= 20 else { return false }
    return ends.contains(ByteSearch.string(text, line).lowercased())
  }

  private static let ends: Set<String> = [
    "end of document", "ende des dokuments", "dokumentende", "fin du document", "fin de document", "fin del documento",
    "fine del documento", "fim do documento", "einde document", "einde van document",
  ]

  private static let kinds: [String: Kind] = [
    "byline": .byline, "section": .section, "length": .length, "dateline": .dateline, "headline": .headline,
    "highlight": .highlight, "source": .source, "language": .language, "load-date": .loaded, "subject": .subject,
    "publication-type": .kindOfOutlet, "graphic": .graphic, "url": .url, "journal-code": .code, "document-type": .code,
    "organization": .other, "person": .other, "company": .other, "industry": .other, "geographic": .other,
    "state": .other, "country": .other, "city": .other, "title": .headline, "correction-date": .other, "type": .other,
    "ticker": .other, "acc-no": .number,
    // German
    "autor": .byline, "rubrik": .section, "ressort": .section, "länge": .length, "update": .loaded,
    "sprache": .language,
    "publikationsart": .kindOfOutlet, "zeitungs-code": .code, "grafik": .graphic,
    // French
    "auteur": .byline, "rubrique": .section, "longueur": .length, "encart": .highlight, "date-chargement": .loaded,
    "langue": .language, "type-publication": .kindOfOutlet, "origine-depeche": .dateline,
    // Spanish, Italian, Portuguese
    "sección": .section, "longitud": .length, "fecha-carga": .loaded, "idioma": .language,
    "tipo-publicación": .kindOfOutlet, "autore": .byline, "sezione": .section, "lunghezza": .length,
    "data-caricamento": .loaded, "lingua": .language, "seção": .section, "extensão": .length,
    // Dutch
    "rubriek": .section, "lengte": .length, "samenvatting": .highlight, "laad-datum": .loaded, "taal": .language,
    "publicatietype": .kindOfOutlet,
  ]
}
