import CBytes

/// The sentences of a paragraph.
///
///     Sentences.forEach(in: text, paragraph: range) { print($0) }
///
/// One pass over the bytes; only at a full stop, question or exclamation mark does it look around: at the word before
/// (abbreviations, initials, ordinals), and at what follows (a lower-case letter continues it). Closing quotation marks and brackets
/// after the stop belong to the sentence. Latin, Cyrillic, Greek, CJK, Arabic, Devanagari, Ethiopic and Armenian stops
/// count.
public enum Sentences {
  /// Calls `body` with the byte range of each sentence of `paragraph`, in order, trimmed of blanks. Every byte of the
  /// paragraph, blanks aside, belongs to exactly one sentence. Takes time in proportion to the paragraph.
  public static func forEach(
    in text: UnsafeRawBufferPointer, paragraph: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    let paragraph = paragraph.clamped(to: 0..<text.count)
    let scanner = SentenceScanner(text: text, paragraph: paragraph)
    var start = paragraph.lowerBound
    SentenceScanner.stops.withUnsafeBufferPointer { stops in
      var index = start
      let end = paragraph.upperBound
      while index < end {
        if let base = text.baseAddress { index += nb_stopless(base + index, end - index) }
        if index == end { break }
        if stops[Int(text[index])] == 0 {
          index += 1
          continue
        }
        let step = scanner.step(at: index, sentenceStart: start)
        if step.ends {
          let sentence = Blanks.trimmed(start..<step.next, in: text)
          if !sentence.isEmpty { body(sentence) }
          start = step.next
        }
        index = step.next
      }
    }
    let rest = Blanks.trimmed(start..<paragraph.upperBound, in: text)
    if !rest.isEmpty { body(rest) }
  }
}

/// Decides at one stop whether the sentence ends there.
private struct SentenceScanner {
  let text: UnsafeRawBufferPointer
  let paragraph: Range<Int>

