import CGumbo

/// The headline of a page: what its data, its meta elements, its headings and its title say, compared.
enum PageHeadline {
  /// The heading on the page that is the story's: the one whose words the page's titles have, else the first `h1`.
  static func element(in tree: PageTree, _ facts: PageFacts, stated: String) -> Int? {
    let titles = [stated, facts.meta("og:title"), facts.meta("twitter:title"), facts.title].filter {
      !$0.isEmpty
    }
    .map { words($0) }
    var best: Int?
    var bestScore = 0
    var count = 0
    for (index, element) in tree.elements.enumerated() {
      let isFirst = element.tag == GUMBO_TAG_H1
      guard
        isFirst || element.tag == GUMBO_TAG_H2 || element.isBlock && element.marks.contains(.title),
        !element.marks.contains(.hidden), element.text >= 3 || element.ownText >= 3,
        element.text <= 600
      else { continue }
      count += 1
      if count > 200 { break }
      let text = words(PageText.line(element.node, limit: 700))
      if text.isEmpty { continue }
      var score = 0
      for title in titles { score = max(score, likeness(text, title)) }
      // Two words in common tell more than one.
      score =
        score * 4 + (isFirst ? 60 : element.tag == GUMBO_TAG_H2 ? 20 : 0) + min(text.count, 8) * 4
      if !isFirst, score < 250 { continue }
      if score > bestScore { (best, bestScore) = (index, score) }
    }
    return best
  }

  /// The words of a text in small letters, at most forty.
  static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      words.insert(String(word))
      if words.count >= 40 { break }
    }
    return words
  }

  /// Percent of the heading's words that the title has.
  private static func likeness(_ heading: Set<String>, _ title: Set<String>) -> Int {
    heading.isEmpty ? 0 : 100 * heading.intersection(title).count / heading.count
  }

  /// The heading on the page if the stated titles do not speak against it; else the stated one without the site's name.
  static func text(in tree: PageTree, _ facts: PageFacts, heading: Int?, stated: String) -> String {
    let site = facts.meta("og:site_name")
    let title = withoutSite(facts.title, site, heading: "")
    let titles = [
      stated, facts.meta("og:title"), facts.meta("twitter:title"), facts.meta("dc.title"),
    ].filter {
      !$0.isEmpty
    }
    guard let heading else {
      return titles.first.map { withoutSite($0, site, heading: "") } ?? title
    }
    let printed = PageText.line(tree.elements[heading].node, limit: 700)
    let own = words(printed)
    if !printed.isEmpty, printed != site {
      for other in titles + (printed == facts.title && !titles.isEmpty ? [] : [facts.title]) {
        let likeness = likeness(own, words(other))
        if likeness >= 50 { return printed }
      }
      if titles.isEmpty { return printed }
    }
    return titles.first.map { withoutSite($0, site, heading: printed) } ?? title
  }

  /// Without ` | The Coast Paper`.
  static func withoutSite(_ text: String, _ site: String, heading: String) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "] {
      guard let cut = lastRange(of: mark, in: text) else { continue }
      let tail = String(text[cut.upperBound...])
      let head = String(text[..<cut.lowerBound])
      if tail == site || (mark == " | " || mark == " :: ") && tail.utf8.count < 40 { return head }
      if !heading.isEmpty, head == heading { return head }
    }
    return text
  }

  private static func lastRange(of mark: String, in text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var at = text.startIndex
    while at < text.endIndex {
      if text[at...].hasPrefix(mark) { found = at..<text.index(at, offsetBy: mark.count) }
      at = text.index(after: at)
    }
    return found
  }
}
