/// What an archive file keeps because it costs much and never changes: the order of its table, which articles are
/// copies, and what outlets repeat. Sections that another reader may leave alone; where they are missing, the same is computed when asked for.
///
///     table-ranks    the place of each article in table order, u32
///     text-groups    the smallest article number of each article's group of near-copies in the whole part, u32
///     copy-sizes     the distinct shingles of each article's text, u32
///     same-texts     articles that have the same text as one before: `SameTexts`
///
/// and the sections of `ParagraphHashes`. `CopyLinks` joins the groups of several parts.
enum KeptAnswers {
  private static let ranksName = "table-ranks"
  // Named anew when texts are compared otherwise, so that groups of an older newsq are not taken for these.
  private static let groupsName = "text-groups"
  private static let sizesName = "copy-sizes"

  /// The sections of an archive of one part that is about to be written. Throws `Interrupted`.
  static func sections(of archive: Archive, _ context: RunContext) throws -> Image {
    let image = Image()
    if !archive.image.has(ranksName) { add(ranksName, archive.tableOrder.ranks, to: image) }
    if !archive.image.has(ParagraphHashes.hashesName) {
      try ParagraphHashes.addSections(
        of: archive, to: image, threadCount: context.threadCount, isInterrupted: context.isInterrupted)
    }
    let hasGroups = archive.image.has(groupsName)
    if hasGroups, archive.image.has(sizesName) { return image }
    let groups = try TextGroups(all: archive, context)
    if !hasGroups { groups.firsts.withUnsafeBufferPointer { add(groupsName, $0, to: image) } }
    if !archive.image.has(sizesName) { add(sizesName, groups, archive.articleCount, to: image) }
    if !archive.image.has(SameTexts.sectionName) { add(same: groups.firstSame, to: image) }
    return image
  }

  private static func add(same firsts: [UInt32], to image: Image) {
    let section = SameTexts.section(firsts)
    if section.count > 0 { image.add(SameTexts.sectionName, section) }
  }

  /// The same of all articles of an archive of any number of parts, which are about to become one. Throws `Interrupted`.
  static func sections(ofAll archive: Archive, _ context: RunContext) throws -> Image {
    let image = Image()
    add(ranksName, archive.tableOrder.ranks, to: image)
    try ParagraphHashes.addSections(
      of: archive, to: image, threadCount: context.threadCount, isInterrupted: context.isInterrupted)
    let parts = archive.parts.map(\.part)
    let sizes = parts.map { copySizes(in: $0) }
    guard let known = CopyGroups(parts, archive.links), !sizes.contains(where: { $0 == nil }) else {
      let groups = try TextGroups(all: archive, context)
      groups.firsts.withUnsafeBufferPointer { add(groupsName, $0, to: image) }
      add(sizesName, groups, archive.articleCount, to: image)
      add(same: groups.firstSame, to: image)
      return image
    }
    add(same: sameTexts(archive, parts), to: image)
    var firsts = [UInt32](repeating: .max, count: known.limit)
    var groupBytes = ByteBuffer(capacity: archive.articleCount * 4)
    var sizeBytes = ByteBuffer(capacity: archive.articleCount * 4)
    for article in 0..<archive.articleCount {
      let place = archive.place(of: article)
      let group = Int(known.group(of: .init(part: place.part, row: UInt32(place.row))))
      if firsts[group] == .max { firsts[group] = UInt32(article) }
      groupBytes.append(value: firsts[group])
      sizeBytes.append(value: sizes[place.part]?[place.row] ?? 0)
    }
    image.add(groupsName, groupBytes)
    image.add(sizesName, sizeBytes)
    return image
  }

  /// For each article the first with the same text, as far as its part keeps it.
  private static func sameTexts(_ archive: Archive, _ parts: [Part]) -> [UInt32] {
    var firsts = (0..<UInt32(archive.articleCount)).map { $0 }
    var found: [Burials.Row: UInt32] = [:]
    func add(_ row: Burials.Row, _ first: Burials.Row) {
      guard !archive.parts[row.part].isDead(row.row) else { return }
      let article = archive.parts[row.part].number(of: row.row)
      firsts[Int(article)] = found[first] ?? article
      if found[first] == nil { found[first] = article }
    }
    SameTexts(parts).forEach { row, first in
      // The first of all comes before its followers; it is no pair itself.
      if found[first] == nil { add(first, first) }
      add(row, first)
    }
    return firsts
  }

  /// The links between copies in all parts of an archive, each of which keeps its groups. Throws `Interrupted`.
  static func links(of archive: Archive, _ context: RunContext) throws -> CopyLinks {
    if archive.links.isComplete { return archive.links }
    let groups = try TextGroups(all: archive, context)
    return CopyLinks(partCount: archive.parts.count, limit: archive.articleCount) { body in
      for article in 0..<archive.articleCount {
        let place = archive.place(of: article)
        body(.init(part: place.part, row: UInt32(place.row)), groups.firsts[article])
      }
    }
  }

  /// The links of all parts of an archive where those before `first` are linked; nil if those parts do not keep what is needed
  /// to find them. Throws `Interrupted`.
  static func links(of archive: Archive, from first: Int, _ context: RunContext) throws -> CopyLinks? {
    try TextGroups.links(in: archive, of: first..<archive.parts.count, context)
  }

  private static func add(_ name: String, _ groups: TextGroups, _ count: Int, to image: Image) {
    var bytes = ByteBuffer(capacity: count * 4)
    for article in 0..<count { bytes.append(value: UInt32(groups.size(of: article))) }
    image.add(name, bytes)
  }

  static func image(ofRanks ranks: [UInt32]) -> Image {
    let image = Image()
    ranks.withUnsafeBufferPointer { add(ranksName, $0, to: image) }
    return image
  }

  private static func add(_ name: String, _ values: UnsafeBufferPointer<UInt32>, to image: Image) {
    var bytes = ByteBuffer(capacity: values.count * 4)
    for value in values { bytes.append(value: value) }
    image.add(name, bytes)
  }

  /// The place of each article in the part's own table order; nil if the part keeps none.
  static func ranks(in part: Part) -> UnsafeBufferPointer<UInt32>? {
    guard part.image.has(ranksName) else { return nil }
    let ranks = ranks(in: part.image)
    guard ranks.count == part.articleCount else { return nil }
    return ranks
  }

  static func ranks(in image: Image) -> UnsafeBufferPointer<UInt32> {
    image.check(image[ranksName])
    return image.array(ranksName, of: UInt32.self)
  }

  /// The group of each article in the whole part; nil if the part keeps none.
  static func copyGroups(in part: Part) -> UnsafeBufferPointer<UInt32>? {
    guard part.image.has(groupsName) else { return nil }
    part.image.check(part.image[groupsName])
    let groups = part.image.array(groupsName, of: UInt32.self)
    return groups.count == part.articleCount ? groups : nil
  }

  /// The distinct shingles of each article of a part; nil if the part does not keep them.
  static func copySizes(in part: Part) -> UnsafeBufferPointer<UInt32>? {
    guard part.image.has(sizesName) else { return nil }
    part.image.check(part.image[sizesName])
    let sizes = part.image.array(sizesName, of: UInt32.self)
    return sizes.count == part.articleCount ? sizes : nil
  }
}
