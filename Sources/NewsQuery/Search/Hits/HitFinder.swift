/// Finds the hits of a search in one article of a part, with their places in the text. Each thread has its own.
// The pool hands a finder to one thread at a time.
final class HitFinder: @unchecked Sendable {
  // INVARIANT: the pool hands a finder to one thread at a time.
  private let operands: [SearchOperand]
  private let part: Part
  /// The term of each operand that brings hits.
  private let terms: [Int?]
  private var reader: OperandReader
  private var article = -1
  private(set) var hits: [Hit] = []
  private var texts: [ArticleField: FieldWords] = [:]
  private var borders: FieldBorders?

  init(_ operands: [SearchOperand], in part: Part) {
    self.operands = operands
    self.part = part
    reader = OperandReader(operands, in: part)
    var next = 0
    terms = operands.map { operand in
      guard operand.isPositive else { return nil }
      defer { next += 1 }
      return next
    }
  }

  func score(of article: UInt32, _ scoring: Scoring) -> Double { reader.score(of: article, scoring) }

  func count(_ operand: Int, in article: UInt32) -> Int { reader.count(operand, in: article) }

  func move(to article: Int) {
    if article == self.article { return }
    self.article = article
    texts.removeAll(keepingCapacity: true)
    borders = nil
    hits = find()
  }

  // MARK: - Places

  private func fieldBorders() -> FieldBorders {
    if let borders { return borders }
    let found = part.index.fieldBorders(of: article)
    borders = found
    return found
  }

  /// The words of headline, deck or body.
  private func words(of field: ArticleField) -> FieldWords {
    if let words = texts[field] { return words }
    let borders = fieldBorders()
    let first: UInt32 =
      switch field {
      case .headline: 0
      case .deck: borders.deckStart
      default: borders.bodyStart
      }
    let words = part.withText(of: field, row: article) { FieldWords($0, first: first) }
    texts[field] = words
    return words
  }

  /// True if a hit of the body is in its first paragraph after the dateline.
  func isInLead(_ hit: Hit) -> Bool {
    let lead = SearchRegion(parts: .lead).ranges(of: article, in: part.index)
    return lead.contains { $0.lowerBound <= hit.start && hit.start < $0.upperBound }
  }

  /// The positions that a passage covers.
  func positions(of passage: Passage) -> (start: UInt32, end: UInt32) {
    guard ArticleField.searched.contains(passage.field) else { return (0, 0) }
    return words(of: passage.field).positions(of: Int(passage.start)..<Int(max(passage.start, passage.end)))
  }

  // MARK: - Hits

  private func find() -> [Hit] {
    var found: [Hit] = []
    for (number, operand) in operands.enumerated() {
      guard let term = terms[number] else { continue }
      switch operand.source {
      case .index:
        let borders = fieldBorders()
        for occurrence in reader.occurrences(number, in: UInt32(article)) {
          let field: ArticleField =
            occurrence.start >= borders.bodyStart ? .body : occurrence.start >= borders.deckStart ? .deck : .headline
          let words = words(of: field)
          let bytes = words.bytes(of: occurrence)
          found.append(
            Hit(
              term: term, field: field, column: field.name, item: 0, start: occurrence.start, end: occurrence.end,
              bytes: bytes, paragraph: words.paragraph(of: bytes.lowerBound)))
        }
      case .column(let column):
        column.column?.value(at: article).forEachText { item, text in
          let words = ItemWords(text)
          for occurrence in column.occurrences(in: words) {
            found.append(
              Hit(
                term: term, field: nil, column: column.name, item: item, start: occurrence.start, end: occurrence.end,
                bytes: words.bytes(of: occurrence) ?? 0..<0, paragraph: 1))
          }
        }
      case .regex(let regex):
        regex.forEachText(of: article, in: part) { text, range, column, item, field in
          for match in regex.pattern.ranges(in: UnsafeRawBufferPointer(rebasing: text[range])) {
            let bytes = range.lowerBound + match.lowerBound..<range.lowerBound + match.upperBound
            var hit = Hit(
              term: term, field: field, column: column, item: item, start: 0, end: 0, bytes: bytes, paragraph: 1)
            let words = field.map(self.words(of:)) ?? FieldWords(text, first: 0)
            (hit.start, hit.end) = words.positions(of: bytes)
            hit.paragraph = words.paragraph(of: bytes.lowerBound)
            found.append(hit)
          }
        }
      }
    }
    return HitFinder.inOrder(found)
  }

  /// By field, item and place; the same words found by two operands are one hit.
  private static func inOrder(_ hits: [Hit]) -> [Hit] {
    func field(_ hit: Hit) -> Int { hit.field.map { Int($0.rawValue) } ?? Int.max }
    let sorted = hits.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if field(a) != field(b) { return field(a) < field(b) }
      if a.column != b.column { return left.offset < right.offset }
      return (a.item, a.bytes.lowerBound, a.bytes.upperBound, a.term) < (
        b.item, b.bytes.lowerBound, b.bytes.upperBound, b.term
      )
    }
    var kept: [Hit] = []
    for (_, hit) in sorted {
      if let last = kept.last, last.column == hit.column, last.item == hit.item, last.bytes == hit.bytes { continue }
      kept.append(hit)
    }
    return kept
  }
}

/// The places of the words and paragraphs of one text.
struct FieldWords {
  private let first: UInt32
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Last bytes of paragraphs.
  private var paragraphEnds: [Int] = []

  init(_ text: UnsafeRawBufferPointer, first: UInt32) {
    self.first = first
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    Tokenizer.forEachWord(in: text) { start, end, partCount in
      if partCount > 1 { return }
      starts.append(UInt32(start))
      ends.append(UInt32(end))
    }
    self.starts = starts
    self.ends = ends
    var paragraphEnds: [Int] = []
    Paragraphs.forEach(in: text) { paragraphEnds.append($0.upperBound) }
    self.paragraphEnds = paragraphEnds
  }

  func bytes(of occurrence: Occurrence) -> Range<Int> {
    let start = Int(occurrence.start) - Int(first)
    let end = Int(occurrence.end) - Int(first) - 1
    guard starts.indices.contains(start), ends.indices.contains(end), end >= start else { return 0..<0 }
    return Int(starts[start])..<Int(ends[end])
  }

  /// From 1.
  func paragraph(of byte: Int) -> Int {
    min(paragraphEnds.partitioningIndex { $0 > byte } + 1, max(1, paragraphEnds.count))
  }

  /// The positions of the words that have a byte in the range.
  func positions(of bytes: Range<Int>) -> (start: UInt32, end: UInt32) {
    let start = ends.partitioningIndex { Int($0) > bytes.lowerBound }
    let end = starts.partitioningIndex { Int($0) >= bytes.upperBound }
    return (first + UInt32(start), first + UInt32(max(start, end)))
  }
}
