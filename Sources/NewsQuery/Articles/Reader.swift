/// Where articles come from: one format, found by content and not only by name.
///
/// A reader takes bytes and hands out articles one at a time; it opens no file, so that a folder, a pipe and a member of
/// a zip are all the same to it. What is broken is reported and skipped, what is good is kept.
public protocol Reader: Sendable {
  /// As it stands in reports and in the manual: `NITF`.
  static var formatName: String { get }

  /// How sure the reader is that `start`, the first up to 64 KiB, is its format: 0 (no) to 100 (certainly).
  static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int

  /// Reads all of `bytes`. `emit` takes each article (it may be reused after the call) and the record's place; it
  /// throws to stop. Bad records go to `report`, and reading goes on.
  static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext,
    report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws
}

extension Reader {
  /// Reads all of `bytes`, about which nothing is known but a name.
  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?,
    report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    try read(bytes, in: ReadContext(fileName: fileName), report: report, emit: emit)
  }
}

/// Where a record stands in its file: line number from 1 (line formats) or record number from 1, and its bytes.
public struct RecordPlace: Equatable, Sendable {
  public var line: Int?
  public var record: Int
  public var bytes: Range<Int>
  /// The member of a zip or tar file that it stands in; `bytes` count from that member's start then.
  public var member: String?

  public init(line: Int? = nil, record: Int, bytes: Range<Int>) {
    self.line = line
    self.record = record
    self.bytes = bytes
  }
}

/// A record, or a part of one, that could not be read as it stands.
public struct InputProblem: Equatable, Sendable {
  public var place: RecordPlace
  /// Lower case, with what was expected: `expected , or } after a value`.
  public var message: String
  /// True where the whole record was left out; false where only a value of it was (a date that cannot be, bad bytes).
  public var isRecordSkipped: Bool
  /// The message for a page without an article. Programs count these pages and do not list them one by one.
  public static let noText = "no article text on this page"
  /// The record as it came, where it was left out. Valid only while `report` runs.
  var record: RecordBytes?

  public init(place: RecordPlace, message: String, isRecordSkipped: Bool) {
    self.place = place
    self.message = message
    self.isRecordSkipped = isRecordSkipped
  }
}

/// Bytes that somebody else holds.
struct RecordBytes: Equatable, @unchecked Sendable {
  // INVARIANT: the bytes are only read, and their owner keeps them while a record is handled.
  private let start: UnsafeRawPointer?
  private let count: Int

  /// The part of `bytes` that is there.
  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    let part = UnsafeRawBufferPointer(rebasing: bytes[range.clamped(to: 0..<bytes.count)])
    start = part.baseAddress
    count = part.count
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
