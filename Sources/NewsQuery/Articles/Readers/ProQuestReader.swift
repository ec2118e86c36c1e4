/// Text exports of ProQuest: many articles in one file between lines of underscores, each with its text among labelled
/// lines.
///
///     Document 3 of 45  …  Author: Smith, Jane  …  Full text: The bridge …  Publication title: The Coast Paper; London
public struct ProQuestReader: Reader {
  public static let formatName = "ProQuest export"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let text = TextEncoding.utf8(start)
    return text.bytes.withUnsafeBytes { bytes in
      var names = Set<String>()
      var kinds = Set<ProQuestLabels.Kind>()
      var hasRule = false
      var hasCounter = false
      LineEnds.forEach(in: bytes) { line, _ in
        let trimmed = ByteSearch.trimmed(bytes, line)
        if ProQuestReader.isRule(bytes, trimmed) { hasRule = true }
        if NexisReader.isCounter(bytes, trimmed) { hasCounter = true }
        guard let label = ProQuestLabels.label(bytes, trimmed) else { return }
        names.insert(label.name)
        kinds.insert(label.kind)
      }
      // Of a long first article only what stands before its text is seen.
      let isOpened = kinds.contains(.text) && (kinds.contains(.info) || hasRule && hasCounter)
      let isClosed = kinds.contains(.publication) && (kinds.contains(.number) || kinds.contains(.text))
      if isClosed, names.count >= 5 { return 91 }
      return isOpened ? 90 : 0
    }
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let text = TextEncoding.utf8(bytes, report: report)
    try text.bytes.withUnsafeBytes { bytes in
      var article = Article()
      var record = 0
      for document in documents(bytes) {
        article.removeAll()
        let unreadable = ProQuestDocument(text: bytes, lines: document.lines).fill(&article)
        if article[bytes: .body].isEmpty, article[bytes: .headline].isEmpty { continue }
        record += 1
        let place = RecordPlace(line: document.firstLine, record: record, bytes: document.range)
        if let unreadable {
          report(.unreadableDate(unreadable, at: place))
        } else if article.published == nil {
          report(InputProblem(place: place, message: "no date found", isRecordSkipped: false))
        }
        try emit(&article, place)
      }
    }
  }

  /// A line of nothing but underscores, or asterisks.
  private static func isRule(_ text: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
    guard line.count >= 20, let first = text[line].first, first == UInt8(ascii: "_") || first == UInt8(ascii: "*")
    else { return false }
    return text[line].allSatisfy { $0 == first }
  }

  private struct Document {
    /// Trimmed; empty where blank.
    var lines: [Range<Int>] = []
    var firstLine = 1
    var range: Range<Int> { lines.isEmpty ? 0..<0 : lines[0].lowerBound..<lines[lines.count - 1].upperBound }
  }

  /// Cut at rules and at counters; what is around the articles (who searched for what, whom to write to) left out.
  private static func documents(_ text: UnsafeRawBufferPointer) -> [Document] {
    var parts: [Document] = []
    var part = Document()
    // Whether the part has a text, and whether its last line with something in it was of a label.
    var hasText = false
    var isClosed = false
    func close(before number: Int) {
      if !part.lines.isEmpty { parts.append(part) }
      part = Document(firstLine: number)
      (hasText, isClosed) = (false, false)
    }
    LineEnds.forEach(in: text) { line, number in
      let trimmed = ByteSearch.trimmed(text, line)
      if NexisReader.isCounter(text, trimmed) { return close(before: number + 1) }
      // A text may have rules of its own: one ends an article whose labels are behind its text.
      if isRule(text, trimmed), !hasText || isClosed { return close(before: number + 1) }
      if trimmed.isEmpty, part.lines.isEmpty {
        part.firstLine = number + 1
        return
      }
      part.lines.append(trimmed)
      if trimmed.isEmpty { return }
      let kind = ProQuestLabels.label(text, trimmed)?.kind
      if kind == .text { hasText = true }
      isClosed = kind.map { $0 != .text } ?? false
    }
    close(before: 0)
    return parts.filter { part in
      var seen = Set<ProQuestLabels.Kind>()
      for line in part.lines { if let kind = ProQuestLabels.label(text, line)?.kind { seen.insert(kind) } }
      return seen.contains(.publication) || seen.contains(.info) || seen.contains(.text)
    }
  }
}

/// One article of a ProQuest export.
private struct ProQuestDocument {
  let text: UnsafeRawBufferPointer
  let lines: [Range<Int>]

  /// Lines that belong together: from a label, or from a blank line, to the next.
  private struct Unit {
    var lines: Range<Int>
    var label: (kind: ProQuestLabels.Kind, name: String, value: Range<Int>)?
  }

