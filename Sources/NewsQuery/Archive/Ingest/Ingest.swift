import Synchronization

/// One input on its way into an archive: a file, a member of a packed file, a pipe.
public struct IngestInput: Sendable {
  enum Source: Sendable {
    case whole(byteCount: Int, @Sendable () throws -> InputBytes)
    /// Gives up to so many further bytes each time; none at the end.
    case stream(@Sendable (Int) throws -> [UInt8])
  }

  /// As it stands in reports and ids: `feed.jsonl`.
  public var name: String
  let source: Source

  /// A file or bytes that are given whole when their turn comes, on whichever thread takes them. `byteCount` is an
  /// estimate for the progress and for sharing the work.
  public init(name: String, byteCount: Int, open: @escaping @Sendable () throws -> InputBytes) {
    self.name = name
    source = .whole(byteCount: byteCount, open)
  }

  /// A pipe: `read` blocks for the next bytes, at most as many as asked for, and gives none at the end. JSON Lines are
  /// taken in as they come, any other format once all of it is there.
  public init(name: String, stream read: @escaping @Sendable (Int) throws -> [UInt8]) {
    self.name = name
    source = .stream(read)
  }
}

/// How far an ingest has come.
public struct IngestProgress: Equatable, Sendable {
  public var articleCount: Int
  public var byteCount: Int
  /// Nil where a pipe is among the inputs.
  public var totalByteCount: Int?
}

/// What came of an ingest besides the archive.
public struct IngestReport: Sendable {
  /// Problems in the order of the inputs, with the name of the input; the first thousand.
  public var problems: [(input: String, problem: InputProblem)] = []
  /// All of them.
  public var problemCount = 0
  public var skippedRecordCount = 0
  /// Pages without the text of an article.
  public var textlessCount = 0
  /// Inputs that could not be read at all.
  public var failures: [WorldError] = []
  public var articleCount = 0
  public var byteCount = 0
  /// Each input by itself, in their order.
  public var inputs: [InputReport] = []
  /// The records that were left out, as they came, each ended by a line end. Empty unless they were asked for.
  public var rejected: [UInt8] = []
}

/// Reads inputs into an archive on all threads.
///
///     var ingest = Ingest(threadCount: 2)
///     let (archive, report) = try ingest.archive(of: inputs, name: "feed")
///
/// JSON Lines are cut into chunks of whole lines, small files are taken several at a time; each chunk becomes a
/// `Segment` on the thread that took it. Archive and report are the same on one thread and on many.
public struct Ingest: Sendable {
  public var threadCount: Int
  /// When the articles came into the archive, where they do not say so themselves.
  public var added: NewsDate?
  /// Called now and then, from any thread, one call at a time.
  public var onProgress: (@Sendable (IngestProgress) -> Void)?
  public var isInterrupted: @Sendable () -> Bool
  /// Whether the report keeps the records that are left out.
  public var keepsRejected = false

  /// What the user said about the inputs, and what the program does for them.
  public var reading = ReadOptions()

  /// Bytes that a thread takes at a time.
  static let chunkSize = 4 << 20
  static let mostProblems = 1000

  public init(
    threadCount: Int, added: NewsDate? = nil, onProgress: (@Sendable (IngestProgress) -> Void)? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threadCount = max(1, threadCount)
    self.added = added
    self.onProgress = onProgress
    self.isInterrupted = isInterrupted
  }

  /// Throws `Interrupted`. An input that cannot be read is in the report.
  public func archive(of inputs: [IngestInput], name: String) throws -> (archive: Archive, report: IngestReport) {
    let (segments, report) = try segments(of: inputs)
    return (Archive(SegmentMerge.image(of: segments, threadCount: threadCount), name: name), report)
  }

  /// The sealed segments of all inputs, in order.
  func segments(of inputs: [IngestInput]) throws -> ([Segment], IngestReport) {
    var report = IngestReport()
    let state = Reading(inputs, threadCount: threadCount, JSONDateOrders(reading.dayFirst))
    return (try segments(state, upTo: .max, &report), report)
  }

  /// How far the inputs were read.
  final class Reading: Sendable {
    let dispatcher: IngestDispatcher
    /// Which dates of a file are decided by others in it.
    let orders: JSONDateOrders
    let progress: Lock<IngestProgress>
    private let end = Atomic<Bool>(false)

    var isAtEnd: Bool { end.load(ordering: .relaxed) }
    func reachEnd() { end.store(true, ordering: .relaxed) }

