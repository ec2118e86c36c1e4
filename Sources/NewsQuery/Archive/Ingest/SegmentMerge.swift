/// Makes one image of consecutive segments. The image is the same however the articles were cut into segments.
enum SegmentMerge {
  /// Takes sealed segments; their words and texts are let go of on the way, so that none is in memory twice for long.
  static func image(of segments: [Segment], threadCount: Int) -> Image {
    precondition(segments.allSatisfy(\.isSealed), "a segment that is not sealed")
    var bases: [Int] = []
    var articleCount = 0
    for segment in segments {
      bases.append(articleCount)
      articleCount += segment.articleCount
    }
    var lengths = ByteBuffer(capacity: articleCount * 4)
    var wordCount: UInt64 = 0
    for segment in segments {
      for record in segment.records {
        lengths.append(value: record.wordCount)
        wordCount += UInt64(record.wordCount)
      }
    }

    // What one thread must do alone is done beside the partitions.
    let columns = Image()
    let sources = segments.map { segment in
      Inversion.Source(lexicon: segment.lexicon, titleEnds: segment.titleEnds) { segment.occurrences(of: $0) }
    }
    let inversion = Inversion(sources, bases: bases, lengths: lengths.bytes, wordCount: wordCount)
    let (starts, total) = (bases, articleCount)
    let work = 0..<inversion.partitionCount + 1
    _ = try? Parallel.map(work.count, threadCount: threadCount, pieceSize: 1) { piece in
      if piece.lowerBound > 0 {
        inversion.invert(partition: piece.lowerBound - 1)
      } else {
        addBorders(of: segments, to: columns)
        addColumns(of: segments, bases: starts, articleCount: total, to: columns)
      }
    }
    let terms = Image()
    inversion.addSections(to: terms)
    let text = Image()
    addText(of: segments, to: text)

    let image = Image()
    image.add(terms)
    image.add("lengths", lengths)
    image.add(columns)
    image.add(text)
    var meta = ByteBuffer()
    meta.append(value: UInt64(articleCount))
    meta.append(value: wordCount)
    meta.append(value: fingerprint(of: image, threadCount: threadCount))
    meta.append(value: presence(in: image))
    meta.append(value: UInt64(inversion.longestTitles))
    image.add("meta", meta)
    return image
  }

  /// An image of no article.
  static func emptyImage() -> Image {
    let segment = Segment()
    segment.seal()
    return image(of: [segment], threadCount: 1)
  }

  private static func addBorders(of segments: [Segment], to image: Image) {
    var borders = ByteBuffer()
    var starts = ByteBuffer()
    for segment in segments {
      let base = borders.count
      var start = 0
      for end in segment.borderEnds {
        starts.append(value: UInt64(base + start))
        start = end
      }
      borders.append(segment.borders.bytes)
    }
    image.add("borders", borders)
    image.add("border-starts", starts)
  }

  private static func addText(of segments: [Segment], to image: Image) {
    var records = ByteBuffer()
    var start: UInt64 = 0
    for segment in segments {
      for var record in segment.records {
        record.textStart += start
        records.append(value: record)
      }
      start += UInt64(segment.text.count)
      image.addText(segment.takeText())
    }
    image.add("articles", records)
  }

  /// Which of headline, deck and body any article has: one bit each.
  private static func presence(in image: Image) -> UInt64 {
    var presence: UInt64 = 0
    for record in image.array("articles", of: ArticleRecord.self) {
      for field in ArticleField.searched where !record.range(of: field).isEmpty {
        presence |= 1 << UInt64(field.rawValue)
      }
    }
    return presence
  }

  private static func addColumns(of segments: [Segment], bases: [Int], articleCount: Int, to image: Image) {
    var drafts = ColumnDrafts()
    for (segment, base) in zip(segments, bases) {
      drafts.append(segment.columns, rowsFrom: base)
      segment.columns = ColumnDrafts()
    }
    drafts.addSections(rowCount: articleCount, to: image)
    addMadeIdentifiers(drafts.madeIdentifiers, to: image)
  }

  /// Notes the rows whose id says only where they stood in the input.
  static func addMadeIdentifiers(_ rows: [UInt32], to image: Image) {
    guard !rows.isEmpty else { return }
    var bytes = ByteBuffer(capacity: rows.count * 4)
    for row in rows { bytes.append(value: row) }
    image.add("made-ids", bytes)
  }

  /// Tells archives apart: over all that was read, not over where it was read from or how it is kept.
  static func fingerprint(of image: Image, threadCount: Int) -> UInt64 {
    let blockSize = 4 << 20
    var blocks: [UnsafeRawBufferPointer] = []
    for section in image.sections where section.name != "field:file" {
      for start in stride(from: 0, to: section.bytes.count, by: blockSize) {
        let end = min(section.bytes.count, start + blockSize)
        blocks.append(UnsafeRawBufferPointer(rebasing: section.bytes[start..<end]))
      }
    }
    // Text is in pieces, which depend on how it was cut; articles do not.
    blocks += articleTexts(of: image)
    let shared = Blocks(blocks: blocks)
    let checksums =
      (try? Parallel.map(blocks.count, threadCount: threadCount) { range in
        range.map { Checksum.of(shared.blocks[$0]) }
      }) ?? []
    return checksums.flatMap { $0 }.withUnsafeBytes { Checksum.of($0) }
  }

  private static func articleTexts(of image: Image) -> [UnsafeRawBufferPointer] {
    var texts: [UnsafeRawBufferPointer] = []
    var pieces = image.textPieces[...]
    var offset = 0
    for record in image.array("articles", of: ArticleRecord.self) {
      while let piece = pieces.first, offset == piece.count {
        pieces.removeFirst()
        offset = 0
      }
      guard let piece = pieces.first else { break }
      texts.append(UnsafeRawBufferPointer(rebasing: piece[offset..<offset + record.byteCount]))
      offset += record.byteCount
    }
    return texts
  }

  // INVARIANT: the threads only read the blocks, which the image that is being made owns.
  private struct Blocks: @unchecked Sendable { let blocks: [UnsafeRawBufferPointer] }
}
