/// One article a line, each a JSON object; blank lines are passed over.
///
///     {"headline": "Putin, Trump hope to boost trade", "published": "2020-07-23", "body": "…"}
public struct JSONLinesReader: Reader {
  public static let formatName = "JSON Lines"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = start.withoutByteOrderMark
    guard let first = text.firstIndex(where: { $0 > 0x20 }), text[first] == UInt8(ascii: "{") else { return 0 }
    let lineEnd = ByteSearch.first(0x0A, in: text, from: first) ?? text.count
    var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: text[first..<lineEnd]))
    do throws(JSONFailure) {
      try scanner.skipValue()
    } catch {
      // A first line longer than what is seen: nothing speaks against it.
      return lineEnd == text.count && error.reason != .expectedKey ? 40 : 5
    }
    guard scanner.isAtEnd() else { return 5 }
    // One object alone may be one article or an answer that holds many: the reader of documents sees both.
    return lineEnd >= text.count - 1 ? 60 : 90
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = bytes.withoutByteOrderMark
    let shift = bytes.count - text.count
    var article = Article()
    var record = 0
    var dayFirst = context.options.dayFirst
    var isOrderKnown = dayFirst != nil
    try LineEnds.forEach(in: text) { range, number in
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      if isBlank(line) { return }
      record += 1
      let place = RecordPlace(
        line: number, record: record, bytes: range.lowerBound + shift..<range.upperBound + shift)
      var problem = readLine(line, into: &article, dayFirst: dayFirst)
      if !isOrderKnown, problem?.hasAmbiguousDate(in: line) == true {
        isOrderKnown = true
        dayFirst = DateOrder.dayFirst(inJSON: text)
        if dayFirst != nil { problem = readLine(line, into: &article, dayFirst: dayFirst) }
      }
      if let problem { for each in problem.problems(at: place, in: line) { report(each) } }
      if problem?.failure == nil { try emit(&article, place) }
    }
  }

  /// True where a line holds blanks only, and so no record.
  @inline(__always)
  public static func isBlank(_ line: UnsafeRawBufferPointer) -> Bool {
    for byte in line where byte > 0x20 { return false }
    return true
  }

  /// Fills `article` (emptied first, buffers kept) from one line. Safe to call from many threads, each with its own
  /// article; no memory is taken but the article's own, except for values that nest and keys without a column.
  ///
  /// - Parameter fields: what is needed; the rest is skipped unparsed. `dateline`, `located` and `credit` need `body`
  ///   if no key gives them.
  /// - Parameter dayFirst: how `7/8/2020` is meant, if that is known.
  /// - Returns: nil if all was well; `failure` in it if the line holds no article.
  public static func readLine(
    _ line: UnsafeRawBufferPointer, into article: inout Article, fields: ArticleFieldSet = .all,
    dayFirst: Bool? = nil
  ) -> LineProblem? {
    article.removeAll()
    var scanner = JSONScanner(line)
    var object = JSONArticle(fields: fields, dayFirst: dayFirst)
    var failure: JSONFailure?
    do throws(JSONFailure) {
      try object.read(&scanner, into: &article)
      if !scanner.isAtEnd() { failure = JSONFailure(.textAfterEnd, at: scanner.position) }
    } catch {
      failure = error
    }
    if failure == nil, scanner.replacedCount == 0, object.unreadableDate == nil { return nil }
    return LineProblem(
      failure: failure, replacedCount: scanner.replacedCount, unreadableDate: object.unreadableDate)
  }
}

/// What was wrong with one line; ranges count from the line's start.
public struct LineProblem: Equatable, Sendable {
  /// Why the line holds no article.
  public var failure: JSONFailure?
  /// How many broken bytes and lone surrogates became U+FFFD.
  public var replacedCount: Int
  /// Where a date stands that cannot be one; it was left empty.
  public var unreadableDate: Range<Int>?

  /// Whether the date that could not be read is one of two: `03-02-2021`.
  func hasAmbiguousDate(in line: UnsafeRawBufferPointer) -> Bool {
    guard failure == nil, let date = unreadableDate else { return false }
    return DateOrder.proof(UnsafeRawBufferPointer(rebasing: line[date])) == .either
  }

  /// The same as problems of the input, worst first.
  public func problems(at place: RecordPlace, in line: UnsafeRawBufferPointer) -> [InputProblem] {
    if let failure {
      let message = "\(failure.message) (byte \(failure.offset + 1) of the line)"
      return [InputProblem(place: place, message: message, isRecordSkipped: true)]
    }
    var problems: [InputProblem] = []
    if let unreadableDate {
      problems.append(.unreadableDate(ByteSearch.string(line, unreadableDate.prefix(60)), at: place))
    }
    if replacedCount > 0 { problems.append(.replaced(replacedCount, at: place)) }
    return problems
  }
}

extension InputProblem {
  /// A date that cannot be read, left empty.
  static func unreadableDate(_ text: String, at place: RecordPlace) -> InputProblem {
    let isAmbiguous = Array(text.utf8).withUnsafeBytes { DateOrder.proof($0) } == .either
    let message =
      isAmbiguous
      ? "`\(text)` can be read two ways: --dates dmy if the day comes first, --dates mdy if the month does"
      : "`\(text)` is not a date"
    return InputProblem(place: place, message: message, isRecordSkipped: false)
  }

  /// Bytes that are not in the input's encoding.
  static func replaced(_ count: Int, at place: RecordPlace) -> InputProblem {
    let what = count == 1 ? "1 broken character" : "\(count) broken characters"
    return InputProblem(place: place, message: "\(what) replaced by U+FFFD", isRecordSkipped: false)
  }

  /// A record that cannot be read at all.
  static func skipped(_ message: String, at place: RecordPlace) -> InputProblem {
    InputProblem(place: place, message: message, isRecordSkipped: true)
  }
}

extension UnsafeRawBufferPointer {
  /// Without the three bytes that some programs put before UTF-8.
  var withoutByteOrderMark: UnsafeRawBufferPointer {
    if count >= 3, self[0] == 0xEF, self[1] == 0xBB, self[2] == 0xBF {
      return UnsafeRawBufferPointer(rebasing: self[3...])
    }
    return self
  }
}
