import CLibrary
import NewsQuery

/// What can stand at the end of a text that is being typed, by its place.
///
///     .fi⇥                   commands, then what a command takes
///     putin | co⇥            stages after `|`
///     source:fin⇥            values of the field, with how many articles have each
///     tari⇥                  words of the archive and field names
///     @na⇥  .open se⇥        files
struct ShellCompletion {
  let engine: any QueryEngine
  var isSafe = false

  /// The candidates after `text`, all of the statement that stands left of the cursor.
  func complete(_ text: String) -> Completions {
    let bytes = Array(text.utf8)
    if bytes.first == 0x2E, !bytes.contains(0x0A) { return command(bytes) }
    return query(bytes, from: 0)
  }

  // MARK: - Commands

  private func command(_ bytes: [UInt8]) -> Completions {
    guard let blank = bytes.firstIndex(of: 0x20) else {
      return offer(
        ShellCommandCatalog.all.map { ("." + $0.name, $0.summary) }, bytes, from: 0,
        tail: { name in
          ShellCommandCatalog.command(named: String(name.dropFirst()))?.argument.isEmpty == true ? "" : " "
        })
    }
    let name = Self.text(bytes[1..<blank])
    guard let command = ShellCommandCatalog.command(named: name) else { return .none }
    let start = bytes[blank...].firstIndex { $0 != 0x20 } ?? bytes.count
    let names = engine.names
    switch command.completes {
    case .nothing: return .none
    case .file: return isSafe ? .none : files(Self.text(bytes[start...]), from: start)
    case .field: return offer(names.fields, bytes, from: start, tail: { _ in "" })
    case .format: return offer(names.formats, bytes, from: start, tail: { _ in "" })
    case .words(let words): return offer(words.map { ($0, "") }, bytes, from: start, tail: { _ in "" })
    case .topic:
      let commands = ShellCommandCatalog.all.map { (name: "." + $0.name, summary: $0.summary) }
      return offer(
        names.stages + names.functions + names.formats + names.topics + commands, bytes, from: start, tail: { _ in "" })
    case .query: return query(bytes, from: start)
    }
  }

  // MARK: - Queries

  private func query(_ bytes: [UInt8], from start: Int) -> Completions {
    let place = Place(bytes, from: start)
    let word = Self.text(bytes[place.wordStart...])
    let names = engine.names
    if word.hasPrefix("@") { return isSafe ? .none : listFiles(word, from: place.wordStart) }
    if word.hasPrefix("$") {
      return offer(names.arguments.map { ("$" + $0.name, $0.summary) }, bytes, from: place.wordStart)
    }
    if let field = place.valueField { return values(of: field, bytes, place) }
    if place.isInQuote, place.isPathOfStatement { return isSafe ? .none : files(word, from: place.wordStart) }
    if place.isInQuote { return words(bytes, from: place.wordStart) }
    guard let segment = place.stage else {
      let fields = names.searchFields.map { (name: $0.name + ":", summary: $0.summary) }
      var completions = offer(fields, bytes, from: place.wordStart, tail: { _ in "" })
      if word.isEmpty { return completions }
      completions.candidates += words(bytes, from: place.wordStart).candidates
      return completions
    }
    // The stage's name is still being typed.
    guard let stageEnd = bytes[segment...].firstIndex(of: 0x20), stageEnd < place.wordStart else {
      return offer(names.stages, bytes, from: place.wordStart)
    }
    let forms = StageCatalog.stage(named: Self.text(bytes[segment..<stageEnd]))?.usage.forms ?? []
    if forms.contains(where: { $0.isPath("FORMAT") }) { return offer(names.formats, bytes, from: place.wordStart) }
    if forms.contains(where: { $0.isPath("FILE") }) { return isSafe ? .none : files(word, from: place.wordStart) }
    var completions = offer(names.fields, bytes, from: place.wordStart)
    if !word.isEmpty {
      let keywords = forms.flatMap(\.keywords).map { (name: $0, summary: "") }
      completions.candidates = offer(keywords, bytes, from: place.wordStart).candidates + completions.candidates
    }
    completions.candidates += offer(names.functions, bytes, from: place.wordStart, tail: { _ in "(" }).candidates
    return completions
  }

