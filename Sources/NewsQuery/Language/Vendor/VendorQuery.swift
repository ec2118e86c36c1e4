/// A search string of Factiva or Nexis, read as a search of newsq.
///
///     let read = try VendorQuery("hlp=(tariff* and steel) and wc>800")
///     read.query      // hlead:(tariff* steel) words>800
///     read.notes      // where the vendor and newsq differ
///
/// What the vendor asks of its own codes and indexes cannot be asked of articles that have none: it is left out, and a
/// note says so. The same string may mean two things: then the vendor that its marks tell is believed, and a note tells
/// the other meaning.
public struct VendorQuery: Sendable {
  public enum Vendor: String, CaseIterable, Sendable {
    case factiva = "Factiva"
    case nexis = "Nexis"
  }

  /// What is searched for, as `newsq` has it.
  public var search: Search
  /// Whose string it was; nil where nothing in it tells.
  public var vendor: Vendor?
  /// Where vendor and newsq differ, with places in the string.
  public var notes: [Diagnostic]

  /// The search as it can be asked.
  public var query: String { Printer.text(of: search) }

  /// Reads `argument`: a string, in `'…'` or not, after `factiva` or `nexis` or not. `columns` are those of the archive
  /// to be asked: an export of Factiva has its codes in columns. Throws a `Diagnostic` with a place in `argument`.
  public init(_ argument: String, columns: [String] = []) throws(Diagnostic) {
    var (text, start) = (Substring(argument), 0)
    func drop(_ count: Int) {
      text = text.dropFirst(count)
      start = argument.utf8.distance(from: argument.startIndex, to: text.startIndex)
    }
    drop(text.prefix { $0 == " " }.count)
    var vendor: Vendor?
    for named in Vendor.allCases where text.lowercased().hasPrefix(named.rawValue.lowercased() + " ") {
      vendor = named
      drop(named.rawValue.count + 1)
      drop(text.prefix { $0 == " " }.count)
      break
    }
    while text.last == " " { text = text.dropLast() }
    // A shell's quotes around the whole of it.
    if text.count > 1, text.first == "'", text.last == "'" {
      drop(1)
      text = text.dropLast()
    }
    let tokens = try VendorLexer.tokens(of: Array(text.utf8), start: start)
    guard tokens.contains(where: { $0.kind != .end }) else {
      throw Diagnostic(
        "expected a search string of Factiva or Nexis", at: start..<start,
        hint: ".import 'hlp=(tariff* and steel) and wc>800'")
    }
    self.vendor = vendor ?? VendorMarks.vendor(of: tokens)
    var parser = VendorParser(tokens, vendor: self.vendor, columns: columns)
    search = try parser.whole()
    notes = parser.notes
  }
}

/// A piece of a vendor's string.
struct VendorToken: Equatable {
  enum Kind: Equatable {
    case open, close
    case phrase(String)
    /// Anything between blanks, brackets, quotes and comparisons: words and operators too.
    case word(String)
    case comparison(Comparison)
    case end
  }
  var kind: Kind
  var span: Range<Int>
  /// False where a blank stands before it.
  var isGlued: Bool

  /// A word in lower case; empty for anything else.
  var lowered: String {
    if case .word(let word) = kind { return word.lowercased() }
    return ""
  }
}

/// Cuts a vendor's string into pieces.
enum VendorLexer {
  static func tokens(of bytes: [UInt8], start: Int) throws(Diagnostic) -> [VendorToken] {
    var tokens: [VendorToken] = []
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var (at, offset, isGlued) = (0, start, false)
    func take(_ kind: VendorToken.Kind, _ count: Int) {
      let size = text[at..<at + count].reduce(0) { $0 + UTF8.width($1) }
      tokens.append(VendorToken(kind: kind, span: offset..<offset + size, isGlued: isGlued))
      at += count
      offset += size
      isGlued = true
    }
    while at < text.count {
      let scalar = text[at]
      let next = at + 1 < text.count ? text[at + 1] : " "
      switch scalar {
      case "(", "[", "{": take(.open, 1)
      case ")", "]", "}": take(.close, 1)
      case "=": take(.comparison(.equal), 1)
      case "<" where next == "=": take(.comparison(.lessOrEqual), 2)
      case ">" where next == "=": take(.comparison(.greaterOrEqual), 2)
      case "<": take(.comparison(.less), 1)
      case ">": take(.comparison(.greater), 1)
      default:
        if let marks = QuoteMarks(opening: scalar) {
          guard let end = text[(at + 1)...].firstIndex(where: marks.closes) else {
            throw Diagnostic("this quotation mark is not closed", at: offset..<offset + UTF8.width(scalar))
          }
          take(.phrase(string(of: text[(at + 1)..<end])), end + 1 - at)
        } else if separates(text, at) {
          offset += UTF8.width(scalar)
          at += 1
          isGlued = false
        } else {
          for (kind, count) in words(text, from: at) { take(kind, count) }
        }
      }
    }
    tokens.append(VendorToken(kind: .end, span: offset..<offset, isGlued: false))
    return tokens
  }

  /// Blanks and the marks that both vendors read as blanks; in a number a comma is part of it.
  private static func separates(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    switch text[at] {
    case ",", ";", "'", "‘", "’":
      let isInside = at > 0 && at + 1 < text.count && isWord(text[at - 1]) && isWord(text[at + 1])
      let isNumber = isInside && ("0"..."9").contains(text[at - 1]) && ("0"..."9").contains(text[at + 1])
      return text[at] == "," || text[at] == ";" ? !isNumber : !isInside
    default: return text[at].properties.isWhitespace || text[at].value < 0x20
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  private static func string(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var string = ""
    // One by one: appending a collection looks its type up when the program runs, and every query comes by here.
    for scalar in scalars { string.unicodeScalars.append(scalar) }
    return string
  }

  /// The word at `start`, cut around a `/n30/` or `/f50/` in it.
  private static func words(_ text: [Unicode.Scalar], from start: Int) -> [(VendorToken.Kind, Int)] {
    var end = start
    while end < text.count, !separates(text, end), !"()[]{}=<>".unicodeScalars.contains(text[end]),
      !QuoteMarks.isMark(text[end])
    {
      end += 1
    }
    var pieces: [(VendorToken.Kind, Int)] = []
    var (from, at) = (start, start)
    func add(_ range: Range<Int>) {
      guard !range.isEmpty else { return }
      pieces.append((.word(string(of: text[range])), range.count))
    }
    while at < end {
      if text[at] == "/", at + 3 < end, "nNfF".unicodeScalars.contains(text[at + 1]) {
        var close = at + 2
        while close < end, ("0"..."9").contains(text[close]) { close += 1 }
        if close > at + 2, close < end, text[close] == "/" {
          add(from..<at)
          add(at..<close + 1)
          (from, at) = (close + 1, close + 1)
          continue
        }
      }
      at += 1
    }
    add(from..<end)
    return pieces
  }
}
