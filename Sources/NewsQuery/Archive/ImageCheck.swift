/// Looks at the sections of an archive file when it is opened: whether each is as long as the others say, and what must be
/// true of the numbers in it (`SectionRule`). It reads a few bytes of each section, whatever its size.
struct ImageCheck {
  private let image: Image
  private let blockGuard: BlockGuard
  private var rules: [SectionRule] = []

  /// Whether an archive can be made of the image; its numbers are held to their rules from now on.
  static func isRight(_ image: Image, _ blockGuard: BlockGuard) -> Bool {
    var check = ImageCheck(image: image, blockGuard: blockGuard)
    guard check.isRight() else { return false }
    blockGuard.keep(check.rules)
    // What making an archive of the image reads: damage there is still refused, not met on the way.
    return ["meta", "editions", "made-ids"].allSatisfy { check.isWhole(image[$0]) }
      && check.isWhole(image["term-blocks"], 0, min(8, image["term-blocks"].count))
  }

  private init(image: Image, blockGuard: BlockGuard) {
    self.image = image
    self.blockGuard = blockGuard
  }

  private func isWhole(_ bytes: UnsafeRawBufferPointer, _ offset: Int = 0, _ count: Int? = nil) -> Bool {
    let count = count ?? bytes.count
    if count == 0 { return true }
    guard let base = bytes.baseAddress, offset >= 0, count <= bytes.count - offset else { return false }
    return blockGuard.isWhole(base + offset, count)
  }

  private mutating func rule(_ kind: SectionRule.Kind, _ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
    guard let base = bytes.baseAddress else { return }
    rules.append(SectionRule(start: base + offset, count: (bytes.count - offset) / kind.stride, kind: kind))
  }

  private mutating func isRight() -> Bool {
    let meta = image["meta"]
    guard meta.count >= 40, isWhole(meta), let told = meta.baseAddress else { return false }
    func word(_ place: Int) -> UInt64 { told.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self) }
    let stride = MemoryLayout<ArticleRecord>.stride
    let rowCount = image["articles"].count / stride
    guard image["articles"].count % stride == 0, rowCount < Int(UInt32.max), word(0) <= UInt64(rowCount) else {
      return false
    }
    let articleCount = Int(word(0))
    guard word(1) <= UInt64(articleCount) << 32, image["lengths"].count == articleCount * 4,
      image["border-starts"].count == articleCount * 8, image["borders"].count >= articleCount
    else { return false }
    rule(.places64(limit: UInt64(image["borders"].count)), image["border-starts"])
    return isRight(rows: articleCount, of: rowCount) && isTextRight(rowCount)
      && areTermsRight(articleCount) && areColumnsRight(rowCount)
  }

  private mutating func isRight(rows articleCount: Int, of rowCount: Int) -> Bool {
    guard image["editions"].count == (rowCount - articleCount) * 4, image["made-ids"].count % 4 == 0 else {
      return false
    }
    rule(.below32(limit: UInt32(articleCount)), image["editions"])
    rule(.rising32(limit: UInt32(rowCount)), image["made-ids"])
    for name in ["table-ranks", "text-groups", "copy-sizes"] where image.has(name) {
      guard image[name].count == articleCount * 4 else { return false }
    }
    let (starts, paragraphs) = (image[ParagraphHashes.startsName], image[ParagraphHashes.hashesName])
    if image.has(ParagraphHashes.startsName) || image.has(ParagraphHashes.hashesName) {
      guard starts.count == (articleCount + 1) * 4, paragraphs.count % 8 == 0 else { return false }
      rule(.places32(limit: UInt32(clamping: paragraphs.count / 8)), starts)
    }
    let hashes = image[IdentifierHashes.name]
    guard hashes.count % 12 == 0 else { return false }
    rule(.below32(limit: UInt32(rowCount)), hashes, from: hashes.count / 12 * 8)
    rule(.below32(limit: UInt32(articleCount)), image["table-ranks"])
    rule(.groups, image["text-groups"])
    guard image[SameTexts.sectionName].count % 8 == 0 else { return false }
    rule(.below32(limit: UInt32(articleCount)), image[SameTexts.sectionName])
    return true
  }

  private mutating func isTextRight(_ rowCount: Int) -> Bool {
    let (starts, rawStarts) = (image["text-block-starts"], image["text-raw-starts"])
    guard starts.count == rawStarts.count, starts.count % 8 == 0, starts.count >= 8 else { return false }
    rule(.places64(limit: UInt64(image["text-blocks"].count)), starts)
    let most: UInt64 = 1 << 48
    rule(.places64(limit: most), rawStarts)
    rule(.articles(limit: most), image["articles"])
    return true
  }

  private mutating func areTermsRight(_ articleCount: Int) -> Bool {
    let blocks = image["term-blocks"]
    var blockCount = 0
    if !blocks.isEmpty {
      guard isWhole(blocks, 0, 8), (blocks.count - 8) % TermDictionary.entrySize == 0 else { return false }
      blockCount = (blocks.count - 8) / TermDictionary.entrySize
      let termCount = blocks.loadUnaligned(as: UInt64.self)
      guard termCount <= UInt64(UInt32.max),
        (Int(termCount) + TermDictionary.blockSize - 1) / TermDictionary.blockSize == blockCount
      else { return false }
      let (terms, postings) = (UInt64(image["terms"].count), UInt64(image["postings"].count))
      rule(.termBlocks(terms: terms, postings: postings), blocks, from: 8)
    }
    blockGuard.keep(postings: image["postings"], articleCount: articleCount, termBlockCount: blockCount)
    return true
  }

  private mutating func areColumnsRight(_ rowCount: Int) -> Bool {
    let prefixes = ["field:", ColumnDrafts.inputPrefix, ColumnDrafts.mapPrefix]
    for section in image.sections where prefixes.contains(where: section.name.hasPrefix) {
      let layout = ColumnLayout(section.bytes, rowCount: rowCount) { offset, count in
        isWhole(section.bytes, offset, count)
      }
      guard let layout else { return false }
      rules += layout.rules
      guard isRight(layout.kind, for: section.name) else { return false }
    }
    return true
  }

  /// Fields of the language have the kind that their readers expect.
  private func isRight(_ kind: ColumnKind, for section: String) -> Bool {
    if section.hasPrefix(ColumnDrafts.mapPrefix) { return kind == .text || kind == .coded }
    guard section.hasPrefix("field:") else { return true }
    let name = String(section.dropFirst("field:".count))
    if ColumnDrafts.listNames.contains(name) { return kind == .list }
    if ColumnDrafts.dateNames.contains(name) { return kind == .date }
    return kind == .text || kind == .coded
  }
}
