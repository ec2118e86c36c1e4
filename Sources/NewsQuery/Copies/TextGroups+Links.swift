extension TextGroups {
  /// More new articles cost more to link than all texts to compare.
  private static let mostLinked = 10_000

  /// The links of an archive; found now if the parts that are not linked yet are small beside the others. Throws
  /// `Interrupted`.
  static func knownLinks(of archive: Archive, _ context: RunContext) throws -> CopyLinks {
    if archive.links.isComplete { return archive.links }
    return try archive.foundLinks.withLock { found in
      if let found { return found }
      let links = try links(of: archive, context) ?? archive.links
      found = links
      return links
    }
  }

  /// Links the other parts to those that are linked and hold most of the articles.
  private static func links(of archive: Archive, _ context: RunContext) throws -> CopyLinks? {
    let counts = archive.links.linked.map { range in
      range.reduce(0) { $0 + archive.parts[$1].part.articleCount }
    }
    guard let largest = counts.indices.max(by: { (counts[$0], -$0) < (counts[$1], -$1) }),
      counts.reduce(0, +) - counts[largest] <= mostLinked
    else { return nil }
    return try links(in: archive, beside: archive.links.linked[largest], context)
  }

  /// The links of all parts of an archive if all but those in `range` are linked already; nil if those do not keep how many
  /// shingles their articles have. Throws `Interrupted`.
  static func links(in archive: Archive, of range: Range<Int>, _ context: RunContext) throws -> CopyLinks? {
    guard range.reduce(0, { $0 + archive.parts[$1].part.articleCount }) <= mostLinked else {
      return try KeptAnswers.links(of: archive, context)
    }
    return try links(in: archive, beside: 0..<range.lowerBound, context)
  }

  private static func links(
    in archive: Archive, beside old: Range<Int>, _ context: RunContext
  ) throws -> CopyLinks? {
    let parts = archive.parts.map(\.part)
    guard archive.links.linked.contains(old), let search = CopySearch(parts[old]) else { return nil }
    // Dead articles too, so that rows are numbers.
    let all = Archive(parts: parts, name: "")
    let new = parts.indices.filter { !old.contains($0) }
    let articles = new.flatMap { all.parts[$0].base..<all.parts[$0].base + parts[$0].articleCount }
    let first = old.lowerBound < parts.count ? all.parts[old.lowerBound].base : 0
    func row(_ article: Int) -> Burials.Row {
      let place = all.place(of: article)
      return .init(part: place.part, row: UInt32(place.row))
    }
    // Articles with the same text are joined already.
    let same = SameTexts(parts)
    var known = Set<Burials.Row>()
    let candidates = try search.articles(like: articles, of: all, context).map { first + $0 }.filter {
      same.isEmpty || known.insert(same.first(of: row($0))).inserted
    }
    let compared = (articles + candidates).sorted()
    var byteCount = 0
    for article in compared { byteCount += all.withText(of: .body, article: article) { $0.count } }
    let copies = try NearCopies(count: compared.count, byteCount: byteCount, context) { number, read in
      withComparedText(of: compared[number], in: all, read)
    }
    var links = archive.links.links
    for (number, first) in copies.firsts.enumerated() where Int(first) != number {
      links.append(.init(one: row(compared[Int(first)]), other: row(compared[number])))
    }
    return CopyLinks(all: links, partCount: parts.count, inner: Set(new))
  }
}
