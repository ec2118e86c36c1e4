import CGumbo

/// Finds the element of a page that holds its story.
struct StoryFinder {
  let elements: [PageElement]
  /// The element of the headline on the page.
  let headline: Int?

  /// A story is at least so long, in bytes without blanks.
  private static let minimumLength: Int32 = 140

  /// The element that holds the most sentences for the least else; nil for a page without text.
  func find() -> Int? {
    guard !elements.isEmpty else { return nil }
    var best = strongest(within: 0, isLoose: false)
    if best.value < StoryFinder.minimumLength { best = strongest(within: 0, isLoose: true) }
    guard best.value > 0 else { return statedStory() }
    let root = oneArticle(within: best.index)
    guard let stated = statedStory() else { return root }
    let (inner, outer) = (elements[stated], elements[root])
    if stated >= root, stated < Int(outer.end) {
      return inner.prose * 10 >= outer.prose * 3 ? stated : root
    }
    // Lists of links within the story may have cut it; another part of the page may have more sentences, as comments do.
    return stated
  }

  /// The element with the best balance of sentences and junk within another one; of equals the innermost.
  private func strongest(within outer: Int, isLoose: Bool) -> (index: Int, value: Int32) {
    var best = outer
    var bestValue = Int32.min
    var index = outer
    let end = Int(elements[outer].end)
    while index < end {
      if elements[index].isFurniture {
        index = Int(elements[index].end)
        continue
      }
      if elements[index].isBlock {
        let value =
          isLoose
          ? elements[index].text - 2 * elements[index].links - elements[index].junk
          : elements[index].prose - elements[index].junk
        if value > bestValue || value == bestValue && index < Int(elements[best].end) {
          (best, bestValue) = (index, value)
        }
      }
      index += 1
    }
    return (best, bestValue)
  }

  /// If the element holds several stories, each in an `article` with its own heading, the one that the page is about.
  private func oneArticle(within root: Int) -> Int {
    var articles: [Int] = []
    var headed = 0
    var ofHeadline: Int?
    var sum: Int32 = 0
    var index = root + 1
    while index < Int(elements[root].end) {
      let element = elements[index]
      if element.isFurniture {
        index = Int(element.end)
      } else if element.tag == GUMBO_TAG_ARTICLE {
        if element.prose >= 60 {
          articles.append(index)
          sum += element.prose
          if holdsHeading(index) { headed += 1 }
          if let headline, headline > index, headline < Int(element.end), element.prose >= 150 {
            ofHeadline = index
          }
        }
        index = Int(element.end)
      } else {
        index += 1
      }
    }
    guard articles.count >= 2, headed * 2 > articles.count, sum * 10 >= elements[root].prose * 6
    else { return root }
    let longest = articles.max { elements[$0].prose < elements[$1].prose } ?? root
    let chosen = ofHeadline ?? (elements[longest].prose * 10 >= sum * 6 ? longest : articles[0])
    return strongest(within: chosen, isLoose: false).index
  }

  private func holdsHeading(_ index: Int) -> Bool {
    var at = index + 1
    while at < Int(elements[index].end) {
      if PageTree.isHeading(elements[at].tag), elements[at].ownText > 0 { return true }
      at += 1
    }
    return false
  }

  /// The element that says that it is the story: one with most of the sentences of all that say so, or the one around
  /// several that share them.
  private func statedStory() -> Int? {
    var best: Int?
    var first: Int?
    var last: Int?
    var sum: Int32 = 0
    var index = 0
    while index < elements.count {
      let element = elements[index]
      if element.isFurniture {
        index = Int(element.end)
      } else if element.marks.contains(.story), element.prose >= 150 {
        if best == nil || element.prose > elements[best!].prose { best = index }
        if first == nil { first = index }
        last = index
        sum += element.prose
        index = Int(element.end)
      } else {
        index += 1
      }
    }
    guard let best, let first, let last, sum >= 250 else { return nil }
    if first != last {
      var outer = first
      while Int(elements[outer].end) <= last { outer = Int(elements[outer].parent) }
      // Parts of one story: little else is between them, and each `article` is a story of its own.
      if elements[outer].prose * 10 <= sum * 13, article(of: first) == article(of: last) {
        return outer
      }
    }
    return elements[best].prose * 10 >= sum * 6 ? best : nil
  }

  /// The innermost `article` around an element; -1 outside of any.
  private func article(of index: Int) -> Int {
    var at = index
    while at >= 0, elements[at].tag != GUMBO_TAG_ARTICLE { at = Int(elements[at].parent) }
    return at
  }
}