  private func words(_ bytes: [UInt8], from start: Int) -> Completions {
    let typed = Self.text(bytes[start...])
    guard !typed.isEmpty else { return .none }
    return Completions(
      replacedFrom: start,
      candidates: engine.words(beginning: typed).map { Candidate(text: $0.word, help: $0.articleCount.grouped) })
  }

  private func values(of field: String, _ bytes: [UInt8], _ place: Place) -> Completions {
    var typed = Self.text(bytes[place.wordStart...])
    if typed.hasPrefix("\"") { typed.removeFirst() }
    let candidates = engine.values(of: field, beginning: typed).map { value, count in
      let isPlain = value.utf8.allSatisfy(Place.isWordByte)
      let isQuoted = place.isInQuote || place.wantsQuotes || !isPlain
      return Candidate(text: isQuoted ? "\"\(value.filter { $0 != "\"" })\"" : value, help: count.grouped)
    }
    return Completions(replacedFrom: place.wordStart, candidates: candidates)
  }

  /// The names that begin with what is typed; where none does, those that differ in case only.
  private func offer(
    _ names: [EngineNames.Name], _ bytes: [UInt8], from start: Int, tail: (String) -> String = { _ in " " }
  ) -> Completions {
    let typed = Self.text(bytes[start...])
    var fitting = names.filter { $0.name.hasPrefix(typed) }
    if fitting.isEmpty { fitting = names.filter { $0.name.lowercased().hasPrefix(typed.lowercased()) } }
    return Completions(
      replacedFrom: start,
      candidates: fitting.map { Candidate(text: $0.name, help: $0.summary, tail: tail($0.name)) })
  }

  // MARK: - Files

  private func listFiles(_ word: String, from start: Int) -> Completions {
    let isQuoted = word.hasPrefix("@\"")
    var completions = files(String(word.dropFirst(isQuoted ? 2 : 1)), from: start)
    for index in completions.candidates.indices {
      let path = completions.candidates[index].text
      let needsQuotes = isQuoted || path.contains(" ")
      let isFolder = path.hasSuffix("/")
      completions.candidates[index].text = needsQuotes ? "@\"\(path)" + (isFolder ? "" : "\"") : "@\(path)"
    }
    return completions
  }

  /// Files and folders whose path begins with `typed`, those that begin with a dot only where one is typed.
  private func files(_ typed: String, from start: Int) -> Completions {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let begun = typed.dropFirst(folder.count)
    guard let entries = opendir(folder.isEmpty ? "." : Folders.expandingHome(folder)) else { return .none }
    defer { closedir(entries) }
    var candidates: [Candidate] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(begun), name.hasPrefix(".") == begun.hasPrefix("."), name != ".", name != "..",
        TerminalSafe.isSafe(name)
      else { continue }
      let path = folder + name
      var status = stat()
      let isFolder = stat(Folders.expandingHome(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      candidates.append(Candidate(text: isFolder ? path + "/" : path, help: "", tail: isFolder ? "" : " "))
    }
    return Completions(replacedFrom: start, candidates: candidates.sorted { $0.text < $1.text })
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Where the cursor stands in a query.
  private struct Place {
    /// Where the word before the cursor begins.
    var wordStart: Int
    /// Where the stage begins that the cursor is in; nil in the search.
    var stage: Int?
    var isInQuote = false
    /// True in the quotes of `include "wo` and `table "ou`.
    var isPathOfStatement = false
    /// The field that the word is a value of: `source:fin`, `source is "fin`.
    var valueField: String?
    /// After `is` a value stands in quotes.
    var wantsQuotes = false

    init(_ bytes: [UInt8], from start: Int) {
      var quote: Int?
      var lastBar: Int?
      var position = start
      while position < bytes.count {
        let byte = bytes[position]
        if byte == 0x22 {
          quote = quote == nil ? position : nil
        } else if quote == nil, byte == 0x7C {
          lastBar = position
        } else if quote == nil, byte == 0x3B {
          lastBar = nil
        }
        position += 1
      }
      stage = lastBar.map { bar in
        bytes[(bar + 1)...].firstIndex { $0 != 0x20 && $0 != 0x0A } ?? bytes.count
      }
      // In a quote the word is the whole of it where it is a value, and one word where it is text.
      let inner = bytes.indices.last { [0x20, 0x0A, 0x28, 0x7C, 0x2C, 0x3B].contains(bytes[$0]) || bytes[$0] == 0x22 }
      wordStart = max(inner.map { $0 + 1 } ?? start, start)
      isInQuote = quote != nil
      if let quote {
        let statement =
          bytes[start..<quote].lastIndex { $0 == 0x3B || $0 == 0x0A || $0 == 0x3D }.map { $0 + 1 } ?? start
        let keyword = Place.trimmed(bytes[statement..<quote]).drop { $0 == 0x20 }
        isPathOfStatement = ["include", "table"].contains(ShellCompletion.text(keyword).lowercased())
        if isPathOfStatement {
          wordStart = quote + 1
          return
        }
      }
      let valueStart = quote ?? wordStart
      let before = bytes[start..<max(valueStart, start)]
      if quote == nil, let colon = bytes[wordStart...].firstIndex(of: 0x3A), colon > wordStart {
        valueField = ShellCompletion.text(bytes[wordStart..<colon])
        wordStart = colon + 1
      } else if let quote, before.last == 0x40 {
        // `@"a b.txt"`: the path may hold blanks.
        wordStart = quote - 1
      } else if let quote, before.last == 0x3A {
        valueField = Self.name(endingAt: before.endIndex - 1, in: bytes, from: start)
        wordStart = quote
      } else if let field = Self.comparedField(before, in: bytes, from: start, isInStage: stage != nil) {
        valueField = field
        wordStart = valueStart
        wantsQuotes = true
      }
    }

    /// The field whose values can follow `before`: `source is `, `where source = `, `source in ("BBC", `; nil if there is none.
    private static func comparedField(
      _ before: ArraySlice<UInt8>, in bytes: [UInt8], from start: Int, isInStage: Bool
    ) -> String? {
      var rest = trimmed(before)
      // Earlier values of a list, each in quotes.
      while rest.last == 0x2C {
        rest = trimmed(rest.dropLast())
        guard rest.last == 0x22, let open = rest.dropLast().lastIndex(of: 0x22) else { return nil }
        rest = trimmed(rest[..<open])
      }
      if rest.last == 0x28 {
        rest = trimmed(rest.dropLast())
        guard let shorter = dropping(" in", from: rest) else { return nil }
        rest = dropping(" not", from: shorter) ?? shorter
      } else if rest.last == 0x3D, isInStage {
        // In a search `=` names a result: `let calls = putin`.
        rest = rest.dropLast()
        if rest.last == 0x21 || rest.last == 0x3D { rest = rest.dropLast() }
      } else if before.last == 0x20, let shorter = dropping(" is not", from: rest) ?? dropping(" is", from: rest) {
        rest = shorter
      } else {
        return nil
      }
      rest = trimmed(rest)
      return name(endingAt: rest.endIndex, in: bytes, from: start)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      var bytes = bytes
      while bytes.last == 0x20 || bytes.last == 0x0A { bytes.removeLast() }
      return bytes
    }

    private static func dropping(_ end: String, from bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
      bytes.suffix(end.utf8.count).elementsEqual(end.utf8) ? trimmed(bytes.dropLast(end.utf8.count)) : nil
    }

    /// The plain name that ends before `end`; nil where there is none.
    private static func name(endingAt end: Int, in bytes: [UInt8], from start: Int) -> String? {
      var first = end
      while first > start, bytes[first - 1] == 0x5F || isLetter(bytes[first - 1]) { first -= 1 }
      return first < end ? ShellCompletion.text(bytes[first..<end]) : nil
    }

    static func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) || byte >= 0x80 }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  }
}

extension ArgumentForm {
  /// The words that may be written for it.
  var keywords: [String] {
    switch self {
    case .choice(let words): words
    case .clause(let keyword, let inner): [keyword] + inner.flatMap(\.keywords)
    case .afterComma(let inner): inner.keywords
    default: []
    }
  }
}
