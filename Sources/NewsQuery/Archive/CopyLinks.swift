/// Which articles of different parts are copies of each other, as far as that is known. With the groups that each part keeps
/// (`KeptAnswers`), links give the groups of an archive without a text being read.
///
///     var links = CopyLinks(partCount: 2)     // of the two nothing is known
///     links.isComplete                        // false
///
/// In the manifest of a file the section `copy-links` has the number of parts, u32, the number of links, u32, and for each link
/// part, row, part and row, u32. It is there only if all parts are linked.
///
/// Two copies are always joined, by a chain of links and groups. Two articles that are joined need not be copies: one
/// between them may be gone.
struct CopyLinks: Equatable, Sendable {
  struct Link: Equatable, Sendable {
    var one: Burials.Row
    var other: Burials.Row
  }

  static let sectionName = "copy-links"

  /// Neighboring parts that are linked with each other, in order; together they are all parts.
  private(set) var linked: [Range<Int>]
  private(set) var links: [Link] = []
  /// Parts that keep no groups, but whose copies among themselves are linked.
  private(set) var inner: Set<Int> = []

  /// Those of parts of which nothing is known.
  init(partCount: Int) { linked = (0..<partCount).map { $0..<$0 + 1 } }

  /// Those of parts that are all linked.
  init(all links: [Link], partCount: Int, inner: Set<Int> = []) {
    linked = partCount > 0 ? [0..<partCount] : []
    self.links = links
    self.inner = inner
  }

  /// Those of all parts of several archives, of each of which some are known.
  init(joining all: [CopyLinks]) {
    linked = []
    for part in all {
      let first = linked.last?.upperBound ?? 0
      func moved(_ row: Burials.Row) -> Burials.Row { .init(part: row.part + first, row: row.row) }
      linked += part.linked.map { $0.lowerBound + first..<$0.upperBound + first }
      links += part.links.map { Link(one: moved($0.one), other: moved($0.other)) }
      inner.formUnion(part.inner.map { $0 + first })
    }
  }

  /// Joins all articles that have the same number, unless all of them are in one part. `rows` gives each article with the
  /// number of its group, below `limit`.
  init(partCount: Int, limit: Int, rows: ((Burials.Row, UInt32) -> Void) -> Void) {
    let none = UInt32.max
    var firsts = [(part: UInt32, row: UInt32)](repeating: (none, 0), count: limit)
    var spans = Set<UInt32>()
    rows { row, group in
      let first = firsts[Int(group)]
      if first.part == none {
        firsts[Int(group)] = (UInt32(row.part), row.row)
      } else if first.part != UInt32(row.part) {
        spans.insert(group)
      }
    }
    var links: [Link] = []
    if !spans.isEmpty {
      rows { row, group in
        guard spans.contains(group) else { return }
        let first = Burials.Row(part: Int(firsts[Int(group)].part), row: firsts[Int(group)].row)
        if first != row { links.append(Link(one: first, other: row)) }
      }
    }
    self.init(all: links, partCount: partCount)
  }

  /// Whether all parts are linked with each other.
  var isComplete: Bool { linked.count <= 1 }

  // MARK: - In a file

  var bytes: [UInt8] {
    var bytes = ByteBuffer()
    bytes.append(value: UInt32(linked.last?.upperBound ?? 0))
    bytes.append(value: UInt32(links.count))
    for link in links {
      for row in [link.one, link.other] {
        bytes.append(value: UInt32(row.part))
        bytes.append(value: row.row)
      }
    }
    return Array(bytes.bytes)
  }

  /// Nil for bytes that make no sense beside these parts.
  init?(_ bytes: [UInt8], parts: [ArchiveManifest.Entry]) {
    let found: [Link]? = bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, bytes.count >= 8 else { return nil }
      var reader = BoundedReader(base, end: base + bytes.count)
      guard Int(reader.value(as: UInt32.self)) == parts.count else { return nil }
      let count = Int(reader.value(as: UInt32.self))
      guard bytes.count == 8 + count * 16 else { return nil }
      var links: [Link] = []
      links.reserveCapacity(count)
      for _ in 0..<count {
        func row() -> Burials.Row {
          Burials.Row(part: Int(reader.value(as: UInt32.self)), row: reader.value(as: UInt32.self))
        }
        let link = Link(one: row(), other: row())
        for row in [link.one, link.other] {
          guard row.part < parts.count, Int(row.row) < parts[row.part].articleCount else { return nil }
        }
        links.append(link)
      }
      return links
    }
    guard let found else { return nil }
    self.init(all: found, partCount: parts.count)
  }
}

extension ArchiveManifest {
  /// What is known of the copies of the parts; `copy-links` among the sections.
  var links: CopyLinks {
    get {
      let section = sections.first { $0.name == CopyLinks.sectionName }
      return section.flatMap { CopyLinks($0.bytes, parts: parts) } ?? CopyLinks(partCount: parts.count)
    }
    set {
      sections.removeAll { $0.name == CopyLinks.sectionName }
      if newValue.isComplete, parts.count > 1 { sections.append((CopyLinks.sectionName, newValue.bytes)) }
    }
  }
}
