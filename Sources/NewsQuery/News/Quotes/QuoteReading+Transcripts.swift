/// The label that tells who speaks in the transcript of a broadcast or a hearing. Each paragraph that a label opens is
/// what one person said.
///
///     JOHN KING, CNN ANCHOR: Good evening.
///     KING: We begin in Oslo.
///     MR. CARNEY: I have nothing for you.
struct TranscriptLabel {
  /// The name without titles.
  var name: Range<Int>
  /// Where the words begin, behind the colon.
  var speechStart: Int

  /// The longest label in bytes.
  private static let longest = 90

  /// The label that opens `paragraph`: words in capitals, perhaps what the person is after a comma or in brackets, and a
  /// colon. Nil for anything else. `>>` and a dash before it are skipped.
  static func find(in text: UnsafeRawBufferPointer, paragraph: Range<Int>) -> TranscriptLabel? {
    var start = paragraph.lowerBound
    while start < paragraph.upperBound, isLeading(text[start]) { start += 1 }
    let limit = min(paragraph.upperBound, start + longest)
    // Most paragraphs have a small letter at once, and no name has one.
    for place in start..<limit {
      let byte = text[place]
      if endsName(byte) || byte == 0x3A { break }
      let isWithinCapitals =
        place > start && place + 1 < limit && text[place - 1] &- 0x41 < 26 && text[place + 1] &- 0x41 < 26
      if byte &- 0x61 < 26, !isWithinCapitals { return nil }
    }
    guard let colon = (start..<limit).first(where: { text[$0] == 0x3A }), colon + 1 < paragraph.upperBound,
      text[colon + 1] == 0x20 || text[colon + 1] == 0x0A || text[colon + 1] == 0xC2
    else { return nil }
    // The name reaches to a comma or bracket.
    let end = (start..<colon).first { endsName(text[$0]) } ?? colon
    guard let name = trimmed(start..<end, text), isShouted(name, text) else { return nil }
    return TranscriptLabel(name: name, speechStart: colon + 1)
  }

  /// `>`, a dash, a blank or a bracket.
  @inline(__always)
  private static func isLeading(_ byte: UInt8) -> Bool { byte == 0x3E || byte == 0x2D || byte == 0x20 || byte == 0x5B }

  /// A comma or an opening bracket.
  @inline(__always)
  private static func endsName(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x28 || byte == 0x5B }

  /// Whether all letters are capitals, at least two of them and in at most five words.
  private static func isShouted(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
    var letters = 0
    var words = 1
    for index in range {
      let byte = text[index]
      switch byte {
      case 0x41...0x5A: letters += 1
      case 0x20: words += 1
      case 0x2E, 0x27, 0x2D, 0x80...: break
      // McCAIN
      case 0x61...0x7A
      where index > range.lowerBound && index + 1 < range.upperBound && text[index - 1] &- 0x41 < 26
        && text[index + 1] &- 0x41 < 26:
        break
      default: return false
      }
    }
    return letters >= 2 && words <= 5
  }

  private static let titles = WordList([
    (1, "MR. MRS. MS. DR. SEN. REP. GOV. GEN. PRESIDENT SENATOR SECRETARY GOVERNOR")
  ])

  /// The range without blanks and titles at its beginning and blanks at its end.
  private static func trimmed(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Range<Int>? {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while upper > lower, text[upper - 1] == 0x20 { upper -= 1 }
    while let blank = (lower..<upper).first(where: { text[$0] == 0x20 }),
      titles.category(of: lower..<blank, in: text) != 0
    {
      lower = blank + 1
    }
    return lower < upper ? lower..<upper : nil
  }

  /// How much of a text is a transcript.
  enum Share { case none, part, whole }

  /// A transcript has three labels or more, and one in every third paragraph. Where most paragraphs have one, those
  /// without go on with the speech before them; else they are the article's own.
  static func share(of text: UnsafeRawBufferPointer) -> Share {
    var (labels, paragraphs) = (0, 0)
    Paragraphs.forEach(in: text) { paragraph in
      paragraphs += 1
      if paragraph.count > 4, find(in: text, paragraph: paragraph) != nil { labels += 1 }
    }
    if labels < 3 || labels * 3 < paragraphs { return .none }
    return labels * 2 >= paragraphs ? .whole : .part
  }
}

extension QuoteReading {
  /// Reads a paragraph of a transcript: with a label it opens a speech, without one it goes on with the last. Stage
  /// directions in brackets are nobody's words.
  /// Returns false when the paragraph is not part of the transcript.
  mutating func readTranscript(_ paragraph: Range<Int>, index: Int, _ share: TranscriptLabel.Share) -> Bool {
    let isDirection = text[paragraph.lowerBound] == 0x28 || text[paragraph.lowerBound] == 0x5B
    if let label = TranscriptLabel.find(in: text, paragraph: paragraph) {
      let speech = Blanks.trimmed(label.speechStart..<paragraph.upperBound, in: text)
      guard !speech.isEmpty else { return true }
      names.note(speaker: label.name, in: text)
      drafts.append(
        QuoteDraft(
          spans: [speech], paragraph: index, kind: .direct, cue: nil,
          mention: Mention(form: .name, range: label.name, name: label.name)))
    } else if share == .part {
      return false
    } else if !isDirection, !drafts.isEmpty {
      drafts[drafts.count - 1].spans.append(Blanks.trimmed(paragraph, in: text))
    }
    return true
  }
}
