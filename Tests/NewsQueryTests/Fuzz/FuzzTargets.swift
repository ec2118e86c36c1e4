import CLibrary

#if canImport(NewsQuery)
  @testable import NewsQuery
#endif

/// What the fuzzer calls with bytes of its own making, and the test-suite with those that are kept in Tests/Fuzz/corpus.
///
/// The first byte says what the others are. Whatever they are, nothing may fault; what must hold besides is checked by
/// `precondition`.
enum FuzzTargets {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard let kind = bytes.first else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    switch kind & 15 {
    case 0, 1: input(rest, fileName: nil)
    case 2, 3: inputOfOneFormat(rest)
    case 4, 5: query(rest)
    case 6: archive(rest)
    case 7: text(rest)
    case 8: vendorQuery(rest)
    case 9: printed(rest)
    case 10: addition(rest)
    case 11: inputOfAName(rest)
    default: lines(rest)
    }
  }

  private static func input(_ bytes: UnsafeRawBufferPointer, fileName: String?) {
    var builder = ArchiveBuilder()
    var count = 0
    func note(_ problem: InputProblem) {
      check(problem)
      precondition(!problem.isRecordSkipped || problem.record != nil, "what is left out can be kept as it came")
    }
    try? ReaderCatalog.read(bytes, fileName: fileName, report: note) { article, place in
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
      UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), fileName: nil, report: check,
      emit: { article, _ in check(article) })
  }

  /// A name may decide where the content does not.
  private static func inputOfAName(_ bytes: UnsafeRawBufferPointer) {
    guard let which = bytes.first else { return }
    let names = [
      "a.csv", "a.tsv", "a.jsonl", "a.json", "a.xml", "a.html", "a.txt", "a.eml", "a.mbox", "a.warc", "a.zip", "a.tar",
      "a.gz",
      "a.wet", "a", "",
    ]
    input(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), fileName: names[Int(which) % names.count])
  }

  private static func check(_ problem: InputProblem) {
    precondition(!problem.message.isEmpty, "a problem says what it is")
    precondition(problem.place.bytes.lowerBound >= 0, "a problem has a place")
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
      check(mistake, in: text)
    } catch {}
  }

  /// A search string of Factiva or Nexis: what it becomes is a query that is read again.
  private static func vendorQuery(_ bytes: UnsafeRawBufferPointer) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do {
      let read = try VendorQuery(text, columns: ["NS", "company"])
      for note in read.notes { check(note, in: text) }
      do {
        let again = try Parser.search(read.query)
        precondition(Printer.text(of: again) == read.query, "a search is printed as it is read")
      } catch {
        preconditionFailure("what a vendor's string becomes can be asked: \(read.query): \(error.message)")
      }
    } catch {
      check(error, in: text)
    }
  }

  /// Statements and conditions: what is printed of them is read again as the same.
  private static func printed(_ bytes: UnsafeRawBufferPointer) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    func statements(_ text: String) throws(Diagnostic) -> [Statement] {
      var notes: [Diagnostic] = []
      return try Parser.statements(of: SourceText(text), stages: StageCatalog.syntax, notes: &notes)
    }
    do {
      for statement in try statements(text) {
        if case .command = statement.kind { continue }
        let printed = Printer.text(of: statement)
        guard let again = try? statements(printed) else { preconditionFailure("\(printed) is not read again") }
        precondition(again.map(Printer.text(of:)) == [printed], "printed and read again it is another: \(printed)")
      }
    } catch {
      check(error, in: text)
    }
    if let expression = try? Parser.expression(text) {
      let printed = Printer.text(of: expression)
      guard let again = try? Parser.expression(printed) else { preconditionFailure("\(printed) is not read again") }
      precondition(Printer.text(of: again) == printed, "printed and read again it is another: \(printed)")
    }
    _ = Parser.completeness(of: text)
  }

  private static func check(_ mistake: Diagnostic, in text: String) {
    precondition(!mistake.message.isEmpty, "a mistake says what it is")
    guard let span = mistake.span else { return }
    precondition(span.lowerBound >= 0 && span.upperBound <= text.utf8.count, "a mistake is within the text")
  }

  /// Two inputs, cut at the first NUL: an archive of the one, written, and the other added to it.
  private static func addition(_ bytes: UnsafeRawBufferPointer) {
    let cut = bytes.firstIndex(of: 0) ?? bytes.count
    func archive(_ part: UnsafeRawBufferPointer) -> Archive {
      var builder = ArchiveBuilder()
      try? ReaderCatalog.read(part, fileName: nil, report: { _ in }) { article, place in
        builder.append(article, place: "x:\(place.record)")
      }
      return builder.finish(name: "fuzz")
    }
    let old = archive(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
    let new = archive(UnsafeRawBufferPointer(rebasing: bytes[min(bytes.count, cut + 1)...]))
    let path = "/tmp/newsq-fuzz-\(getpid()).archive"
    defer { unlink(path) }
    do {
      try ArchiveFile.write(old, to: path, threadCount: 1)
      let opened = try ArchiveFile.open(path: path, onDamage: { fatalError("\($0)") })
      let addition = ArchiveAddition(of: new, to: opened)
      let update = try ArchiveUpdate(path: path, ArchiveUpdate.Settings(onDamage: { fatalError("\($0)") }))
      let context = RunContext(
        now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
        readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not there") })
      let report = try update.add(new, context)
      precondition(report == addition.report, "what is foreseen comes to be")
      let whole = try ArchiveFile.open(path: path, onDamage: { fatalError("\($0)") })
      precondition(ArchiveFile.isWhole(whole), "what was written is whole")
      precondition(
        addition.report.addedCount + addition.report.knownCount == new.articleCount, "each new article is accounted for"
      )
      precondition(whole.rowCount == old.rowCount + addition.report.addedCount, "no article is lost")
    } catch {
      fatalError("\(error)")
    }
  }

  /// A query, and after the first line end JSON Lines: of lines that are skimmed the answer is the one of all of them.
  private static func lines(_ bytes: UnsafeRawBufferPointer) {
    guard let cut = bytes.firstIndex(of: 10),
      let query = String(validating: UnsafeRawBufferPointer(rebasing: bytes[..<cut]), as: UTF8.self)
    else { return }
    let lines = Array(bytes[(cut + 1)...])
    let context = RunContext(
      now: NewsDate(seconds: 1_700_000_000, precision: .second), threadCount: 1,
      readFile: { path throws(WorldError) in throw WorldError(path: path, reason: "is not there") })
    var inputs = [IngestInput(name: "x.jsonl", byteCount: lines.count) { InputBytes(lines) }]
    let ingest = Ingest(threadCount: 1, added: NewsDate(seconds: 1_700_000_000, precision: .second))
    guard let skim = Skim(&inputs, Skim.Sizes(least: 1, chunk: 4096, block: 1024, narrowed: 256)) else { return }
    var session = Session(archive: skim.sample)
    guard let skimming = session.skimming(SourceText(query), context),
      let (found, _) = try? skim.archive(of: inputs, skimming, ingest, name: "x"),
      let (whole, _) = try? ingest.archive(
        of: [IngestInput(name: "x.jsonl", byteCount: lines.count) { InputBytes(lines) }], name: "x"),
      let wanted = answer(query, whole, context), wanted != 0, let got = answer(query, found, context)
    else { return }
    precondition(got == wanted, "skimmed lines give the same answer: \(query)")
  }

  /// How many articles a query finds, where it can be asked.
  private static func answer(_ query: String, _ archive: Archive, _ context: RunContext) -> Int? {
    var session = Session(archive: archive)
    var notes: [Diagnostic] = []
    var count: Int?
    guard let statements = try? session.statements(of: SourceText(query), context, notes: &notes) else { return nil }
    for statement in statements {
      guard let answer = try? session.run(statement, context) else { return nil }
      count = answer.rowCounts.first
    }
    return count
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
