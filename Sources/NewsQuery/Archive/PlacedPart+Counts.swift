// Counts of a part without its dead articles. Few are dead, so they are looked up one by one in the posting lists.
extension PlacedPart {
  /// Living articles that contain the term.
  func articleCount(of term: TermID) -> Int {
    let all = part.index.articleCount(of: term)
    return dead.isEmpty ? all : all - deadCounts(of: term).articles
  }

  /// The occurrences of the term in living articles.
  func occurrenceCount(of term: TermID) -> Int {
    let all = part.index.occurrenceCount(of: term)
    return dead.isEmpty ? all : all - deadCounts(of: term).occurrences
  }

  private func deadCounts(of term: TermID) -> (articles: Int, occurrences: Int) {
    var cursor = part.index.cursor(of: term)
    var counts = (articles: 0, occurrences: 0)
    for article in dead {
      cursor.seek(article)
      if cursor.article == PostingCursor.end { break }
      guard cursor.article == article else { continue }
      counts.articles += 1
      counts.occurrences += cursor.frequency()
    }
    return counts
  }
}