  /// Bytes at which a stop may begin: the ASCII ones, and lead bytes of the others.
  static let stops: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte: UInt8 in [0x2E, 0x21, 0x3F, 0xE2, 0xE3, 0xEF, 0xD8, 0xDB, 0xE0, 0xE1, 0xD6] { table[Int(byte)] = 1 }
    return table
  }()

  enum Stop { case none, period, mark, ellipsis, wide }

  /// The stop at `index` and its length in bytes. A wide stop ends its sentence whatever follows: CJK sets no blank.
  @inline(__always)
  private func stop(at index: Int) -> (Stop, Int) {
    let end = paragraph.upperBound
    let byte = text[index]
    switch byte {
    case 0x2E: return (.period, 1)
    case 0x21, 0x3F: return (.mark, 1)
    default: break
    }
    if byte < 0x80 || index + 1 >= end { return (.none, 1) }
    let second = text[index + 1]
    switch byte {
    case 0xD8: return second == 0x9F ? (.mark, 2) : (.none, 2)
    case 0xDB: return second == 0x94 ? (.wide, 2) : (.none, 2)
    case 0xD6: return second == 0x89 ? (.wide, 2) : (.none, 2)
    default: break
    }
    guard byte >= 0xE0, index + 2 < end else { return (.none, 1) }
    let third = text[index + 2]
    switch (byte, second, third) {
    case (0xE2, 0x80, 0xA6): return (.ellipsis, 3)
    case (0xE2, 0x80, 0xBC), (0xE2, 0x81, 0x87...0x89): return (.mark, 3)
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBD, 0xA1): return (.wide, 3)
    case (0xE0, 0xA5, 0xA4), (0xE0, 0xA5, 0xA5): return (.wide, 3)
    case (0xE1, 0x8D, 0xA2), (0xE1, 0x8D, 0xA7), (0xE1, 0x81, 0x8B), (0xE1, 0x9F, 0x94): return (.wide, 3)
    default: return (.none, 1)
    }
  }

  /// Length of a closing quotation mark or bracket at `index`; 0 if there is none.
  @inline(__always)
  private func closer(at index: Int) -> Int {
    let end = paragraph.upperBound
    let byte = text[index]
    if byte < 0x80 { return byte == 0x22 || byte == 0x27 || byte == 0x29 || byte == 0x5D || byte == 0x7D ? 1 : 0 }
    // » closes, and in German « does, with no blank before it.
    if byte == 0xC2 { return index + 1 < end && text[index + 1] | 0x10 == 0xBB ? 2 : 0 }
    guard byte == 0xE2 || byte == 0xE3 || byte == 0xEF, index + 2 < end else { return 0 }
    switch (byte, text[index + 1], text[index + 2]) {
    case (0xE2, 0x80, 0x99), (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x98), (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0xBA): return 3
    case (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xE3, 0x80, 0x91), (0xEF, 0xBC, 0x89): return 3
    default: return 0
    }
  }

  /// Looks at the stop that may begin at `index`: whether the sentence ends here, and where to continue.
  func step(at index: Int, sentenceStart: Int) -> (ends: Bool, next: Int) {
    let end = paragraph.upperBound
    var (kind, length) = stop(at: index)
    if kind == .none { return (false, index + length) }
    let afterStop = marks(from: index + length, &kind)
    let next = closers(from: afterStop)
    if next >= end { return (true, end) }
    if kind == .wide { return (true, next) }

    // Without a blank it is a decimal, an abbreviation or an address.
    var ahead = next
    while ahead < end {
      let blank = Blanks.length(at: ahead, in: text, end: end)
      if blank == 0 { break }
      ahead += blank
    }
    if ahead >= end { return (true, end) }
    if ahead == next { return (endsWithoutBlank(stopAt: index, kind: kind, next: next), next) }
    let begins = opening(at: ahead)
    switch begins {
    case .small, .joining: return (false, next)
    case .capital, .digit, .other: break
    }
    switch kind {
    case .period:
      if next == afterStop, isAbbreviation(periodAt: index, sentenceStart: sentenceStart, next: ahead, begins: begins) {
        return (false, next)
      }
      return (true, ahead)
    case .mark, .ellipsis:
      // “Why not?” Clinton asked: the words after the marks tell who spoke.
      if next > afterStop, begins == .capital, cueFollows(at: ahead) { return (false, next) }
      return (true, ahead)
    case .none, .wide:
      return (true, ahead)
    }
  }

  /// The end of the marks that follow a stop: of `?!` and `...`. They decide together what kind of stop it is.
  @inline(__always)
  private func marks(from start: Int, _ kind: inout Stop) -> Int {
    var next = start
    while next < paragraph.upperBound {
      let (more, length) = stop(at: next)
      if more == .none { break }
      if more == .wide || kind == .wide {
        kind = .wide
      } else if more == .mark || kind == .mark {
        kind = .mark
      } else {
        kind = .ellipsis
      }
      next += length
    }
    return next
  }

  /// The end of the quote marks and brackets that close after a stop.
  @inline(__always)
  private func closers(from start: Int) -> Int {
    let end = paragraph.upperBound
    var next = start
    while next < end {
      let length = closer(at: next)
      if length > 0 {
        next += length
        continue
      }
      // French sets a no-break space before its closing guillemet.
      let blank = Blanks.length(at: next, in: text, end: end)
      guard blank >= 1, next + blank + 1 < end, text[next + blank] == 0xC2, text[next + blank + 1] == 0xBB else {
        break
      }
      next += blank + 2
    }
    return next
  }

  enum Opening { case small, capital, digit, joining, other }

  /// What the text from `index` on begins with, opening marks skipped.
  private func opening(at start: Int) -> Opening {
    let end = paragraph.upperBound
    var index = start
    let limit = min(end, start + 12)
    while index < limit {
      let byte = text[index]
      switch byte {
      case 0x61...0x7A: return .small
      case 0x41...0x5A: return .capital
      case 0x30...0x39: return .digit
      case 0x2C, 0x3B, 0x3A: return .joining
      case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0x20: index += 1
      case 0xC2:
        if index + 1 < end,
          text[index + 1] == 0xAB || text[index + 1] == 0xA0 || text[index + 1] == 0xBF || text[index + 1] == 0xA1
        {
          index += 2
        } else {
          return .other
        }
      case 0xC3:
        guard index + 1 < end else { return .other }
        return text[index + 1] >= 0x9F ? .small : .capital
      case 0xD0:
        guard index + 1 < end else { return .other }
        return text[index + 1] >= 0xB0 ? .small : .capital
      case 0xD1: return .small
      case 0xE2:
        guard index + 2 < end, text[index + 1] == 0x80 else { return .other }
        switch text[index + 2] {
        case 0x98...0x9F, 0xB9: index += 3
        default: return .other
        }
      default: return .other
      }
    }
    return .other
  }

  /// `end.Next` with the blank lost: only after closing marks, so that `Node.JS` and `U.S.` stay whole.
  private func endsWithoutBlank(stopAt index: Int, kind: Stop, next: Int) -> Bool {
    let last = text[next - 1]
    guard last != 0x2E, last != 0x21, last != 0x3F, index > paragraph.lowerBound else { return false }
    let before = text[index - 1]
    let letterBefore = before.isASCIILowercase || before >= 0x80
    return letterBefore && kind != .ellipsis && opening(at: next) == .capital && isLetter(text[next])
  }

  @inline(__always)
  private func isLetter(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte >= 0xC3
  }

  /// The run of letters (and, with `dots`, full stops) that ends before `index`.
  private func word(before index: Int, from sentenceStart: Int) -> Range<Int> {
    var lower = index
    let limit = max(sentenceStart, index - 24)
    while lower > limit {
      let byte = text[lower - 1]
      if isLetter(byte) || byte.isASCIIDigit || byte == 0x2E || (byte >= 0x80 && byte < 0xC0) {
        lower -= 1
      } else {
        break
      }
    }
    // A multi-byte mark (quotation mark, no-break space) is no part of the word.
    while lower < index {
      let byte = text[lower]
      if byte == 0xE2 {
        lower = min(index, lower + 3)
      } else if byte == 0xC2 {
        lower = min(index, lower + 2)
      } else if (byte >= 0x80 && byte < 0xC0) || byte == 0x2E {
        lower += 1
      } else {
        break
      }
    }
    return lower..<index
  }

  /// The run of letters that begins at or soon after `start`, opening marks skipped.
  private func word(after start: Int) -> Range<Int> {
    let end = paragraph.upperBound
    var lower = start
    while lower < end, lower < start + 8, !isLetter(text[lower]) || text[lower] == 0xE2 {
      lower += text[lower] == 0xE2 ? 3 : 1
    }
    lower = min(lower, end)
    var upper = lower
    let limit = min(end, lower + 24)
    while upper < limit, isLetter(text[upper]) || (text[upper] >= 0x80 && text[upper] != 0xC2 && text[upper] != 0xE2) {
      upper += 1
    }
    return lower..<upper
  }

  private func category(_ list: WordList, _ range: Range<Int>) -> UInt8 {
    list.category(of: range, in: text)
  }

  private func beginsSentence(at index: Int) -> Bool {
    let word = word(after: index)
    if word.upperBound < paragraph.upperBound, text[word.upperBound] == 0x2E { return false }
    return category(Self.openers, word) != 0
  }

  private func isAbbreviation(periodAt index: Int, sentenceStart: Int, next: Int, begins: Opening) -> Bool {
    let word = word(before: index, from: sentenceStart)
    if word.isEmpty { return false }
    if word.allSatisfy({ text[$0].isASCIIDigit }) {
      // "1. The first point"; "am 23. Juli".
      if word.lowerBound == sentenceStart && word.count <= 2 { return true }
      return word.count <= 2 && category(Self.afterOrdinal, self.word(after: next)) != 0
    }
    // One letter is an initial: "J. K. Rowling", "George W. Bush", "А. С. Пушкин".
    let letters = word.count == 1 || (word.count == 2 && text[word.lowerBound] >= 0xC3)
    if letters, begins == .capital || begins == .digit {
      let first = text[word.lowerBound]
      let isCapital =
        (first >= 0x41 && first <= 0x5A)
        || (word.count == 2 && (first == 0xC3 || first == 0xD0) && text[word.lowerBound + 1] < 0xB0)
      if isCapital { return !beginsSentence(at: next) }
    }
    switch Abbreviation(rawValue: category(Self.abbreviations, word)) {
    case .beforeName: return true
    case .beforeDigit: return begins == .digit
    case .beforeZone: return category(Self.zones, self.word(after: next)) != 0
    case .either: return !beginsSentence(at: next)
    case nil: break
    }
    // U.S., D.C., e.g., т.е.: dots inside.
    if text[word].contains(0x2E), word.allSatisfy({ !text[$0].isASCIIDigit }), dotted(word) {
      return !beginsSentence(at: next)
    }
    return false
  }

  /// True if the parts between the dots have at most two letters: `U.S`, `Ph.D`, `т.е`; but not `example.com`.
  private func dotted(_ word: Range<Int>) -> Bool {
    var length = 0
    for index in word {
      if text[index] == 0x2E {
        length = 0
      } else if text[index] < 0x80 || text[index] >= 0xC0 {
        length += 1
        if length > 2 { return false }
      }
    }
    return true
  }

  /// True if one of the first words from `index` on is a verb of saying: “Why?” Hillary Clinton asked.
  private func cueFollows(at index: Int) -> Bool {
    let end = paragraph.upperBound
    var lower = index
    var words = 0
    while lower < end, words < 6 {
      var upper = lower
      let limit = min(end, lower + 32)
      while upper < limit,
        isLetter(text[upper]) || text[upper] == 0x27 || text[upper] == 0x2D
          || (text[upper] >= 0x80 && text[upper] < 0xC0)
      { upper += 1 }
      if upper == lower { return false }
      if category(Self.cues, lower..<upper) != 0 { return true }
      if upper < end, text[upper] == 0x2E, upper - lower <= 4 { upper += 1 }
      if upper >= end || text[upper] != 0x20 { return false }
      lower = upper + 1
      words += 1
    }
    return false
  }

  private enum Abbreviation: UInt8 {
    /// A title: what follows is always its name.
    case beforeName = 1
    /// `No. 5`, `Art. 12`, `p. 3`.
    case beforeDigit
    /// `5 p.m. EST`.
    case beforeZone
    /// It may end a sentence too; the next word decides.
    case either
  }

  private static let abbreviations = WordList([
    (
      1,
      """
      Mr Mrs Ms Mx Dr Prof Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Capt Cmdr Adm Rev Hon St Ste Messrs Mme Mlle Pres \
      Supt Det Maj Brig Insp Atty Fr Ft Mt Pvt Cpl Amb Sec Dir Msgr Bros vs v MM Mgr Me Pr Sra Srta Dña Lic Ing Hr Frl \
      Dipl bzw usw ca Nr Abs Aufl Bd geb gest verh zit Tel им ул пр пл пос дер проф акад гр стр рис напр cf ex viz
      """
    ),
    (2, "No Nos Nr Art Arts p pp Fig Figs Vol Ch Sect Abs S num núm n° ст п гл"),
    (3, "a.m p.m A.M P.M"),
    (
      4,
      """
      Inc Corp Co Cos Ltd Jr Sr Bancorp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri \
      Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn \
      Tenn Tex Va Vt Wash Wis Wyo Ont Que Ave Blvd Rd Dept Univ Assn Bros Est Intl Natl Govt etc al approx min max est dept \
      Mio Mrd Mill Tsd Jh Jhd Std Str Sept Okt Dez Aug Juli janv févr avr juil août sept déc Cía Sr Av Ud Uds \
      Ph.D M.D B.A M.A г гг в вв руб коп тыс млн млрд см тел обл р др проч т.д т.п т.е т.к н.э
      """
    ),
  ])

  /// Words that open a sentence far more often than they occur inside a name.
  private static let openers = WordList([
    (
      1,
      """
      The In He She It They We But And A An This That These Those On At For If As His Her Its Their Our My I You There \
      When While After Before Since With By From To Of Who What Where Why How Some Many Most All Both Each Other Another \
      However Meanwhile Also According Although Though Because Yet So Or Not No Nor Now Then Here Among Under Over During \
      Police Officials Even Only Until Last Such Instead Still Just Once One Two Asked Despite Earlier Later \
      Le La Les Il Elle Ils Elles Un Une Des Ce Cette Mais Et En Dans Selon Pour Par Der Die Das Er Sie Es Ein Eine Im Am \
      Und Aber Nach Mit Bei El Los Las Una Pero Su Sus Según Ella Ellos В На По Он Она Они Это Но И А Как При Из За Мы
      """
    )
  ])

  /// What follows a German ordinal: `23. Juli`, `19. Jahrhundert`.
  private static let afterOrdinal = WordList([
    (
      1,
      """
      Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert Jahrhunderts \
      Lebensjahr Platz Mal Tag Jahrestag Runde Minute Klasse Spieltag Etage Stock Armee Division Kapitel
      """
    )
  ])

  private static let zones = WordList([
    (
      1,
      """
      ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST AEST Eastern Central Mountain Pacific \
      Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March April \
      May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec
      """
    )
  ])

  private static let cues = WordList([
    (
      1,
      """
      said says say saying asked asks wrote writes added adds told tells replied replies shouted shouts exclaimed yelled \
      tweeted joked responded wondered quipped cried screamed demanded declared recalled continued explained remarked noted \
      sagte fragte rief meinte demandé demande dit lance pregunta preguntó dijo сказал сказала спросил спросила заявил заявила
      """
    )
  ])
}
