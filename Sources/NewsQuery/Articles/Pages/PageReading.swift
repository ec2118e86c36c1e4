import CGumbo

/// One parsed page: fills an article with what the page says of it and with its text.
struct PageReading {
  private var tree: PageTree
  private let data: PageData
  /// The element of the visible headline.
  private let heading: Int?
  /// The element that holds the story.
  private let story: Int?

  init?(root: UnsafeMutablePointer<GumboNode>?) {
    guard let root else { return nil }
    tree = PageTree(root: UnsafePointer(root))
    let facts = tree.facts
    data = PageData(
      blocks: facts.dataBlocks,
      titles: [facts.meta("og:title"), facts.title].filter { !$0.isEmpty })
    heading = PageHeadline.element(in: tree, facts, stated: data.headline)
    tree.markFurniture(headline: heading)
    story = StoryFinder(elements: tree.elements, headline: heading).find()
  }

  func fill(_ article: inout Article, address: String) {
    let facts = tree.facts
    func first(_ texts: [String]) -> String { texts.first { !$0.isEmpty } ?? "" }
    article[.headline] = PageHeadline.text(in: tree, facts, heading: heading, stated: data.headline)
    article[.deck] = first([
      data.deck, facts.meta("og:description"), facts.meta("description"),
      facts.meta("twitter:description"),
    ])
    article[.url] = first([facts.canonical, facts.meta("og:url"), data.address])
    article[.id] = first([data.id.hasPrefix("http") ? "" : data.id, article[.url]])
    article[.source] = first([
      data.publisher, facts.meta("og:site_name"), facts.meta("publisher"),
      facts.meta("dc.publisher"),
      facts.meta("application-name"),
    ])
    article[.section] = first([data.section, facts.meta("article:section"), facts.meta("section")])
    article[.language] = first([data.language, facts.language, facts.meta("og:locale")])
    article.tags = tags(facts)
    article.others = data.others
    let place = PagePlace(tree: tree, heading: heading, story: story)
    article.bylines = PageByline.names(place, data, site: article[.source])
    let dates = PageDate(
      place: place, data: data, address: article[.url].isEmpty ? address : article[.url])
    article.published = dates.published()
    if let updated = dates.updated(), let published = article.published,
      updated.start > published.start
    {
      article.updated = updated
    }
    article[bytes: .body] = body(headline: article[.headline])
  }

  private func tags(_ facts: PageFacts) -> [String] {
    if !data.tags.isEmpty { return data.tags }
    let tagged = facts.metas.filter { $0.key == "article:tag" || $0.key == "og:article:tag" }.map(
      \.value)
    if !tagged.isEmpty { return tagged }
    var list: [String] = []
    let keywords = facts.meta("news_keywords")
    ListText.append(
      keywords.isEmpty ? facts.meta("keywords") : keywords, to: &list, splitsAtCommas: true)
    return list
  }

  private func body(headline: String) -> [UInt8] {
    var best: [UInt8] = []
    if let story {
      var blocks = StoryWriter.blocks(of: story, in: tree.elements)
      if let heading,
        let lead = StoryLead(elements: tree.elements, heading: heading, story: story).block()
      {
        blocks.insert(lead, at: 0)
      }
      best = StoryFilter(headline: headline).text(of: blocks)
    }
    // The data may hold the story whole if the page loads it by script.
    let stated = Array(data.body.utf8)
    if stated.count > best.count * 3 / 2 { best = stated }
    return best
  }
}

/// A page with what is known about where its story is.
struct PagePlace {
  let tree: PageTree
  let heading: Int?
  let story: Int?

  var facts: PageFacts { tree.facts }
  var elements: [PageElement] { tree.elements }

  /// Elements between these two are about the story: from a little before the headline to its end.
  var range: Range<Int> {
    guard let story else { return 0..<elements.count }
    let end = Int(elements[story].end)
    let start = min(heading ?? story, story)
    return max(0, start - 40)..<min(elements.count, max(end, heading ?? 0) + 40)
  }

  /// Whether an element is in a part of the page that is not the story's.
  func isForeign(_ index: Int) -> Bool {
    var at = index
    while at >= 0 {
      let element = elements[at]
      if element.isFurniture {
        if element.marks.contains(.comments) { return true }
        if element.marks.contains(.related), element.held > 100 { return true }
        let isBeside =
          element.tag == GUMBO_TAG_ASIDE || element.tag == GUMBO_TAG_NAV
          || element.tag == GUMBO_TAG_FOOTER
        if isBeside { return !(at > 0 && elements[Int(element.parent)].tag == GUMBO_TAG_ARTICLE) }
      }
      at = Int(element.parent)
    }
    return false
  }

  func attribute(_ index: Int, _ name: String) -> String? {
    nq_gumbo_attribute(elements[index].node, name).map { String(cString: $0) }
  }

  func text(_ index: Int, limit: Int = 300) -> String {
    PageText.line(elements[index].node, limit: limit)
  }
}
