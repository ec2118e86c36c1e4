/// The labels of a ProQuest export, in the languages of its pages: `Publication title:`, `Titel der Publikation:`.
enum ProQuestLabels {
  enum Kind {
    case title, author, publication, info, date, abstract, text, section, subject, language, url, number, updated
    /// What is about the record and not about the article.
    case record
    /// What has no field, and stays a column of its own.
    case other
  }

  /// The label that a line begins with, where what it names ends, and what stands behind it.
  static func label(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> (
    kind: Kind, name: String, value: Range<Int>
  )? {
    if line.isEmpty { return nil }
    let start = UnsafeRawBufferPointer(rebasing: text[line.lowerBound..<min(line.upperBound, line.lowerBound + 60)])
    guard let colon = start.firstIndex(of: UInt8(ascii: ":")) else {
      // Newer exports have headings: `FULL TEXT`.
      guard line.count <= 20, let kind = headings[ByteSearch.string(text, line)] else { return nil }
      return (kind, "", line.upperBound..<line.upperBound)
    }
    guard colon > 1 else { return nil }
    let name = ByteSearch.trimmed(start, 0..<colon)
    guard start[name].count(where: { $0 == 0x20 }) <= 4 else { return nil }
    let printed = ByteSearch.string(start, name)
    let folded = printed.lowercased()
    let value = ByteSearch.trimmed(text, line.lowerBound + colon + 1..<line.upperBound)
    if folded.contains("proquest") { return (folded.contains("id") ? .number : .record, printed, value) }
    guard let kind = kinds[folded] else { return nil }
    return (kind, printed, value)
  }

  private static let headings: [String: Kind] = [
    "FULL TEXT": .text, "ABSTRACT": .abstract, "DETAILS": .record, "LINKS": .record, "VOLLTEXT": .text,
    "TEXTE INTÉGRAL": .text, "TEXTO COMPLETO": .text,
  ]

  private static let kinds: [String: Kind] = [
    "title": .title, "author": .author, "publication title": .publication, "publication info": .info,
    "publication date": .date, "date": .date, "abstract": .abstract, "full text": .text, "section": .section,
    "subject": .subject, "language of publication": .language, "language": .language, "document url": .url,
    "last updated": .updated, "links": .record, "copyright": .record, "publication year": .record, "year": .record,
    "location": .other, "people": .other, "company / organization": .other, "company": .other, "pages": .other,
    "start page": .other, "first page": .other, "number of pages": .other, "volume": .other, "issue": .other,
    "publisher": .other, "place of publication": .other, "country of publication": .other,
    "publication subject": .other, "journal subject": .other, "issn": .other, "e-issn": .other, "source type": .other,
    "document type": .other, "document feature": .other, "database": .other, "edition": .other, "supplement": .other,
    "identifier / keyword": .other, "classification": .other, "url": .other, "credit": .other, "column": .other,
    "accession number": .other, "source attribution": .other, "publication note": .other, "dateline": .other,
    "alternate title": .other, "narrow subject": .other, "broad subject": .other, "product name": .other,
    // German
    "titel": .title, "autor": .author, "titel der publikation": .publication, "publikationstitel": .publication,
    "publikationsdatum": .date, "erscheinungsdatum": .date, "volltext": .text, "bereich": .section, "thema": .subject,
    "publikationssprache": .language, "sprache": .language, "dokument-url": .url, "erscheinungsjahr": .record,
    "quellentyp": .other, "dokumententyp": .other, "datenbank": .other, "seiten": .other, "herausgeber": .other,
    "verlagsort": .other, "publikationsland": .other, "zusammenfassung": .abstract, "ort": .other,
    "zuletzt aktualisiert": .updated,
    // French
    "titre": .title, "auteur": .author, "titre de la publication": .publication, "date de publication": .date,
    "texte intégral": .text, "sujet": .subject, "langue de publication": .language, "langue": .language,
    "url du document": .url, "année de publication": .record, "type de source": .other, "type de document": .other,
    "base de données": .other, "éditeur": .other, "lieu de publication": .other, "pays de publication": .other,
    "résumé": .abstract, "dernière mise à jour": .updated, "liens": .record,
    // Spanish, Italian, Portuguese
    "título": .title, "título de publicación": .publication, "fecha de publicación": .date, "texto completo": .text,
    "sección": .section, "materia": .subject, "idioma de la publicación": .language, "idioma": .language,
    "url del documento": .url, "año de publicación": .record, "tipo de fuente": .other, "tipo de documento": .other,
    "base de datos": .other, "editorial": .other, "lugar de publicación": .other, "país de publicación": .other,
    "resumen": .abstract, "última actualización": .updated, "enlaces": .record,
    "titolo": .title, "autore": .author, "titolo pubblicazione": .publication, "data di pubblicazione": .date,
    "testo completo": .text, "sezione": .section, "soggetto": .subject, "lingua di pubblicazione": .language,
    "lingua": .language, "anno di pubblicazione": .record, "tipo di fonte": .other, "tipo di documento": .other,
    "casa editrice": .other, "luogo di pubblicazione": .other, "paese di pubblicazione": .other,
    "título da publicação": .publication, "data de publicação": .date, "data da publicação": .date,
    "seção": .section, "secção": .section, "assunto": .subject, "idioma de publicação": .language,
    "url do documento": .url, "ano de publicação": .record, "tipo de fonte": .other, "base de dados": .other,
    "local de publicação": .other, "resumo": .abstract,
  ]
}
