/// What an archive file keeps because it costs much and never changes: the order of its table, and which articles are
/// copies. Two sections that another reader may leave alone; where they are missing, the same is computed when asked for.
///
///     table-ranks    the place of each article in table order, u32
///     text-groups    the smallest article number of each article's group of near-copies in the whole archive, u32
enum KeptAnswers {
  private static let ranksName = "table-ranks"
  // Named anew when texts are compared otherwise, so that groups of an older newsq are not taken for these.
  private static let groupsName = "text-groups"

  /// The sections of an archive of one part that is about to be written. Throws `Interrupted`.
  static func sections(of archive: Archive, _ context: RunContext) throws -> Image {
    let image = Image()
    if !archive.image.has(ranksName) { add(ranksName, archive.tableOrder.ranks, to: image) }
    if !archive.image.has(groupsName) {
      let groups = try TextGroups((0..<archive.articleCount).map(UInt32.init), of: archive, context)
      groups.firsts.withUnsafeBufferPointer { add(groupsName, $0, to: image) }
    }
    return image
  }

  /// The same of all articles of an archive of any number of parts, which are about to become one.
  static func sections(ofAll archive: Archive, _ context: RunContext) throws -> Image {
    let image = Image()
    add(ranksName, archive.tableOrder.ranks, to: image)
    let groups = try TextGroups((0..<archive.articleCount).map(UInt32.init), of: archive, context)
    groups.firsts.withUnsafeBufferPointer { add(groupsName, $0, to: image) }
    return image
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
}
