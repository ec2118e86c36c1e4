/// Values as the cells of a sheet, and what had to be changed for that.
struct SheetCells {
  /// How many cells could not be written as they are.
  private(set) var cutTexts = 0
  private(set) var bigNumbers = 0
  private(set) var earlyDates = 0
  private(set) var replacedTexts = 0

  /// Formats of dates, in the order of their first use.
  private(set) var formats: [String] = []
  private var styles: [String: Int] = [:]

  /// Styles before those of dates: plain, bold, text that begins like a formula, text of several lines.
  static let (bold, quoted, title, wrapped) = (1, 2, 3, 4)
  static let firstDateStyle = 5
  /// UTF-16 units that a cell may have.
  static let maxText = 32_767
  /// 1900-03-01. Excel's calendar has a 29 February 1900 before it, which never was.
  private static let firstDay: Int64 = -25_508 * 86_400

  /// Appends the cell `reference` (`B7`) of a value; nothing for an empty one.
  mutating func append(_ value: Value, at reference: String, to xml: inout [UInt8]) {
    func open(_ type: String, _ style: Int) {
      xml += "<c r=\"\(reference)\"".utf8
      if style > 0 { xml += " s=\"\(style)\"".utf8 }
      xml += (type.isEmpty ? ">" : " t=\"\(type)\">").utf8
    }
    switch value {
    case .null: return
    case .truth(let truth):
      open("b", 0)
      xml += "<v>\(truth ? 1 : 0)</v></c>".utf8
    case .number(let number) where number.isFinite:
      open("", 0)
      xml += "<v>".utf8
      value.write(to: &xml)
      xml += "</v></c>".utf8
    case .integer:
      // A double would round it.
      bigNumbers += 1
      text(value.printed, 0, at: reference, to: &xml)
    case .date(let date) where date.localSeconds >= SheetCells.firstDay:
      open("", style(of: date))
      xml += "<v>".utf8
      Value.number(Double(date.localSeconds) / 86_400 + 25_569).write(to: &xml)
      xml += "</v></c>".utf8
    default:
      if case .date = value { earlyDates += 1 }
      let printed = value.printed
      if printed.isEmpty { return }
      let first = printed.utf8.first ?? 0
      let isLikeFormula = [0x3D, 0x2B, 0x2D, 0x40].contains(first)
      text(printed, isLikeFormula ? SheetCells.quoted : 0, at: reference, to: &xml)
    }
  }

  /// Appends a cell with a text, which Excel never takes for a formula or a number.
  mutating func text(_ text: String, _ style: Int, at reference: String, to xml: inout [UInt8]) {
    var text = text
    if text.utf16.count > SheetCells.maxText {
      cutTexts += 1
      var kept = Substring(text)
      while kept.utf16.count > SheetCells.maxText - 1 {
        kept = kept.dropLast(max(1, (kept.utf16.count - SheetCells.maxText + 1) / 2))
      }
      text = kept + "…"
    }
    xml += "<c r=\"\(reference)\"".utf8
    if style > 0 { xml += " s=\"\(style)\"".utf8 }
    xml += " t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8
    if XMLText.append(text, to: &xml) { replacedTexts += 1 }
    xml += "</t></is></c>".utf8
  }

  /// The style of a date: as much of it as is known, in the zone that it was written in.
  private mutating func style(of date: NewsDate) -> Int {
    var format =
      switch date.precision {
      case .year: "yyyy"
      case .month: "yyyy\\-mm"
      case .day: "yyyy\\-mm\\-dd"
      case .minute: "yyyy\\-mm\\-dd\\ hh:mm"
      case .second: "yyyy\\-mm\\-dd\\ hh:mm:ss"
      }
    if date.offsetMinutes == 0 {
      format += "\"Z\""
    } else if date.offsetMinutes != NewsDate.noOffset {
      let minutes = Int(date.offsetMinutes.magnitude)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      format += "\"\(date.offsetMinutes < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))\""
    }
    if let known = styles[format] { return known }
    formats.append(format)
    styles[format] = SheetCells.firstDateStyle + formats.count - 1
    return SheetCells.firstDateStyle + formats.count - 1
  }

  /// What is to be said about the cells since `before`.
  func notes(since before: SheetCells, sheet: String) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    func say(_ count: Int, _ what: String, hint: String? = nil, _ severity: Diagnostic.Severity) {
      if count > 0 {
        notes.append(Diagnostic("sheet `\(sheet)`: \(count.counted("cell")) \(what)", hint: hint, severity: severity))
      }
    }
    say(
      cutTexts - before.cutTexts, "cut at 32,767 characters, which is all that Excel holds",
      hint: "write the whole texts to a file of csv, jsonl or sqlite", .warning)
    say(
      bigNumbers - before.bigNumbers,
      "with a whole number beyond 9,007,199,254,740,992 written as text, because Excel would round it",
      .note)
    say(
      earlyDates - before.earlyDates, "with a date before 1900-03-01 written as text, because Excel has no such dates",
      .note)
    say(replacedTexts - before.replacedTexts, "with characters that XML cannot hold, written as �", .note)
    return notes
  }
}
