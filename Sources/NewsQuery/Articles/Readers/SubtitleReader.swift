/// Subtitles of a broadcast, SubRip (.srt) or WebVTT (.vtt): one article, whose paragraphs are what one person says.
///
///     00:00:01.000 --> 00:00:04.000
///     <v Anna Lund>Good evening.          ->     ANNA LUND: Good evening.
///
/// Cues are joined to sentences; a paragraph begins where a speaker is named, or after `>>`. Times, numbers, notes and
/// styles are left out.
public struct SubtitleReader: Reader {
  public static let formatName = "subtitles"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    let head = UnsafeRawBufferPointer(rebasing: start[..<min(start.count, 4096)])
    if head.starts(with: "WEBVTT".utf8) || head.starts(with: "\u{FEFF}WEBVTT".utf8) { return 95 }
    // The first or second line with text is a cue's time.
    var seen = 0
    var isTimed = false
    LineEnds.forEach(in: head) { line, _ in
      let line = ByteSearch.trimmed(head, line)
      guard !line.isEmpty, seen < 2 else { return }
      seen += 1
      isTimed = isTimed || isTime(line, head)
    }
    return isTimed ? 90 : 0
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    var text = TextEncoding.utf8(bytes)
    let place = RecordPlace(line: 1, record: 1, bytes: 0..<bytes.count)
    if text.replacedCount > 0 { report(.replaced(text.replacedCount, at: place)) }
    LineEnds.normalize(&text.bytes)
    var article = Article()
    var script = Script()
    text.bytes.withUnsafeBytes { script.read($0) }
    article[bytes: .headline] = script.title
    article[bytes: .body] = script.body
    guard !script.body.isEmpty else { return report(.skipped("no subtitles in it", at: place)) }
    try emit(&article, place)
  }

  /// `00:00:01,000 --> 00:00:04,000`
  fileprivate static func isTime(_ line: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    guard line.count >= 13, text[line.lowerBound] &- 0x30 < 10 else { return false }
    return (line.lowerBound..<min(line.upperBound - 2, line.lowerBound + 16)).contains {
      text[$0] == 0x2D && text[$0 + 1] == 0x2D && text[$0 + 2] == 0x3E
    }
  }

  /// The words of the cues while they are put together.
  private struct Script {
    var title: [UInt8] = []
    var body: [UInt8] = []
    private var isInCue = false
    private var lastSpeaker: [UInt8] = []

    mutating func read(_ text: UnsafeRawBufferPointer) {
      var isFirst = true
      LineEnds.forEach(in: text) { line, _ in
        let line = ByteSearch.trimmed(text, line)
        if isFirst, text[line].starts(with: "WEBVTT".utf8) {
          title = Array(text[line].dropFirst(6).drop { $0 == 0x20 || $0 == 0x2D })
        } else if line.isEmpty {
          isInCue = false
        } else if SubtitleReader.isTime(line, text) {
          isInCue = true
        } else if isInCue {
          add(plain(line, text))
        }
        isFirst = false
      }
    }

    /// The words of a line without its tags, and who `<v Name>` says is speaking.
    private func plain(_ line: Range<Int>, _ text: UnsafeRawBufferPointer) -> (speaker: [UInt8], words: [UInt8]) {
      var speaker: [UInt8] = []
      var words: [UInt8] = []
      var index = line.lowerBound
      while index < line.upperBound {
        let byte = text[index]
        if byte == 0x3C || byte == 0x7B && index + 1 < line.upperBound && text[index + 1] == 0x5C,
          let end = (index..<line.upperBound).first(where: { text[$0] == (byte == 0x3C ? 0x3E : 0x7D) })
        {
          let tag = text[index + 1..<end]
          if tag.first == 0x76, let blank = tag.firstIndex(of: 0x20) { speaker = Array(text[blank + 1..<end]) }
          index = end + 1
          continue
        }
        words.append(byte)
        index += 1
      }
      return (speaker, words)
    }

    private mutating func add(_ line: (speaker: [UInt8], words: [UInt8])) {
      var words = line.words[...]
      while words.last == 0x20 { words.removeLast() }
      guard !words.isEmpty else { return }
      if !line.speaker.isEmpty {
        if line.speaker != lastSpeaker {
          begin()
          body += line.speaker.map { $0 &- 0x61 < 26 ? $0 - 0x20 : $0 } + Array(": ".utf8)
          lastSpeaker = line.speaker
          body += words
          return
        }
      } else if words.starts(with: ">>".utf8) {
        words = words.drop { $0 == 0x3E || $0 == 0x20 }
        begin()
        body += words
        return
      } else if Array(words).withUnsafeBytes({ opensLabel($0) }) {
        begin()
        body += words
        return
      }
      if !body.isEmpty, body.last != 0x0A { body.append(0x20) }
      body += words
    }

    private mutating func begin() {
      if !body.isEmpty { body += [0x0A, 0x0A] }
    }

    /// `ANNA LUND:` in capitals at the line's beginning.
    private func opensLabel(_ line: UnsafeRawBufferPointer) -> Bool {
      guard let colon = line.prefix(60).firstIndex(of: 0x3A), colon >= 2 else { return false }
      return line[..<colon].allSatisfy { !($0 &- 0x61 < 26) && !($0 &- 0x30 < 10) } && line[0] &- 0x41 < 26
    }
  }
}