  func fill(_ article: inout Article) -> String? {
    var units: [Unit] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if let label = ProQuestLabels.label(text, line) {
        units.append(Unit(lines: index..<index + 1, label: label))
      } else if index > 0, !lines[index - 1].isEmpty, !units.isEmpty {
        units[units.count - 1].lines = units[units.count - 1].lines.lowerBound..<index + 1
      } else {
        units.append(Unit(lines: index..<index + 1, label: nil))
      }
    }
    // Behind the text stand labels only; one above a paragraph of the text is a word of it.
    let first = units.firstIndex { $0.label?.kind == .text }
    var tail = units.count
    if let first {
      while tail > first + 1, units[tail - 1].label != nil { tail -= 1 }
      readBody(units[first], end: units[tail - 1].lines.upperBound, &article)
    }
    var unreadable: String?
    var headline: [String] = []
    for (index, unit) in units.enumerated() {
      if let first, index >= first, index < tail { continue }
      if let label = unit.label {
        // A heading's text stands below it.
        if label.name.isEmpty, index + 1 < units.count, units[index + 1].label == nil, label.kind == .abstract {
          set(label.kind, "", value(units[index + 1].lines, from: nil), &article, &unreadable)
        }
        set(label.kind, label.name, value(unit.lines, from: label.value), &article, &unreadable)
      } else if index == headline.count {
        // What stands above the first label is the headline.
        headline.append(value(unit.lines, from: nil))
      }
    }
    if article[bytes: .headline].isEmpty { article[.headline] = headline.first ?? "" }
    if article[.deck] == article[.body] { article[bytes: .deck].removeAll() }
    article.deriveOpening()
    SourceLine.derive(&article)
    return article.published == nil ? unreadable : nil
  }

  private func readBody(_ unit: Unit, end: Int, _ article: inout Article) {
    guard let start = unit.label?.value.lowerBound, start < lines[end - 1].upperBound else { return }
    let body = Wrapping.unwrapped(UnsafeRawBufferPointer(rebasing: text[start..<lines[end - 1].upperBound]))
    if !ProQuestDocument.isNothing(String(decoding: body.prefix(40), as: UTF8.self)) { article[bytes: .body] = body }
  }

  /// The lines as one.
  private func value(_ range: Range<Int>, from start: Range<Int>?) -> String {
    var words = start.map { ByteSearch.string(text, $0) } ?? ""
    for line in lines[start == nil ? range : range.dropFirst()] {
      words += (words.isEmpty ? "" : " ") + ByteSearch.string(text, line)
    }
    return words
  }

  /// `None available.`, `Not available.`
  private static func isNothing(_ value: String) -> Bool {
    ["none", "none available", "not available", "none available.", "not available.", "not applicable"]
      .contains(value.lowercased())
  }

  private func set(
    _ kind: ProQuestLabels.Kind, _ name: String, _ value: String, _ article: inout Article, _ unreadable: inout String?
  ) {
    if value.isEmpty || ProQuestDocument.isNothing(value) { return }
    switch kind {
    case .title: article[.headline] = value
    case .author: article.bylines = names(value)
    case .publication: article[.source] = outlet(value)
    case .info:
      // Less than the lines of their own tell, and nothing where they are there.
      if article[bytes: .source].isEmpty { article[.source] = outlet(value) }
      if article.published == nil {
        article.published = Array(value.utf8).withUnsafeBytes { DateParsing.first(in: $0)?.date }
      }
    case .date:
      if let date = DateParsing.parse(value) { article.published = date } else { unreadable = value }
    case .abstract: article[.deck] = value
    case .section: article[.section] = value
    case .subject: ListText.append(value, to: &article.tags)
    case .language: article[.language] = LanguageNames.tag(of: value)
    case .url: article[.url] = value
    case .number: article[.id] = value
    case .updated: article.added = DateParsing.parse(value)
    case .other: article.others.append((name, .text(value)))
    case .text, .record: break
    }
  }

  /// `Smith, Jane; Doe, John.`: the family name stands first.
  private func names(_ value: String) -> [String] {
    value.split(separator: ";").compactMap { part in
      var name = ListText.trimmed(part)
      // `J.` ends with a stop of its own.
      if name.hasSuffix("."), name.dropLast().last?.isLowercase == true { name.removeLast() }
      let parts = name.split(separator: ",").map(ListText.trimmed)
      if parts.count == 2, !parts[0].contains(" by "), parts.allSatisfy({ !$0.isEmpty }) {
        name = parts[1] + " " + parts[0]
      }
      return Byline.names(name).joined(separator: " and ")
    }.filter { !$0.isEmpty }
  }

  /// `The Coast Paper; London (UK)`, and of a line about the issue what stands before place and date.
  private func outlet(_ value: String) -> String {
    ListText.trimmed(value.prefix { $0 != ";" && $0 != "[" })
  }
}
