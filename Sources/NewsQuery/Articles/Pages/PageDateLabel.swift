import CGumbo

/// Dates that a page prints behind a word for them: `Erstellt am: 01.11.2023`, `Mise en ligne 23 mai 2019`.
struct PageDateLabel {
  let place: PagePlace
  /// Passed to `DateParsing.parse`.
  let dayFirst: Bool?

  /// In small letters; each begins a block or comes before a colon.
  private static let published: [StaticString] = [
    "published", "first published", "posted", "date posted", "publication date", "date of publication",
    "release date", "erstellt", "veröffentlicht", "veröffentlichung", "veröffentlichungsdatum",
    "erschienen", "eingestellt am", "online seit", "erstveröffentlichung", "gepostet", "publiziert",
    "mise en ligne", "mis en ligne", "publié", "publiée", "date de publication", "publicado",
    "publicada", "fecha de publicación", "pubblicato", "pubblicata", "data di pubblicazione",
    "data de publicação", "gepubliceerd", "geplaatst", "publisert", "publicerad", "udgivet",
    "julkaistu", "opublikowano", "data publikacji", "опубликовано", "дата публикации",
  ]

  private static let updated: [StaticString] = [
    "last updated", "updated", "last modified", "last change", "aktualisiert", "zuletzt aktualisiert",
    "letzte aktualisierung", "letzte änderung", "zuletzt geändert", "stand:", "stand des artikels",
    "mis à jour", "mise à jour", "dernière mise à jour", "actualizado", "última actualización",
    "aggiornato", "ultimo aggiornamento", "atualizado", "última atualização", "laatst bijgewerkt",
    "обновлено",
  ]

  /// Beginnings of a line that says in a sentence when the story was posted.
  private static let sentences: [StaticString] = [
    "this entry was", "this post was", "this article was", "this entry", "dieser artikel",
    "dieser beitrag", "dieser eintrag", "der artikel", "der beitrag", "cet article", "ce billet",
    "esta entrada", "este artículo", "questo articolo", "dit bericht",
  ]
  private static let postings: [StaticString] = [
    "posted", "published", "gepostet", "veröffentlicht", "publiziert", "eingestellt", "geschrieben",
    "verfasst", "erstellt", "abgelegt", "publié", "publicad", "pubblicato", "geplaatst",
  ]

  /// Longer blocks are not lines about the story.
  private static let longest: Int32 = 500
  /// Bytes between the label and its date.
  private static let gap = 24

  /// The day of publication that a line near the story names.
  func publication() -> NewsDate? { first(of: PageDateLabel.published, takesSentences: true) }

  /// The day of the last change that a line near the story names.
  func change() -> NewsDate? { first(of: PageDateLabel.updated, takesSentences: false) }

  private func first(of labels: [StaticString], takesSentences: Bool) -> NewsDate? {
    for index in place.range {
      let element = place.elements[index]
      guard element.isBlock, element.text > 8, element.text < PageDateLabel.longest,
        element.marks.isDisjoint(with: [.hidden, .comments, .related]), !place.isForeign(index)
      else { continue }
      var line = place.text(index, limit: Int(PageDateLabel.longest))
      let date: NewsDate? = line.withUTF8 { bytes in
        let text = UnsafeRawBufferPointer(bytes)
        for label in labels {
          if let found = self.date(after: label, in: text) { return found }
        }
        return takesSentences ? sentence(text) : nil
      }
      if let date { return date }
    }
    return nil
  }

  private func date(after label: StaticString, in text: UnsafeRawBufferPointer) -> NewsDate? {
    guard let at = ByteSearch.firstFolded(label, in: text, 0..<text.count) else { return nil }
    let end = at + label.utf8CodeUnitCount
    guard end < text.count else { return nil }
    if at > 0 {
      // Within a line only `Label: date` is one.
      guard text[at - 1] <= 0x2F, text[end] == UInt8(ascii: ":") || text[end - 1] == UInt8(ascii: ":")
      else { return nil }
    }
    return read(text, from: end, within: PageDateLabel.gap)
  }

  private func sentence(_ text: UnsafeRawBufferPointer) -> NewsDate? {
    guard
      PageDateLabel.sentences.contains(where: { ByteSearch.matchesFolded($0, in: text, at: 0) })
        || beginsWithHeadline(text),
      PageDateLabel.postings.contains(where: {
        ByteSearch.firstFolded($0, in: text, 0..<text.count) != nil
      })
    else { return nil }
    return read(text, from: 0, within: 200)
  }

  /// `Ferries return was posted on May 3`
  private func beginsWithHeadline(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let heading = place.heading else { return false }
    let headline = Array(place.text(heading).utf8)
    return headline.count >= 10 && text.count > headline.count && text[..<headline.count].elementsEqual(headline)
  }

  private func read(_ text: UnsafeRawBufferPointer, from start: Int, within gap: Int) -> NewsDate? {
    let rest = UnsafeRawBufferPointer(rebasing: text[start...])
    guard let (date, span) = DateParsing.first(in: rest), span.lowerBound <= gap else { return nil }
    // Digits alone are read in the order of the page's language.
    let field = UnsafeRawBufferPointer(rebasing: rest[span])
    let read = DateParsing.parse(field, dayFirst: dayFirst) ?? date
    return read.precision >= .day ? read : nil
  }
}
