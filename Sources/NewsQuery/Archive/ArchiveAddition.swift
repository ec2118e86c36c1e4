/// Articles that come to an archive that is there already: `newsq --add more.jsonl news.archive`.
///
/// An article whose id is known is a new edition of that article: it takes its place, and the older one is kept behind
/// the articles, where no search meets it and `versions` finds it. One that is known word for word is left out. Where the
/// input gave no id, the file and line that stand for it make no edition: another text from there is another article.
///
/// The old input is not read again: posting lists are joined, columns written anew, compressed texts stay as they are.
public struct ArchiveAddition: Sendable {
  /// What came of the articles.
  public struct Report: Equatable, Sendable {
    public var addedCount = 0
    /// Of those, how many took the place of an older edition.
    public var editionCount = 0
    /// Known before, word for word.
    public var knownCount = 0
  }

  public private(set) var report = Report()

  private let old: Archive
  private let new: Archive
  /// The articles of either that are searched, ascending; then the new archive holds first the old ones, then the new.
  private var oldArticles: [Int] = []
  private var newArticles: [Int] = []
  /// Rows that are kept behind the articles, with the article that took their place: first the old archive's, then new ones.
  private var oldEditions: [(row: Int, article: Int)] = []
  private var newEditions: [(row: Int, article: Int)] = []
  /// Ids made anew, because another article has the one that file and line gave.
  private var madeIdentifiers: [Int: [UInt8]] = [:]

  public init(of new: Archive, to old: Archive) {
    self.old = old
    self.new = new
    sort()
  }

  // MARK: - What becomes of each article

  /// A row of either archive.
  private enum Row: Hashable {
    case old(Int)
    case new(Int)
  }

  private mutating func sort() {
    let identifiers = (0..<new.articleCount).map { identifier(of: $0, in: new) }
    let made = Set(new.madeIdentifierRows)
    let oldMade = Set(old.madeIdentifierRows)
    // Only the ids that come are looked for: among all editions whether one is known, among articles whose place is taken.
    var known: [[UInt8]: [Row]] = [:]
    var current: [[UInt8]: [Row]] = [:]
    for identifier in identifiers where !identifier.isEmpty { known[identifier] = [] }
    for row in 0..<old.rowCount {
      var identifier = identifier(of: row, in: old)
      if oldMade.contains(row), let mark = identifier.lastIndex(of: UInt8(ascii: "#")), known[identifier] == nil {
        identifier.removeSubrange(mark...)
      }
      guard known[identifier] != nil else { continue }
      known[identifier]?.append(.old(row))
      if row < old.articleCount { current[identifier, default: []].append(.old(row)) }
    }
    var successor: [Row: Int] = [:]
    var isLeftOut = Set<Int>()
    for article in 0..<new.articleCount {
      var identifier = identifiers[article]
      if known[identifier]?.contains(where: { isSame($0, article) }) ?? false {
        isLeftOut.insert(article)
        report.knownCount += 1
        continue
      }
      report.addedCount += 1
      let before = current[identifier] ?? []
      if made.contains(article), !before.isEmpty {
        let stem = identifier
        var number = 2
        repeat {
          identifier = stem + Array("#\(number)".utf8)
          number += 1
        } while isTaken(identifier, current)
        madeIdentifiers[article] = identifier
      } else if !before.isEmpty {
        report.editionCount += 1
        for row in before { successor[row] = article }
      }
      guard !identifier.isEmpty else { continue }
      current[identifier] = [.new(article)]
      known[identifiers[article], default: []].append(.new(article))
    }

    oldArticles = (0..<old.articleCount).filter { successor[.old($0)] == nil }
    newArticles = (0..<new.articleCount).filter { !isLeftOut.contains($0) && successor[.new($0)] == nil }
    var numbers: [Row: Int] = [:]
    for (number, row) in (oldArticles.map(Row.old) + newArticles.map(Row.new)).enumerated() { numbers[row] = number }
    func article(after row: Row) -> Int {
      var row = row
      while let next = successor[row] { row = .new(next) }
      return numbers[row] ?? 0
    }
    for (place, follower) in old.editions.enumerated() {
      oldEditions.append((old.articleCount + place, article(after: .old(Int(follower)))))
    }
    for row in 0..<old.articleCount where successor[.old(row)] != nil {
      oldEditions.append((row, article(after: .old(row))))
    }
    for row in 0..<new.articleCount where successor[.new(row)] != nil {
      newEditions.append((row, article(after: .new(row))))
    }
  }

  /// Whether an id that would be made is there already. The old archive is gone through for it, but that is rare.
  private func isTaken(_ identifier: [UInt8], _ current: [[UInt8]: [Row]]) -> Bool {
    !(current[identifier] ?? []).isEmpty
      || (0..<old.rowCount).contains { self.identifier(of: $0, in: old) == identifier }
  }

  private func identifier(of article: Int, in archive: Archive) -> [UInt8] {
    archive.withText(of: .id, article: article) { Array($0) }
  }

