/// A run of consecutive articles on its way into an archive: their text, their columns, their words in a
/// `IngestLexicon`. Ingest makes segments on all threads; `SegmentMerge` makes one archive of them, the same whichever way
/// the articles were cut into segments.
final class Segment: @unchecked Sendable {
  // INVARIANT: filled by one thread; read by several once it is sealed.
  private(set) var articleCount = 0
  private(set) var text: ByteBuffer
  /// `textStart` counts within this segment.
  private(set) var records: [ArticleRecord] = []
  private(set) var borders = ByteBuffer(capacity: 1 << 12)
  private(set) var borderEnds: [Int] = []
  var columns = ColumnDrafts()

  /// Shared with the other segments of the same thread, which fill it one after the other.
  let lexicon: IngestLexicon
  /// Where the occurrences of this segment begin and end in each partition of the lexicon.
  private var occurrenceStarts: [Int] = []
  private var occurrenceEnds: [Int] = []
  private(set) var isSealed = false

  /// Enough text for one segment.
  static let textSize = 8 << 20

  var isFull: Bool { text.count >= Segment.textSize || articleCount >= 1 << 20 }

  init(lexicon: IngestLexicon = IngestLexicon(), textCapacity: Int = 1 << 16) {
    self.lexicon = lexicon
    text = ByteBuffer(capacity: textCapacity)
  }

  /// Takes an article of `file` in. `place` makes its id if it has none: `file.jsonl:12`.
  func append(_ article: borrowing Article, place: String?, file: String?, defaultAdded: NewsDate?) {
    var record = ArticleRecord(textStart: UInt64(text.count))
    for field in ArticleField.searched {
      let length = appendText(article.texts[Int(field.rawValue)])
      switch field {
      case .headline: record.headlineLength = length
      case .deck: record.deckLength = length
      default: record.bodyLength = length
      }
    }
    record.leadStart = article.texts[Int(ArticleField.body.rawValue)].withUnsafeBytes {
      min(UInt32(clamping: Article.leadStart(of: $0)), record.bodyLength)
    }

    if articleCount == 0 {
      lexicon.collector.beginSegment()
      occurrenceStarts = lexicon.collector.partitions.ends()
    }
    lexicon.collector.append(text.bytes, &record, article: UInt32(articleCount), borders: &borders)
    borderEnds.append(borders.count)
    records.append(record)
    columns.append(article, row: articleCount, place: place, file: file, defaultAdded: defaultAdded)
    articleCount += 1
  }

  private func appendText(_ bytes: [UInt8]) -> UInt32 {
    // Numbers within a segment have 32 bits, so a field beyond 256 MiB keeps only its beginning.
    var kept = bytes.prefix(1 << 28)
    while kept.count < bytes.count, bytes[kept.count] & 0xC0 == 0x80 { kept.removeLast() }
    kept.withUnsafeBytes { text.append($0) }
    return UInt32(kept.count)
  }

  /// To be called once when the last article is in, before the lexicon takes in words of another segment.
  func seal() {
    guard !isSealed else { return }
    isSealed = true
    occurrenceEnds = lexicon.collector.partitions.ends()
    if articleCount == 0 { occurrenceStarts = occurrenceEnds }
    text.shrink()
  }

  /// The occurrences of the terms of one partition.
  func occurrences(of partition: Int) -> OccurrenceReader {
    lexicon.collector.partitions.occurrences(of: partition, occurrenceStarts[partition]..<occurrenceEnds[partition])
  }

  /// Hands its text over.
  func takeText() -> ByteBuffer {
    var taken = ByteBuffer(capacity: 0)
    swap(&taken, &text)
    return taken
  }
}