    init(_ inputs: [IngestInput], threadCount: Int, _ orders: JSONDateOrders) {
      self.orders = orders
      dispatcher = IngestDispatcher(inputs, threadCount: threadCount)
      progress = Lock(IngestProgress(articleCount: 0, byteCount: 0, totalByteCount: dispatcher.totalByteCount))
    }
  }

  /// The sealed segments of the next inputs, until about so many bytes are read; what is to be reported goes to `report`.
  func segments(_ reading: Reading, upTo most: Int, _ report: inout IngestReport) throws -> [Segment] {
    let dispatcher = reading.dispatcher
    let results = Lock<[ChunkResult]>([])
    let isStopped = Atomic<Bool>(false)
    let taken = Atomic<Int>(0)
    _ = try Parallel.map(threadCount, threadCount: threadCount, pieceSize: 1) { _ in
      var lexicon = IngestLexicon(partitionCount: dispatcher.partitionCount)
      while !isStopped.load(ordering: .relaxed), taken.load(ordering: .relaxed) < most {
        guard let chunk = dispatcher.next() else {
          reading.reachEnd()
          break
        }
        if isInterrupted() {
          isStopped.store(true, ordering: .relaxed)
          throw Interrupted()
        }
        if lexicon.isFull { lexicon = IngestLexicon(partitionCount: dispatcher.partitionCount) }
        taken.add(chunk.byteCount, ordering: .relaxed)
        let result = read(chunk, lexicon, reading.orders)
        let articleCount = result.segments.reduce(0) { $0 + $1.articleCount }
        results.withLock { $0.append(result) }
        reading.progress.withLock { progress in
          progress.articleCount += articleCount
          progress.byteCount += result.byteCount
          onProgress?(progress)
        }
      }
    }
    var segments: [Segment] = []
    for result in results.withLock({ $0.sorted { $0.number < $1.number } }) {
      result.add(to: &report)
      segments += result.segments
    }
    return segments
  }

  /// What one thread makes of one chunk.
  private struct ChunkResult: Sendable {
    var number: Int
    var segments: [Segment] = []
    var problems: [(input: String, problem: InputProblem)] = []
    var problemCount = 0
    var skippedRecordCount = 0
    var textlessCount = 0
    var failures: [WorldError] = []
    var byteCount = 0
    let keepsRejected: Bool
    var rejected: [UInt8] = []
    /// One for each input that the chunk has a part of; the last is the one being read.
    var inputs: [InputReport] = []

    init(number: Int, keepsRejected: Bool) {
      self.number = number
      self.keepsRejected = keepsRejected
    }

    /// Adds what is to be told to that of the chunks before.
    func add(to report: inout IngestReport) {
      for problem in problems where report.problems.count < Ingest.mostProblems { report.problems.append(problem) }
      report.problemCount += problemCount
      report.skippedRecordCount += skippedRecordCount
      report.textlessCount += textlessCount
      report.failures += failures
      report.rejected += rejected
      for input in inputs {
        if report.inputs.last?.name == input.name {
          report.inputs[report.inputs.count - 1].add(input)
        } else {
          report.inputs.append(input)
        }
      }
      report.byteCount += byteCount
      report.articleCount += segments.reduce(0) { $0 + $1.articleCount }
    }

    mutating func begin(_ input: String, format: String, byteCount: Int) {
      inputs.append(InputReport(name: input, format: format, byteCount: byteCount))
    }

    mutating func take(_ article: borrowing Article) { inputs[inputs.count - 1].take(article) }

    mutating func report(_ problem: InputProblem, of input: String) {
      var problem = problem
      if let record = problem.record, keepsRejected {
        rejected.append(contentsOf: record.bytes)
        if rejected.last != 0x0A { rejected.append(0x0A) }
      }
      problem.record = nil
      if problem.message == InputProblem.noText {
        inputs[inputs.count - 1].textlessCount += 1
        textlessCount += 1
      } else if problem.isRecordSkipped {
        inputs[inputs.count - 1].skippedCount += 1
      } else {
        inputs[inputs.count - 1].repairedCount += 1
      }
      // A chunk cannot know how many records came before it; its line says enough.
      if let line = problem.place.line { problem.place.record = line }
      if problems.count < Ingest.mostProblems { problems.append((input, problem)) }
      problemCount += 1
      if problem.isRecordSkipped { skippedRecordCount += 1 }
    }
  }