  /// Whether a row says all that a new article says; when it came in does not count.
  private func isSame(_ row: Row, _ article: Int) -> Bool {
    let (archive, place) =
      switch row {
      case .old(let place): (old, place)
      case .new(let place): (new, place)
      }
    let isSameText = archive.withAllText(of: place) { a in new.withAllText(of: article) { $0.elementsEqual(a) } }
    guard isSameText else { return false }
    let names = Set(archive.schema.map(\.name)).union(new.schema.map(\.name)).subtracting(["added", "id", "words"])
    return names.allSatisfy { name in
      let ours = archive.column(name)?.value(at: place) ?? .null
      let theirs = new.column(name)?.value(at: article) ?? .null
      // The same value may be a number in one archive and, beside texts, a text in the other.
      return ours == theirs || InputValue(ours).printed == InputValue(theirs).printed
    }
  }

  // MARK: - The new archive

  /// All sections but the text, and where the text comes from.
  func sections(threadCount: Int) -> (image: Image, text: [ArchiveFile.TextPart]) {
    let image = Image()
    var oldNumbers = Array(repeating: PostingMerge.none, count: old.articleCount)
    var newNumbers = Array(repeating: PostingMerge.none, count: new.articleCount)
    for (number, article) in oldArticles.enumerated() { oldNumbers[article] = UInt32(number) }
    for (number, article) in newArticles.enumerated() { newNumbers[article] = UInt32(oldArticles.count + number) }
    let lengths =
      oldArticles.map { UInt32(old.index.length(of: $0)) } + newArticles.map { UInt32(new.index.length(of: $0)) }
    let merge = PostingMerge(
      [.init(index: old.index, numbers: oldNumbers), .init(index: new.index, numbers: newNumbers)], lengths: lengths)
    merge.addSections(to: image, threadCount: threadCount)
    var lengthBytes = ByteBuffer(capacity: lengths.count * 4)
    for length in lengths { lengthBytes.append(value: length) }
    image.add("lengths", lengthBytes)
    addBorders(to: image)
    let articleCount = oldArticles.count + newArticles.count
    let rowCount = articleCount + oldEditions.count + newEditions.count
    var columns = drafts()
    columns.addSections(rowCount: rowCount, to: image)
    addMadeIdentifiers(to: image)
    if rowCount > articleCount {
      var editions = ByteBuffer()
      for edition in oldEditions + newEditions { editions.append(value: UInt32(edition.article)) }
      image.add("editions", editions)
    }

    // Texts keep their places: the old archive's first, then the new ones in the order of their rows.
    var records = ByteBuffer(capacity: rowCount * MemoryLayout<ArticleRecord>.stride)
    let kept = (newArticles + newEditions.map(\.row)).sorted()
    var newStarts: [Int: UInt64] = [:]
    var start = UInt64(old.text.byteCount)
    for row in kept {
      newStarts[row] = start
      start += UInt64(new.text.byteCount(of: row))
    }
    var rows: [(archive: Archive, row: Int, start: UInt64?)] = []
    rows += oldArticles.map { (old, $0, nil) }
    rows += newArticles.map { (new, $0, newStarts[$0]) }
    rows += oldEditions.map { (old, $0.row, nil) }
    rows += newEditions.map { (new, $0.row, newStarts[$0.row]) }
    var presence: UInt64 = 0
    for (archive, row, start) in rows {
      var record = archive.text.record(of: row)
      if let start { record.textStart = start }
      for field in ArticleField.searched where !record.range(of: field).isEmpty {
        presence |= 1 << UInt64(field.rawValue)
      }
      records.append(value: record)
    }
    image.add("articles", records)

    var meta = ByteBuffer()
    meta.append(value: UInt64(articleCount))
    meta.append(value: lengths.reduce(UInt64(0)) { $0 + UInt64($1) })
    let ownFingerprint = SegmentMerge.fingerprint(of: image, threadCount: threadCount)
    let fingerprint = [old.fingerprint, new.fingerprint, ownFingerprint].withUnsafeBytes { Checksum.of($0) }
    meta.append(value: fingerprint)
    meta.append(value: presence)
    meta.append(value: UInt64(merge.longestTitles))
    image.add("meta", meta)
    return (image, [.archive(old), .articles(new, kept)])
  }

  private func addBorders(to image: Image) {
    var borders = ByteBuffer()
    var starts = ByteBuffer()
    for (archive, article) in oldArticles.map({ (old, $0) }) + newArticles.map({ (new, $0) }) {
      starts.append(value: UInt64(borders.count))
      borders.append(archive.index.borderBytes(of: article))
    }
    image.add("borders", borders)
    image.add("border-starts", starts)
  }

  private func drafts() -> ColumnDrafts {
    var drafts = ColumnDrafts()
    var row = 0
    func append(_ archive: Archive, _ rows: [Int], _ made: [Int: [UInt8]]) {
      drafts.append(archive, rows: rows, rowsFrom: row, madeIdentifiers: made)
      row += rows.count
    }
    append(old, oldArticles, [:])
    append(new, newArticles, madeIdentifiers)
    append(old, oldEditions.map(\.row), [:])
    append(new, newEditions.map(\.row), [:])
    return drafts
  }

  private func addMadeIdentifiers(to image: Image) {
    let oldMade = Set(old.madeIdentifierRows)
    let newMade = Set(new.madeIdentifierRows)
    var rows: [UInt32] = []
    for (number, article) in oldArticles.enumerated() where oldMade.contains(article) { rows.append(UInt32(number)) }
    for (number, article) in newArticles.enumerated() where newMade.contains(article) {
      rows.append(UInt32(oldArticles.count + number))
    }
    SegmentMerge.addMadeIdentifiers(rows, to: image)
  }
}
