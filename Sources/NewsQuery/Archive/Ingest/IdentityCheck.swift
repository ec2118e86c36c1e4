/// Finds ids that do not tell the articles of an input apart: an id that many articles share is the name of an outlet or a
/// mistake of the export, and the next article of that id must not count as a new version of the one before.
///
///     var check = IdentityCheck()
///     check.take(article)
///     check.distinguishes     // false: the ids are made from file and line instead
struct IdentityCheck {
  /// Articles that are looked at.
  static let sampleSize = 32
  /// Two articles with one id that share fewer of their words than this are not versions of one.
  private static let likeness = 0.25

  /// The beginning of the first article of each id. Its words are only looked at if the id comes again.
  private var firsts: [[UInt8]: [UInt8]] = [:]
  private var alike = 0
  private var unlike = 0
  /// An id that different articles share.
  private(set) var sharedID: [UInt8]?

  /// Takes in one of the first articles of the input.
  mutating func take(_ article: borrowing Article) {
    let id = article.texts[Int(ArticleField.id.rawValue)]
    if id.isEmpty { return }
    let beginning = IdentityCheck.beginning(of: article)
    guard let first = firsts[id] else {
      firsts[id] = beginning
      return
    }
    let own = IdentityCheck.words(of: beginning)
    let others = IdentityCheck.words(of: first)
    let common = own.intersection(others).count
    let all = own.count + others.count - common
    if all == 0 || Double(common) >= IdentityCheck.likeness * Double(all) {
      alike += 1
    } else {
      unlike += 1
      sharedID = id
    }
  }

  /// False if most articles that share an id have nothing else in common.
  var distinguishes: Bool { unlike <= alike }

  /// Takes an id away that does not distinguish; it stays as a column of its own.
  static func dropID(of article: inout Article) {
    let id = article[.id]
    if id.isEmpty { return }
    article[bytes: .id].removeAll(keepingCapacity: true)
    article.others.append(("shared_id", .text(id)))
  }

  /// Headline, outlet and the beginning of the text, with a blank after each.
  private static func beginning(of article: borrowing Article) -> [UInt8] {
    var beginning: [UInt8] = []
    for field in [ArticleField.headline, .source, .body] {
      beginning += article.texts[Int(field.rawValue)].prefix(4096)
      beginning.append(0x20)
    }
    return beginning
  }

  /// The words of a text, as numbers.
  private static func words(of text: [UInt8]) -> Set<UInt64> {
    var words: Set<UInt64> = []
    var hash: UInt64 = 0
    for byte in text {
      if byte <= 0x20 {
        if hash != 0 { words.insert(hash) }
        hash = 0
      } else {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 &+ 1
      }
    }
    return words
  }

  /// What to say of an input whose ids are not used.
  func problem(byteCount: Int) -> InputProblem {
    let id = String(decoding: (sharedID ?? []).prefix(60), as: UTF8.self)
    return InputProblem(
      place: RecordPlace(record: 1, bytes: 0..<byteCount),
      message: "the id `\(id)` is shared by different articles; ids are made from file and line", isRecordSkipped: false
    )
  }

  /// Looks at the first lines of JSON Lines.
  static func ofLines(_ text: UnsafeRawBufferPointer) -> IdentityCheck {
    var check = IdentityCheck()
    var article = Article()
    var count = 0
    var at = 0
    while at < text.count, count < sampleSize {
      let end = ByteSearch.first(0x0A, in: text, from: at) ?? text.count
      let line = UnsafeRawBufferPointer(rebasing: text[at..<end])
      at = end + 1
      if JSONLinesReader.isBlank(line) { continue }
      count += 1
      if JSONLinesReader.readLine(line, into: &article)?.failure == nil { check.take(article) }
    }
    return check
  }
}
