#if canImport(NewsQuery)
  @testable import NewsQuery
#endif

/// What the fuzzer calls with bytes of its own making, and the test-suite with those that are kept in Tests/Fuzz/corpus.
///
/// The first byte says what the others are: an input, an input of one certain format, a query, an archive file, a text.
/// Whatever they are, nothing may fault; what must hold besides is checked by `precondition`.
enum FuzzTargets {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard let kind = bytes.first else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    switch kind & 7 {
    case 0, 1: input(rest)
    case 2, 3: inputOfOneFormat(rest)
    case 4, 5: query(rest)
    case 6: archive(rest)
    default: text(rest)
    }
  }

  private static func input(_ bytes: UnsafeRawBufferPointer) {
    var builder = ArchiveBuilder()
    var count = 0
    try? ReaderCatalog.read(bytes, fileName: nil, report: { _ in }) { article, place in
      check(article)
      count += 1
      builder.append(article, place: "x:\(place.record)")
    }
    let archive = builder.finish(name: "fuzz")
    precondition(archive.articleCount == count, "every article is in the archive")
    guard count > 0 else { return }
    let before = archive.article(count - 1)
    let item = NinjsWriter.item(of: before)
    var after = Article()
    let problem = item.withUnsafeBytes { JSONLinesReader.readLine($0, into: &after) }
    precondition(problem == nil, "an item is good JSON")
    precondition(after == before, "what goes out as ninjs comes in again")
  }

  private static func inputOfOneFormat(_ bytes: UnsafeRawBufferPointer) {
    guard let which = bytes.first else { return }
    let reader = ReaderCatalog.readers[Int(which) % ReaderCatalog.readers.count]
    try? reader.read(
      UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), fileName: nil, report: { _ in },
      emit: { article, _ in check(article) })
  }

  private static func check(_ article: Article) {
    for text in article.texts {
      precondition(String(validating: text, as: UTF8.self) != nil, "a field is UTF-8")
    }
  }

  private static func query(_ bytes: UnsafeRawBufferPointer) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    var session = Session(archive: small)
    let context = RunContext(
      now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not there") })
    do {
      var notes: [Diagnostic] = []
      for statement in try session.statements(of: SourceText(text), context, notes: &notes) {
        guard let answer = try session.run(statement, context) else { continue }
        var sink = ByteSink { _ in }
        Output.write(answer.table, format: "jsonl", options: OutputOptions(), to: &sink)
        try sink.finish()
      }
    } catch let mistake as Diagnostic {
      if let span = mistake.span {
        precondition(span.lowerBound >= 0 && span.upperBound <= text.utf8.count, "a mistake is within the query")
      }
    } catch {}
  }

  private static let small: Archive = {
    var builder = ArchiveBuilder()
    for (headline, body) in [
      (
        "Storm hits coast",
        "LONDON, May 3 (Reuters) - A storm hit the coast on Monday, the mayor said.\n\n“We wait,” she said."
      ),
      ("Bank cuts rate", "The bank cut its rate by 0.5 percent to $3 million on 12 May 2021."),
    ] {
      var article = Article()
      article[.headline] = headline
      article[.body] = body
      article.published = NewsDate(iso: "2021-05-03")
      article.deriveOpening()
      builder.append(article)
    }
    return builder.finish(name: "fuzz")
  }()

  private static func text(_ bytes: UnsafeRawBufferPointer) {
    _ = DateParsing.parse(bytes)
    var article = Article()
    article[bytes: .body] = HTMLText.plain(bytes)
    check(article)
    var repaired = TextEncoding.utf8(bytes).bytes
    LineEnds.normalize(&repaired)
    article[bytes: .body] = repaired
    article.deriveOpening()
    check(article)
  }

  private static func archive(_ bytes: UnsafeRawBufferPointer) {
    guard
      let opened = try? ArchiveFile.open(InputBytes(sealed(bytes)), path: "fuzz", onDamage: { fatalError("\($0)") }),
      ArchiveFile.isWhole(opened)
    else { return }
    _ = opened.articleCount
  }

  /// With the checksums of header and table made right, so that what lies behind them is reached.
  private static func sealed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes = Array(bytes)
    guard bytes.count >= ArchiveFile.headerSize else { return bytes }
    func set(_ word: UInt64, at offset: Int) {
      for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> (8 * UInt64(index))) }
    }
    let start = bytes.withUnsafeBytes { Int(clamping: $0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)) }
    if start <= bytes.count {
      set(bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[start...])) }, at: 40)
    }
    set(bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[..<56])) }, at: 56)
    return bytes
  }
}
