/// The first articles of an input, held back until it is known whether their ids tell them apart.
struct FirstArticles {
  private(set) var check = IdentityCheck()
  private var held: [(article: Article, input: String, number: Int)] = []
  private var isDecided = false

  mutating func take(
    _ article: inout Article, of input: String, number: Int, _ append: (borrowing Article, String, Int) -> Void
  ) {
    if isDecided {
      if !check.distinguishes { IdentityCheck.dropID(of: &article) }
      return append(article, input, number)
    }
    check.take(article)
    // The reader gets an empty article in exchange, so that nothing is copied.
    var own = Article()
    swap(&own, &article)
    held.append((own, input, number))
    if held.count >= IdentityCheck.sampleSize { finish(append) }
  }

  /// Hands on what is held.
  mutating func finish(_ append: (borrowing Article, String, Int) -> Void) {
    isDecided = true
    for index in held.indices {
      if !check.distinguishes { IdentityCheck.dropID(of: &held[index].article) }
      append(held[index].article, held[index].input, held[index].number)
    }
    held.removeAll()
  }
}
