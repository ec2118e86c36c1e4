/// Makes one part of rows of several: to tidy an archive, and to leave out of new articles what is known already.
///
/// No input is read again: posting lists are joined, columns written anew, compressed texts stay as they are if all rows of
/// a part are kept.
struct PartMerge {
  struct Source {
    var part: Part
    /// Rows that are articles of the new part, ascending.
    var articles: [Int]
    /// Rows that are kept behind the articles, with the number of the article in the new part that replaced each.
    var editions: [(row: Int, article: Int)] = []
    /// Ids made anew, by row.
    var madeIdentifiers: [Int: [UInt8]] = [:]
  }

  private let sources: [Source]
  private var articleCount: Int { sources.reduce(0) { $0 + $1.articles.count } }
  private var rowCount: Int { sources.reduce(articleCount) { $0 + $1.editions.count } }

  init(_ sources: [Source]) { self.sources = sources }

  /// All sections but the text, and where the text comes from.
  func sections(threadCount: Int) -> (image: Image, text: [PartWriter.Text]) {
    let image = Image()
    let lengths = sources.flatMap { source in source.articles.map { UInt32(source.part.index.length(of: $0)) } }
    var base = 0
    var parts: [PostingMerge.Part] = []
    for source in sources {
      var numbers = Array(repeating: PostingMerge.none, count: source.part.articleCount)
      for (number, article) in source.articles.enumerated() { numbers[article] = UInt32(base + number) }
      base += source.articles.count
      parts.append(.init(index: source.part.index, numbers: numbers))
    }
    let merge = PostingMerge(parts, lengths: lengths)
    merge.addSections(to: image, threadCount: threadCount)
    var lengthBytes = ByteBuffer(capacity: lengths.count * 4)
    for length in lengths { lengthBytes.append(value: length) }
    image.add("lengths", lengthBytes)
    addBorders(to: image)
    var columns = drafts()
    columns.addSections(rowCount: rowCount, to: image)
    addMadeIdentifiers(to: image)
    if rowCount > articleCount {
      var editions = ByteBuffer()
      for edition in sources.flatMap(\.editions) { editions.append(value: UInt32(edition.article)) }
      image.add("editions", editions)
    }
    let (presence, text) = addRecords(to: image)

    var meta = ByteBuffer()
    meta.append(value: UInt64(articleCount))
    meta.append(value: lengths.reduce(UInt64(0)) { $0 + UInt64($1) })
    let fingerprints = sources.map(\.part.fingerprint) + [SegmentMerge.fingerprint(of: image, threadCount: threadCount)]
    meta.append(value: fingerprints.withUnsafeBytes { Checksum.of($0) })
    meta.append(value: presence)
    meta.append(value: UInt64(merge.longestTitles))
    image.add("meta", meta)
    return (image, text)
  }

  /// Where each row's text will be. Texts keep their order: part after part.
  private func addRecords(to image: Image) -> (presence: UInt64, text: [PartWriter.Text]) {
    var text: [PartWriter.Text] = []
    var starts: [[Int: UInt64]] = []
    var bases: [UInt64?] = []
    var start: UInt64 = 0
    for source in sources {
      let rows = (source.articles + source.editions.map(\.row)).sorted()
      // A stored part is copied as it is only if nothing of it is left out: what is removed must be gone.
      if rows.count == source.part.rowCount, source.part.image.has(PartWriter.textSections[0]) {
        text.append(.part(source.part))
        starts.append([:])
        bases.append(start)
        start += UInt64(source.part.text.byteCount)
        continue
      }
      var own: [Int: UInt64] = [:]
      for row in rows {
        own[row] = start
        start += UInt64(source.part.text.byteCount(of: row))
      }
      text.append(.rows(source.part, rows))
      starts.append(own)
      bases.append(nil)
    }
    var records = ByteBuffer(capacity: rowCount * MemoryLayout<ArticleRecord>.stride)
    var presence: UInt64 = 0
    let articles = sources.enumerated().flatMap { place, source in source.articles.map { (place, $0) } }
    let editions = sources.enumerated().flatMap { place, source in source.editions.map { (place, $0.row) } }
    for (place, row) in articles + editions {
      var record = sources[place].part.text.record(of: row)
      record.textStart = bases[place].map { $0 + record.textStart } ?? starts[place][row] ?? 0
      for field in ArticleField.searched where !record.range(of: field).isEmpty {
        presence |= 1 << UInt64(field.rawValue)
      }
      records.append(value: record)
    }
    image.add("articles", records)
    return (presence, text)
  }

  private func addBorders(to image: Image) {
    var borders = ByteBuffer()
    var starts = ByteBuffer()
    for source in sources {
      for article in source.articles {
        starts.append(value: UInt64(borders.count))
        borders.append(source.part.index.borderBytes(of: article))
      }
    }
    image.add("borders", borders)
    image.add("border-starts", starts)
  }

  private func drafts() -> ColumnDrafts {
    var drafts = ColumnDrafts()
    var row = 0
    for source in sources {
      drafts.append(source.part, rows: source.articles, rowsFrom: row, madeIdentifiers: source.madeIdentifiers)
      row += source.articles.count
    }
    for source in sources where !source.editions.isEmpty {
      drafts.append(source.part, rows: source.editions.map(\.row), rowsFrom: row, madeIdentifiers: [:])
      row += source.editions.count
    }
    return drafts
  }

  private func addMadeIdentifiers(to image: Image) {
    var rows: [UInt32] = []
    var base = 0
    for source in sources {
      let made = Set(source.part.madeIdentifierRows)
      for (number, article) in source.articles.enumerated() where made.contains(article) {
        rows.append(UInt32(base + number))
      }
      base += source.articles.count
    }
    SegmentMerge.addMadeIdentifiers(rows, to: image)
  }
}
