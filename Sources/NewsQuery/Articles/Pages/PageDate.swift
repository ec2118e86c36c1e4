import CGumbo

/// When the story of a page was published: data, meta elements, marks on the page, the address, the line under the
/// headline. No date is better than a wrong one.
struct PageDate {
  let place: PagePlace
  let data: PageData
  let address: String

  private static let metaKeys = [
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "pubdate", "publishdate",
    "publish-date", "publish_date", "published_time", "dc.date.issued", "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date", "article.published", "og:pubdate", "publication_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "originalpublicationdate", "article_date_original",
    "article.created",
    "citation_publication_date", "citation_date", "rnews:datepublished", "og:published_time",
    "displaydate",
    "article:post_time", "pub_date", "vr:published_time", "article:create_time",
  ]

  /// Programs write the date of the last change in these as well.
  private static let looseMetaKeys = [
    "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "timestamp",
    "datecreated", "created",
    "dc:created", "last-published", "og:regdate", "article_date",
  ]

  func published() -> NewsDate? {
    let stated =
      republished() ?? data.published ?? meta(PageDate.metaKeys) ?? marked() ?? meta(PageDate.looseMetaKeys)
      ?? data.loosePublished
    let ofAddress = addressDate()
    let labels = PageDateLabel(place: place, dayFirst: dayFirst)
    guard let stated else {
      return ofAddress ?? labels.publication() ?? visible() ?? labels.change()
    }
    // `11/01/2023` of a program, where the page itself prints `01.11.2023`.
    if isSlashed, let printed = labels.publication(), isTurned(stated, printed) { return printed }
    // A moment in UTC may be of another day than the outlet's own, which its address names.
    if let ofAddress, stated.precision > .day,
      stated.offsetMinutes == 0 || stated.offsetMinutes == NewsDate.noOffset,
      abs(stated.seconds - ofAddress.seconds) < 48 * 3600,
      stated.description.prefix(10) != ofAddress.description.prefix(10)
    {
      return ofAddress
    }
    return stated
  }

  /// The date of the version that the page shows: JSON-LD keeps the first one where a meta element names a later day. A
  /// moment in UTC may only seem to be of another day.
  private func republished() -> NewsDate? {
    guard let first = data.published, first.precision >= .day,
      let shown = meta(PageDate.metaKeys + ["dc.date", "date"]),
      shown.description.prefix(10) > first.description.prefix(10)
    else { return nil }
    let isZoned = shown.precision == .day || shown.offsetMinutes != 0 && shown.offsetMinutes != NewsDate.noOffset
    return isZoned || shown.seconds - first.seconds >= 24 * 3600 ? shown : nil
  }

  func updated() -> NewsDate? {
    data.updated
      ?? meta([
        "article:modified_time", "datemodified", "lastmod", "last-modified", "og:updated_time",
        "dcterms.modified",
      ])
  }

  /// Whether a meta element writes a date with slashes.
  private var isSlashed: Bool {
    (PageDate.metaKeys + PageDate.looseMetaKeys).contains {
      let text = place.facts.meta($0)
      return text.utf8.count <= 40 && text.contains("/") && !text.contains(":/")
    }
  }

  /// Whether two dates differ in the order of day and month.
  private func isTurned(_ one: NewsDate, _ other: NewsDate) -> Bool {
    let parts = one.description.prefix(10).split(separator: "-")
    let others = other.description.prefix(10).split(separator: "-")
    return parts.count == 3 && others.count == 3 && parts[1] != parts[2] && parts[0] == others[0]
      && parts[1] == others[2] && parts[2] == others[1]
  }

  private func meta(_ keys: [String]) -> NewsDate? {
    for key in keys {
      let text = place.facts.meta(key)
      if !text.isEmpty, let date = read(text), date.precision >= .day { return date }
    }
    return nil
  }

  /// Whether the language writes the day before the month; nil if both ways are common.
  private var dayFirst: Bool? {
    switch place.facts.language.prefix(2).lowercased() {
    case "de", "fr", "es", "it", "pt", "ru", "pl", "nl", "cs", "tr", "da", "fi", "el", "uk", "ro",
      "id":
      true
    case "en":
      // Plain `en` may be either.
      switch place.facts.language.lowercased().dropFirst(3).prefix(2) {
      case "us": false
      case "gb", "au", "nz", "ie", "in", "za": true
      default: nil
      }
    default: nil
    }
  }

  /// The date of a field, or the first one in a short line.
  private func read(_ text: String) -> NewsDate? {
    var text = text
    return text.withUTF8 { bytes in
      let line = UnsafeRawBufferPointer(bytes)
      guard line.count <= 200 else { return nil }
      if let date = DateParsing.parse(line, dayFirst: dayFirst) { return date }
      return DateParsing.first(in: line)?.date
    }
  }

