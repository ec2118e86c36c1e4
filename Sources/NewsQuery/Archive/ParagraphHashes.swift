/// A hash of each paragraph of the bodies of a part. The outlet is part of it, so that what an outlet repeats is found without
/// reading a text.
///
///     let hashes = try ParagraphHashes(part, threadCount: 2) { false }
///     hashes[7]           those of the eighth article, in the order of its paragraphs
///
/// An archive file keeps them in two sections; where they are missing they are computed:
///
///     paragraph-starts    the number of paragraphs before each article, and that of all, u32
///     paragraph-hashes    u64
struct ParagraphHashes: @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
  private let image: Image
  private let starts: UnsafeBufferPointer<UInt32>
  private let hashes: UnsafeBufferPointer<UInt64>

  static let startsName = "paragraph-starts"
  static let hashesName = "paragraph-hashes"

  /// Throws `Interrupted`.
  init(_ part: Part, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws {
    let isKept = part.image.has(ParagraphHashes.hashesName)
    self.init(
      isKept ? part.image : try ParagraphHashes.made(of: part, threadCount: threadCount, isInterrupted: isInterrupted))
  }

  private init(_ image: Image) {
    self.image = image
    image.check(image[ParagraphHashes.startsName])
    image.check(image[ParagraphHashes.hashesName])
    starts = image.array(ParagraphHashes.startsName, of: UInt32.self)
    hashes = image.array(ParagraphHashes.hashesName, of: UInt64.self)
  }

  var count: Int { hashes.count }

  subscript(article: Int) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(rebasing: hashes[Int(starts[article])..<Int(starts[article + 1])])
  }

  /// The sections of the living articles of all parts of an archive. Throws `Interrupted`.
  static func addSections(of archive: Archive, to image: Image, threadCount: Int, isInterrupted: @Sendable () -> Bool)
    throws
  {
    var starts = ByteBuffer(capacity: archive.articleCount * 4 + 4)
    var hashes = ByteBuffer()
    var count: UInt32 = 0
    starts.append(value: count)
    for place in archive.parts {
      let own = try ParagraphHashes(place.part, threadCount: threadCount, isInterrupted: isInterrupted)
      for article in 0..<place.part.articleCount where !place.isDead(UInt32(article)) {
        for hash in own[article] { hashes.append(value: hash) }
        count += UInt32(own[article].count)
        starts.append(value: count)
      }
    }
    image.add(startsName, starts)
    image.add(hashesName, hashes)
  }

  private static func made(of part: Part, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws -> Image {
    let pieces = try Parallel.map(part.articleCount, threadCount: threadCount, pieceSize: 256) { range in
      if isInterrupted() { throw Interrupted() }
      var (counts, hashes) = ([UInt32](), [UInt64]())
      for article in range {
        let before = hashes.count
        let outlet = part.withText(of: .source, row: article) { ParagraphHashes.outlet($0) }
        part.withText(of: .body, row: article) { text in
          Paragraphs.forEach(in: text) { hashes.append(ParagraphHashes.hash($0, in: text, of: outlet)) }
        }
        counts.append(UInt32(hashes.count - before))
      }
      return (counts, hashes)
    }
    var starts = ByteBuffer(capacity: part.articleCount * 4 + 4)
    var hashes = ByteBuffer()
    var count: UInt32 = 0
    starts.append(value: count)
    for (counts, own) in pieces {
      for more in counts {
        count += more
        starts.append(value: count)
      }
      for hash in own { hashes.append(value: hash) }
    }
    let image = Image()
    image.add(startsName, starts)
    image.add(hashesName, hashes)
    return image
  }

  /// The number that stands for an outlet in the hashes of its paragraphs.
  static func outlet(_ source: UnsafeRawBufferPointer) -> UInt64 { Checksum.of(source) }

  static func hash(_ paragraph: Range<Int>, in text: UnsafeRawBufferPointer, of outlet: UInt64) -> UInt64 {
    Checksum.of(UnsafeRawBufferPointer(rebasing: text[paragraph]), seed: outlet)
  }
}
