/// Names of columns in other languages, as the tables of archives and libraries head them: `Titel;Datum;Quelle;Text`.
///
/// Only headers of tables are read so: as keys of a query language or of JSON some of them would mean other things.
enum ForeignNames {
  static func match(_ header: UnsafeRawBufferPointer) -> FieldAliases.Match? {
    if let match = FieldAliases.match(header) { return match }
    guard header.count <= 40 else { return nil }
    let name = String(decoding: header, as: UTF8.self).lowercased()
    // Behind all names that FieldAliases lists.
    return columns[name].map { FieldAliases.Match(column: $0, rank: 100) }
  }

  private static let columns: [String: ArticleColumn] = {
    var columns: [String: ArticleColumn] = [:]
    for (column, names) in names { for name in names { columns[name] = column } }
    return columns
  }()

  private static let names: [(column: ArticleColumn, names: [String])] = [
    // Names that databases give to columns of their own: ProQuest, Gale, Nexis, Factiva.
    (.id, ["storeid", "gale document number", "accession number", "document id", "proquest document id"]),
    (.headline, ["document title", "item title"]),
    (.source, ["pubtitle", "publication title", "source title", "newspaper title", "journal title"]),
    (.url, ["documenturl", "document url", "docurl", "permanent link"]),
    (
      .headline,
      [
        "titel", "überschrift", "schlagzeile", "hauptüberschrift", "titre", "título", "titulo", "titular", "titolo",
        "tytuł", "başlık", "kop", "otsikko", "заголовок", "название", "العنوان", "标题", "標題", "タイトル",
        "見出し", "제목",
      ]
    ),
    (
      .deck,
      [
        "untertitel", "unterzeile", "vorspann", "chapô", "chapeau", "sous-titre", "subtítulo", "subtitulo", "bajada",
        "sottotitolo", "sommario", "ingress", "zusammenfassung", "résumé", "resumen", "riassunto", "подзаголовок",
      ]
    ),
    (
      .date,
      [
        "datum", "erscheinungsdatum", "veröffentlicht", "veröffentlichungsdatum", "date de publication", "fecha",
        "fecha de publicación", "data", "data di pubblicazione", "data de publicação", "tarih", "päivämäärä", "дата",
        "дата публикации", "التاريخ", "日期", "发布时间", "日付", "날짜",
      ]
    ),
    (
      .source,
      [
        "quelle", "medium", "zeitung", "publikation", "fuente", "medio", "periódico", "fonte", "testata", "journal",
        "bron", "källa", "źródło", "kaynak", "источник", "издание", "المصدر", "来源", "來源", "媒体", "출처",
      ]
    ),
    (
      .byline,
      [
        "autor", "autorin", "autoren", "verfasser", "auteur", "auteurs", "autores", "autore", "författare", "yazar",
        "автор", "الكاتب", "作者", "著者", "기자",
      ]
    ),
    (.section, ["ressort", "rubrique", "sección", "seccion", "sezione", "seção", "рубрика", "раздел", "栏目", "版面"]),
    (.language, ["sprache", "langue", "idioma", "lingua", "taal", "språk", "język", "dil", "язык", "语言"]),
    (
      .tags,
      ["schlagwörter", "schlagworte", "stichwörter", "mots-clés", "palabras clave", "parole chiave", "теги", "关键词"]
    ),
    (
      .body,
      [
        "inhalt", "volltext", "artikeltext", "texte", "texte intégral", "contenu", "texto", "cuerpo", "contenido",
        "testo", "contenuto", "tekst", "treść", "brödtext", "metin", "текст", "содержание", "النص", "正文", "内容",
        "內容", "本文", "본문", "내용",
      ]
    ),
  ]
}