  /// The date of the best element that is marked as one.
  private func marked() -> NewsDate? {
    var best: NewsDate?
    var bestRank = 0
    let range = place.range
    let heading = place.heading ?? range.lowerBound
    func offer(_ text: String?, _ rank: Int) {
      guard rank > bestRank, let text, let date = read(text), date.precision >= .day else { return }
      (best, bestRank) = (date, rank)
    }
    for index in range {
      let element = place.elements[index]
      let isTime = element.tag == GUMBO_TAG_TIME
      let isStated = element.marks.contains(.date) || element.marks.contains(.byline)
      guard
        isTime || isStated || element.tag == GUMBO_TAG_ABBR
          || place.facts.stated.contains(Int32(index))
      else {
        continue
      }
      if element.marks.contains(.comments) || element.marks.contains(.related)
        || place.isForeign(index)
      {
        continue
      }
      let property = place.attribute(index, "itemprop") ?? place.attribute(index, "property") ?? ""
      let names = ((place.attribute(index, "class") ?? "") + " " + property).lowercased()
      let isUpdate = names.contains("updat") || names.contains("modif") || names.contains("join")
      // The nearer to the headline, the surer it is the story's.
      let near = max(0, 24 - abs(index - heading) / 4)
      let own =
        place.attribute(index, "content") ?? place.attribute(index, "datetime")
        ?? place.attribute(index, "title")
      if property.hasSuffix("datePublished") || property.hasSuffix("dateCreated")
        || property.hasSuffix("dc:date")
      {
        offer(own ?? place.text(index, limit: 150), 100 + near)
        offer(place.text(index, limit: 150), 99)
      } else if isTime {
        let isPublished = names.contains("publish") || place.attribute(index, "pubdate") != nil
        let rank = isUpdate && !isPublished ? 35 : isPublished ? 75 : 60
        offer(own, rank + near)
        offer(place.text(index, limit: 150), rank + near)
      } else if element.tag == GUMBO_TAG_ABBR, names.contains("published") {
        offer(own, 75)
      } else if isStated, !isUpdate, element.held > 0, element.held < 150 {
        offer(place.text(index, limit: 200), (element.marks.contains(.date) ? 45 : 30) + near)
      }
    }
    return best
  }

  /// `/2020/08/24/`, `/2020-08-24-`, `/20200824/` in the address.
  private func addressDate() -> NewsDate? {
    let text = Array(address.utf8)
    var at = 0
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= text.count else { return nil }
      var value = 0
      for byte in text[start..<start + count] {
        guard byte &- 0x30 < 10 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    while at + 8 <= text.count {
      defer { at += 1 }
      guard at > 8, text[at - 1] == 0x2F || text[at - 1] == 0x2D || text[at - 1] == 0x5F,
        let year = number(at, 4),
        (1990...2099).contains(year)
      else { continue }
      let mark = at + 4 < text.count ? text[at + 4] : 0
      var day: (month: Int, day: Int)?
      var end = at + 8
      if mark == 0x2F || mark == 0x2D, let month = number(at + 5, 2), at + 7 < text.count,
        text[at + 7] == mark,
        let number = number(at + 8, 2)
      {
        day = (month, number)
        end = at + 10
      } else if let month = number(at + 4, 2), let number = number(at + 6, 2) {
        day = (month, number)
      }
      guard let day, end >= text.count || !(text[end] &- 0x30 < 10) else { continue }
      if let date = NewsDate(CivilDate(year: year, month: day.month, day: day.day), precision: .day) {
        return date
      }
    }
    return nil
  }

  /// A date in a short line beside the headline, or between it and the first sentences.
  private func visible() -> NewsDate? {
    guard let heading = place.heading ?? place.story else { return nil }
    var index = heading
    while index < place.elements.count, index < heading + 120 {
      let element = place.elements[index]
      if element.ownProse >= 120, index > heading { break }
      if isLine(index, longest: 110), let date = line(index) { return date }
      index += 1
    }
    index = heading - 1
    while index >= max(0, heading - 12) {
      if isLine(index, longest: 60), let date = line(index) { return date }
      index -= 1
    }
    return nil
  }

  /// Whether an element is a short line of its own, and not an item of a list of facts.
  private func isLine(_ index: Int, longest: Int32) -> Bool {
    let element = place.elements[index]
    switch element.tag.rawValue {
    case GUMBO_TAG_LI.rawValue, GUMBO_TAG_DD.rawValue, GUMBO_TAG_DT.rawValue, GUMBO_TAG_TD.rawValue:
      return false
    default:
      return element.isBlock && element.ownText > 5 && element.ownText < longest
        && !element.marks.contains(.hidden)
        && !place.isForeign(index)
    }
  }

  private func line(_ index: Int) -> NewsDate? {
    guard let date = read(place.text(index, limit: 190)), date.precision >= .day else { return nil }
    return date
  }
}
