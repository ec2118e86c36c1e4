import Synchronization

/// Reads JSON Lines for one query, once: only the lines that can match are parsed and indexed, and of those only the
/// articles that match are kept. The archive that comes of it answers that query as the archive of everything would, and
/// no other.
///
///     if let skim = Skim(&inputs), let skimming = session(over: skim.sample).skimming(query, context) {
///       let (archive, report) = try skim.archive(of: inputs, skimming, ingest, name: "big")
///     }
public struct Skim: Sendable {
  /// An archive of the first lines, to plan by.
  public let sample: Archive

  typealias Sizes = LineChunks.Sizes
  private let sizes: Sizes

  /// Reads the beginning of the first input; `inputs` repeats what was read from a pipe. Nil if that is not
  /// JSON Lines, and where there is little to read.
  public init?(_ inputs: inout [IngestInput]) { self.init(&inputs, Sizes()) }

  init?(_ inputs: inout [IngestInput], _ sizes: Sizes) {
    self.sizes = sizes
    guard let first = inputs.first else { return nil }
    var byteCount = 0
    for (place, input) in inputs.enumerated() {
      switch input.source {
      case .whole(let count, _): byteCount += count
      case .stream: if place > 0 { return nil }
      }
    }
    let head: [UInt8]
    switch first.source {
    case .whole(_, let open):
      guard byteCount >= sizes.least, let bytes = try? open() else { return nil }
      head = withExtendedLifetime(bytes) { Array(bytes.bytes.prefix(ReaderCatalog.startLength)) }
    case .stream(let read):
      let (taken, again) = Skim.beginning(of: read, blockSize: sizes.block)
      inputs[0] = IngestInput(name: first.name, stream: again)
      guard taken.count >= ReaderCatalog.startLength else { return nil }
      head = Array(taken.prefix(ReaderCatalog.startLength))
    }
    guard let end = head.lastIndex(of: 0x0A) else { return nil }
    let isLines = head.withUnsafeBytes { ReaderCatalog.reader(for: $0, fileName: first.name) == JSONLinesReader.self }
    guard isLines else { return nil }
    // Ids that do not tell articles apart are made anew for all of them.
    guard head[...end].withUnsafeBytes({ IdentityCheck.ofLines($0).distinguishes }) else { return nil }
    var builder = ArchiveBuilder()
    head[...end].withUnsafeBytes { lines in
      try? JSONLinesReader.read(lines, fileName: first.name, report: { _ in }) { article, _ in builder.append(article) }
    }
    sample = builder.finish(name: first.name)
  }

  /// The first bytes of a pipe, and the pipe as if they had not been taken.
  private static func beginning(
    of read: @escaping @Sendable (Int) throws -> [UInt8], blockSize: Int
  ) -> (taken: [UInt8], again: @Sendable (Int) throws -> [UInt8]) {
    var taken: [UInt8] = []
    var failure: (any Error)?
    while taken.count < ReaderCatalog.startLength {
      do {
        let more = try read(blockSize)
        if more.isEmpty { break }
        taken += more
      } catch {
        failure = error
        break
      }
    }
    let rest = Lock<[UInt8]?>(taken)
    let error = failure
    return (
      taken,
      { count in
        if let first = rest.withLock({ $0.take() }), !first.isEmpty { return first }
        if let error { throw error }
        return try read(count)
      }
    )
  }

