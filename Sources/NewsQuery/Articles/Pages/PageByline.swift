import CGumbo

/// Who wrote the story of a page: data, then the visible line, then meta elements, then organizations.
enum PageByline {
  static func names(_ place: PagePlace, _ data: PageData, site: String) -> [String] {
    let siteWords = PageHeadline.words(site)
    // `coast.example` is an outlet too.
    func isSite(_ name: String) -> Bool {
      !name.contains(" ") && name.contains(".") && name.last != "."
        || !siteWords.isEmpty && PageHeadline.words(name).isSubset(of: siteWords)
    }
    let people = data.people.filter { !isSite($0) }
    if !people.isEmpty { return people }
    let printed = visible(place)
    let visible = printed.filter { !isSite($0) }
    if !visible.isEmpty { return visible }
    for key in [
      "author", "article:author", "og:article:author", "byl", "dc.creator", "dcterms.creator",
      "parsely-author",
      "sailthru.author", "byline", "citation_author", "twitter:data1", "vr:author",
      "cxenseparse:author",
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
      if !names.isEmpty, !names.allSatisfy({ isSite($0) }) { return names }
    }
    let line = visibleLine(place).filter { !isSite($0) }
    if !line.isEmpty { return line }
    return [data.people, printed, data.desks].first { !$0.isEmpty } ?? []
  }

  /// The names of the best visible mark near the story.
  private static func visible(_ place: PagePlace) -> [String] {
    var best: [String] = []
    var bestRank = 0
    for index in place.range {
      let element = place.elements[index]
      let isStated = place.elements[index].marks.contains(.byline)
      let rel = element.tag == GUMBO_TAG_A ? relation(place, index) : nil
      guard isStated || rel?.contains("author") == true, !element.marks.contains(.hidden) else {
        continue
      }
      if element.marks.contains(.comments) || place.isForeign(index) { continue }
      guard let text = printed(place, index) else { continue }
      if let story = place.story, index >= Int(place.elements[story].end) + 20 { break }
      let rank =
        rel?.contains("author") == true ? 4 : place.attribute(index, "itemprop") == "author" ? 3 : 2
      guard rank > bestRank else { continue }
      let names = BylineText.names(text)
      if names.isEmpty || names.count > 6 { continue }
      (best, bestRank) = (names, rank)
    }
    return best
  }

  /// What a link says of its target; a link to the page of an author in a line about the story counts as `author`.
  private static func relation(_ place: PagePlace, _ index: Int) -> String? {
    if let rel = place.attribute(index, "rel"), rel.contains("author") { return rel }
    guard let address = place.attribute(index, "href"),
      address.contains("/author/") || address.contains("/autor/"),
      place.elements[Int(place.elements[index].parent)].marks.isDisjoint(with: .bio),
      !place.elements[Int(place.elements[index].parent)].marks.isDisjoint(with: [.date, .byline, .tags])
    else { return nil }
    return "author"
  }

  /// The text of an element with a byline: the name within it if one is marked.
  private static func printed(_ place: PagePlace, _ index: Int) -> String? {
    if place.elements[index].tag == GUMBO_TAG_META { return nil }
    var at = index + 1
    let end = min(Int(place.elements[index].end), index + 60)
    while at < end {
      if place.attribute(at, "itemprop") == "name" || place.attribute(at, "class") == "fn" {
        return place.text(at)
      }
      at += 1
    }
    let text = place.text(index)
    return text.utf8.count > 300 || text.isEmpty ? nil : text
  }

  private static let labels = [
    "by ", "von ", "par ", "por ", "di ", "autor:", "autorin:", "author:", "auteur:", "auteur :",
    "autore:", "written by ",
    "posted by ", "text:", "texte:", "автор:", "redaktion:", "verfasst von ", "erstellt von ",
    "eingestellt von ",
    "publié par ", "publicado por ", "auteur ", "autor ",
  ]

  /// The names of a short line near the story that begins with `By` and its like.
  private static func visibleLine(_ place: PagePlace) -> [String] {
    for index in place.range {
      let element = place.elements[index]
      if let names = labelled(place, index) { return names }
      guard element.isBlock, element.ownText > 5, element.ownText < 70,
        element.text == element.ownText,
        !element.marks.contains(.comments), !element.marks.contains(.hidden),
        !place.isForeign(index)
      else { continue }
      let text = place.text(index, limit: 120)
      let small = text.lowercased()
      let isDated = small.first?.isNumber == true || small.hasPrefix("posted on")
      guard isDated || labels.contains(where: { small.hasPrefix($0) }) else { continue }
      let names = BylineText.names(text)
      if !names.isEmpty, names.count <= 4, areFullNames(names) { return names }
    }
    return []
  }

  /// Whether all are two words or more; `By Wednesday the wall was gone` is a sentence.
  private static func areFullNames(_ names: [String]) -> Bool {
    names.allSatisfy { name in
      let words = name.split(separator: " ")
      return words.count >= 2
        && words.allSatisfy { $0.first?.isUppercase == true || $0.count <= 3 }
    }
  }

  private static let wholeLabels: Set<String> = [
    "by", "by:", "von", "von:", "author", "author:", "autor", "autor:", "autorin:", "autor/in:", "auteur:",
    "auteur :", "autore:", "text:", "written by", "written by:", "posted by", "автор:",
  ]

  /// The names of the element or the link after one that holds only a label.
  private static func labelled(_ place: PagePlace, _ index: Int) -> [String]? {
    let element = place.elements[index]
    let end = Int(element.end)
    guard element.held >= 2, element.held <= 12, end < place.elements.count,
      element.marks.isDisjoint(with: [.comments, .hidden]), !place.isForeign(index),
      wholeLabels.contains(place.text(index, limit: 40).lowercased()),
      place.elements[end].held < 70
    else { return nil }
    let names = BylineText.names(place.text(end, limit: 120))
    return !names.isEmpty && names.count <= 4 && areFullNames(names) ? names : nil
  }
}
