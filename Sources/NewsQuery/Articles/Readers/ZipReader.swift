/// A zip file: its members one after the other, as a folder's files.
public struct ZipReader: Reader {
  public static let formatName = "zip"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    ZipArchive.isZip(start) ? 100 : 0
  }

  /// Members may be zip files themselves, up to this depth.
  private static let maximumDepth = 3

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let whole = RecordPlace(record: 1, bytes: 0..<bytes.count)
    guard context.depth < maximumDepth else {
      report(.skipped("a zip within a zip within a zip", at: whole))
      return
    }
    let archive = ZipArchive(bytes)
    // A document under another name, or one whose first member does not show what it is.
    if let document = archive.document, context.fileName?.lowercased().hasSuffix(".zip") != true {
      try document.read(bytes, in: context, report: report, emit: emit)
      return
    }
    if let problem = archive.problem { report(InputProblem(place: whole, message: problem, isRecordSkipped: false)) }
    let overlapping = archive.overlapping
    for (index, member) in archive.members.enumerated() {
      // What a document says of its own type (EPUB, OpenDocument) is not an article.
      if member.isFolder || index == 0 && member.name == "mimetype" { continue }
      var place = RecordPlace(record: 1, bytes: member.data)
      place.member = member.name
      if overlapping.contains(index) {
        report(.skipped("it lies over another member, as in a zip bomb", at: place))
        continue
      }
      let result = archive.content(of: member, budget: context.budget)
      if let problem = result.problem {
        report(InputProblem(place: place, message: problem, isRecordSkipped: result.bytes.isEmpty))
      }
      try Member.read(result.bytes, name: member.name, in: context, report: report, emit: emit)
      if context.budget.remaining == 0 {
        let message =
          "the members grow to more than \(Compression.maximumRatio) times the file's size; the rest is not read"
        report(InputProblem(place: whole, message: message, isRecordSkipped: true))
        return
      }
    }
  }
}