  /// Reads what `skimming` asks for. Throws `Interrupted`; what cannot be read is in the report.
  public func archive(
    of inputs: [IngestInput], _ skimming: Skimming, _ ingest: Ingest, name: String
  ) throws -> (archive: Archive, report: IngestReport) {
    let chunks = LineChunks(inputs, sizes)
    let pieces = Lock<[Piece]>([])
    let orders = JSONDateOrders(ingest.reading.dayFirst)
    let isStopped = Atomic<Bool>(false)
    // If most of the text matches, searching it in advance gains nothing.
    let fullPieces = Atomic<Int>(skimming.keepsFoundOnly ? 0 : Int.max / 2)
    let progress = Lock(IngestProgress(articleCount: 0, byteCount: 0, totalByteCount: chunks.totalByteCount))
    _ = try Parallel.map(ingest.threadCount, threadCount: ingest.threadCount, pieceSize: 1) { _ in
      while !isStopped.load(ordering: .relaxed), let chunk = chunks.next() {
        if ingest.isInterrupted() {
          isStopped.store(true, ordering: .relaxed)
          throw Interrupted()
        }
        var piece = Piece(number: chunk.number, added: ingest.added, reading: ingest.reading, orders: orders)
        piece.read(chunk, of: chunks, skimming.sieve, skimming.fields)
        if piece.textByteCount >= sizes.narrowed, fullPieces.load(ordering: .relaxed) < 4,
          try !piece.narrow(to: chunk, of: chunks, skimming)
        {
          fullPieces.wrappingAdd(1, ordering: .relaxed)
        }
        piece.seal()
        chunk.release()
        let (articleCount, byteCount) = (piece.articleCount, chunk.byteCount)
        if !piece.isEmpty { pieces.withLock { $0.append(piece) } }
        progress.withLock { progress in
          progress.articleCount += articleCount
          progress.byteCount += byteCount
          ingest.onProgress?(progress)
        }
      }
    }
    let ordered = pieces.withLock { $0.sorted { $0.number < $1.number } }
    var report = IngestReport()
    var segments: [Segment] = []
    for piece in ordered {
      for problem in piece.problems where report.problems.count < Ingest.mostProblems {
        report.problems.append(problem)
      }
      report.problemCount += piece.problemCount
      report.skippedRecordCount += piece.skippedRecordCount
      report.failures += piece.failures
      segments += piece.segments
    }
    report.byteCount = progress.withLock { $0.byteCount }
    report.articleCount = segments.reduce(0) { $0 + $1.articleCount }
    if segments.isEmpty {
      let none = Segment(lexicon: IngestLexicon(partitionCount: Skim.partitionCount))
      none.seal()
      segments = [none]
    }
    let reading = Archive.Reading(lines: skimming.sieve.written, isAgain: !chunks.hasStream)
    let image = SegmentMerge.image(of: segments, threadCount: ingest.threadCount)
    return (Archive(image, name: name, reading: reading, columns: skimming.schema), report)
  }

  /// The articles found are few compared with those read.
  private static let partitionCount = 8

  /// What one thread makes of one chunk.
  private struct Piece: Sendable {
    let number: Int
    let added: NewsDate?
    let reading: ReadOptions
    let orders: JSONDateOrders
    private(set) var segments: [Segment] = []
    private(set) var problems: [(input: String, problem: InputProblem)] = []
    private(set) var problemCount = 0
    private(set) var skippedRecordCount = 0
    private(set) var failures: [WorldError] = []
    /// True if articles without an id are known by their place.
    private var keepsPlaces = true
    /// The lines of the articles, if they can be read once more.
    private var lines: [(range: Range<Int>, number: Int)] = []

    init(number: Int, added: NewsDate?, reading: ReadOptions, orders: JSONDateOrders) {
      self.number = number
      self.added = added
      self.reading = reading
      self.orders = orders
    }

    var articleCount: Int { segments.reduce(0) { $0 + $1.articleCount } }
    var textByteCount: Int { segments.reduce(0) { $0 + $1.text.count } }
    var isEmpty: Bool { segments.isEmpty && problemCount == 0 && failures.isEmpty }

