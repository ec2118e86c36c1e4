import CGumbo

/// Who wrote the story of a page: data, then the visible line, then meta elements, then organizations.
enum PageByline {
  static func names(_ place: PagePlace, _ data: PageData, site: String) -> [String] {
    let siteWords = PageHeadline.words(site)
    func isSite(_ name: String) -> Bool { !siteWords.isEmpty && PageHeadline.words(name).isSubset(of: siteWords) }
    let people = data.people.filter { !isSite($0) }
    if !people.isEmpty { return people }
    let visible = visible(place).filter { !isSite($0) }
    if !visible.isEmpty { return visible }
    for key in [
      "author", "article:author", "og:article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
      "sailthru.author", "byline", "citation_author", "twitter:data1", "vr:author", "cxenseparse:author",
    ] {
      let text = place.facts.meta(key)
      if text.isEmpty || text.hasPrefix("http") { continue }
      if key == "twitter:data1" {
        let label = place.facts.meta("twitter:label1").lowercased()
        guard
          label.contains("written") || label.contains("author") || label.contains("verfasst")
            || label.contains("geschrieben")
        else { continue }
      }
      let names = BylineText.names(text)
      if !names.isEmpty { return names }
    }
    return data.people.isEmpty ? data.desks : data.people
  }

  /// The names of the best visible mark near the story.
  private static func visible(_ place: PagePlace) -> [String] {
    var best: [String] = []
    var bestRank = 0
    for index in place.range {
      let element = place.elements[index]
      let isStated = place.elements[index].marks.contains(.byline)
      let rel = element.tag == GUMBO_TAG_A ? place.attribute(index, "rel") : nil
      guard isStated || rel?.contains("author") == true, !element.marks.contains(.hidden) else { continue }
      if element.marks.contains(.comments) || place.isForeign(index) { continue }
      guard let text = printed(place, index) else { continue }
      let rank = rel?.contains("author") == true ? 4 : place.attribute(index, "itemprop") == "author" ? 3 : 2
      guard rank > bestRank else { continue }
      let names = BylineText.names(text)
      if names.isEmpty || names.count > 6 { continue }
      (best, bestRank) = (names, rank)
    }
    return best
  }

  /// The text of an element with a byline: the name within it if one is marked.
  private static func printed(_ place: PagePlace, _ index: Int) -> String? {
    if place.elements[index].tag == GUMBO_TAG_META { return nil }
    var at = index + 1
    let end = min(Int(place.elements[index].end), index + 60)
    while at < end {
      if place.attribute(at, "itemprop") == "name" { return place.text(at) }
      at += 1
    }
    let text = place.text(index)
    return text.utf8.count > 200 || text.isEmpty ? nil : text
  }
}