  private func read(
    _ chunk: IngestDispatcher.Chunk, _ lexicon: IngestLexicon, _ orders: JSONDateOrders
  ) -> ChunkResult {
    var result = ChunkResult(number: chunk.number, keepsRejected: keepsRejected)
    var writer = SegmentWriter(added: added, lexicon: lexicon, byteCount: chunk.byteCount)
    switch chunk.work {
    case .lines(let input, let bytes, let range, let firstLine, let isPart, let identity):
      result.byteCount = range.count
      result.begin(input, format: JSONLinesReader.formatName, byteCount: range.count)
      let hasIDs = identity.distinguishes
      if !hasIDs, firstLine == 1 { result.report(identity.problem(byteCount: range.count), of: input) }
      readLines(
        UnsafeRawBufferPointer(rebasing: bytes.bytes[range]), of: input, firstLine: firstLine, start: range.lowerBound,
        into: &writer, &result
      ) { line, article in
        let problem = orders.readLine(line, of: isPart ? nil : bytes, into: &article)
        if !hasIDs { IdentityCheck.dropID(of: &article) }
        return problem
      }
      bytes.release(range)
    case .files(let files):
      for file in files { readWhole(file, into: &writer, &result) }
    case .failure(let error):
      result.failures.append(error)
    }
    result.segments = writer.finish()
    return result
  }

  private func readLines(
    _ bytes: UnsafeRawBufferPointer, of input: String, firstLine: Int, start: Int, into writer: inout SegmentWriter,
    _ result: inout ChunkResult, readLine: (UnsafeRawBufferPointer, inout Article) -> LineProblem?
  ) {
    var article = Article()
    LineEnds.forEach(in: bytes) { range, number in
      let line = UnsafeRawBufferPointer(rebasing: bytes[range])
      if JSONLinesReader.isBlank(line) { return }
      let problem = readLine(line, &article)
      if let problem {
        let place = RecordPlace(
          line: firstLine + number - 1, record: firstLine + number - 1,
          bytes: range.lowerBound + start..<range.upperBound + start)
        for var each in problem.problems(at: place, in: line) {
          if each.isRecordSkipped { each.record = RecordBytes(line, 0..<line.count) }
          result.report(each, of: input)
        }
        if problem.failure != nil { return }
      }
      result.take(article)
      writer.append(article, of: input, number: firstLine + number - 1)
    }
  }

  private func readWhole(_ file: IngestDispatcher.File, into writer: inout SegmentWriter, _ result: inout ChunkResult) {
    let bytes: InputBytes
    do {
      bytes = try file.open()
    } catch {
      result.failures.append(error as? WorldError ?? WorldError(path: file.name, reason: "\(error)"))
      return
    }
    result.byteCount += bytes.bytes.count
    // The pointer alone does not keep the bytes.
    withExtendedLifetime(bytes) {
      let context = ReadContext(fileName: file.name, options: reading)
      let reader = ReaderCatalog.reader(for: bytes.bytes, in: context)
      result.begin(file.name, format: reader?.formatName ?? "", byteCount: bytes.bytes.count)
      var first = FirstArticles()
      try? ReaderCatalog.read(bytes.bytes, with: reader, in: context) { problem in
        result.report(problem, of: file.name)
      } emit: { article, place in
        // A member of a packed file or a sheet counts for itself.
        let input = place.member.map { file.name + ":" + $0 } ?? file.name
        first.take(&article, of: input, number: place.line ?? place.record) { article, input, number in
          result.take(article)
          writer.append(article, of: input, number: number)
        }
      }
      first.finish { article, input, number in
        result.take(article)
        writer.append(article, of: input, number: number)
      }
      if !first.check.distinguishes { result.report(first.check.problem(byteCount: bytes.bytes.count), of: file.name) }
    }
  }

  /// Fills segments, a new one when one is full.
  private struct SegmentWriter {
    let added: NewsDate?
    private var sealed: [Segment] = []
    private var current: Segment

    init(added: NewsDate?, lexicon: IngestLexicon, byteCount: Int) {
      self.added = added
      current = Segment(lexicon: lexicon, textCapacity: byteCount)
    }

    mutating func append(_ article: borrowing Article, of input: String, number: Int) {
      let needsPlace = article.texts[Int(ArticleField.id.rawValue)].isEmpty
      current.append(article, place: needsPlace ? "\(input):\(number)" : nil, file: input, defaultAdded: added)
      if current.isFull {
        current.seal()
        sealed.append(current)
        current = Segment(lexicon: current.lexicon)
      }
    }

    mutating func finish() -> [Segment] {
      if current.articleCount > 0 {
        current.seal()
        sealed.append(current)
      }
      return sealed
    }
  }
}