    mutating func read(
      _ chunk: LineChunks.Chunk, of chunks: LineChunks, _ sieve: LineSieve, _ fields: ArticleFieldSet
    ) {
      keepsPlaces = fields.contains(.id)
      switch chunk.content {
      case .failure(let error): failures.append(error)
      case .file(let bytes):
        // The pointer alone does not keep the bytes.
        withExtendedLifetime(bytes) {
          var first = FirstArticles()
          try? ReaderCatalog.read(bytes.bytes, in: ReadContext(fileName: chunk.input, options: reading)) { problem in
            report(problem, of: chunk.input)
          } emit: { article, place in
            let input = place.member.map { chunk.input + ":" + $0 } ?? chunk.input
            first.take(&article, of: input, number: place.line ?? place.record) { append($0, of: $1, number: $2) }
          }
          first.finish { append($0, of: $1, number: $2) }
          if !first.check.distinguishes { report(first.check.problem(byteCount: bytes.bytes.count), of: chunk.input) }
        }
      case .mapped, .block:
        let hasIDs = chunk.identity.distinguishes
        if !hasIDs, chunks.firstLine(of: chunk) == 1 {
          report(chunk.identity.problem(byteCount: chunk.byteCount), of: chunk.input)
        }
        chunk.withLines { bytes in
          var article = Article()
          LineEnds.forEach(in: bytes) { range, number in
            let line = UnsafeRawBufferPointer(rebasing: bytes[range])
            if !sieve.mayMatch(line) || JSONLinesReader.isBlank(line) { return }
            var problem = orders.readLine(line, of: chunk.file, into: &article, fields: fields)
            if fields != .all, fields.contains(.source), article[bytes: .source].isEmpty {
              // Of some formats the source is made of other keys.
              problem = orders.readLine(line, of: chunk.file, into: &article)
              for field in ArticleField.searched { article[bytes: field].removeAll(keepingCapacity: true) }
            }
            if let problem {
              let number = chunks.firstLine(of: chunk) + number - 1
              let place = RecordPlace(
                line: number, record: number,
                bytes: range.lowerBound + chunk.firstByte..<range.upperBound + chunk.firstByte)
              for each in problem.problems(at: place, in: line) { report(each, of: chunk.input) }
              if problem.failure != nil { return }
            }
            if !hasIDs { IdentityCheck.dropID(of: &article) }
            append(article, of: chunk.input, number: chunks.firstLine(of: chunk) + number - 1)
            lines.append((range, number))
          }
        }
      }
    }

    /// `number` is called only if it is needed: for an article without an id.
    private mutating func append(_ article: borrowing Article, of input: String, number: @autoclosure () -> Int) {
      if segments.last?.isFull ?? true {
        segments.last?.seal()
        segments.append(Segment(lexicon: IngestLexicon(partitionCount: Skim.partitionCount)))
      }
      let needsPlace = keepsPlaces && article.texts[Int(ArticleField.id.rawValue)].isEmpty
      segments[segments.count - 1].append(
        article, place: needsPlace ? "\(input):\(number())" : nil, file: input, defaultAdded: added)
    }

    private mutating func report(_ problem: InputProblem, of input: String) {
      if problems.count < Ingest.mostProblems { problems.append((input, problem)) }
      problemCount += 1
      if problem.isRecordSkipped { skippedRecordCount += 1 }
    }

    mutating func seal() { segments.last?.seal() }

    /// Keeps only what the search finds. False if that is most of it.
    mutating func narrow(to chunk: LineChunks.Chunk, of chunks: LineChunks, _ skimming: Skimming) throws -> Bool {
      guard lines.count == articleCount, lines.count > 1 else { return true }
      seal()
      let image = SegmentMerge.image(of: segments, threadCount: 1)
      let found = try skimming.articles(in: Archive(image, name: "", columns: skimming.schema))
      segments = []
      chunk.withLines { bytes in
        var article = Article()
        for place in found {
          let (range, number) = lines[Int(place)]
          _ = orders.readLine(UnsafeRawBufferPointer(rebasing: bytes[range]), of: chunk.file, into: &article)
          if !chunk.identity.distinguishes { IdentityCheck.dropID(of: &article) }
          append(article, of: chunk.input, number: chunks.firstLine(of: chunk) + number - 1)
        }
      }
      return found.count * 2 <= lines.count
    }
  }
}
