/// Which agencies a story says it is taken from.
///
///     "… the Kremlin said, Trend reports citing TASS."     TASS
///     "Reuters contributed to this report."                Reuters
///     "МОСКВА, 23 июля. /ТАСС/. …"                         TASS
///
/// Only the ways in which newsrooms credit are looked for, in the places where they put them: the dateline, the first
/// paragraphs, the end. A sentence that mentions an agency is no credit.
public enum Credit {
  /// The agency's usual short name for a printed one: `The Associated Press` is AP. Nil for what is no known agency.
  public static func agency(_ printed: String) -> String? {
    var text = printed
    return text.withUTF8 { bytes in agency(UnsafeRawBufferPointer(bytes)) }
  }

  static func isAgency(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    agency(UnsafeRawBufferPointer(rebasing: text[range])) != nil
  }

  static func agency(_ printed: UnsafeRawBufferPointer) -> String? {
    var range = ByteSearch.trimmed(printed, 0..<printed.count)
    if ByteSearch.matchesFolded("the ", in: printed, at: range.lowerBound) {
      range = range.lowerBound + 4..<range.upperBound
    }
    guard range.count >= 2, range.count <= 32,
      let index = AgencyNames.table[FoldedWord(UnsafeRawBufferPointer(rebasing: printed[range]))]
    else { return nil }
    return AgencyNames.names[Int(index)]
  }

  /// How a dateline's agency is credited: by its usual name, or as printed where it is not known.
  static func name(of printed: UnsafeRawBufferPointer) -> String {
    agency(printed) ?? String(decoding: printed, as: UTF8.self)
  }

  /// Appends the agencies credited in `body` to `credits`, each once. Looks at the first 1,200 and the last 400 bytes.
  public static func append(in body: UnsafeRawBufferPointer, dateline: Dateline?, to credits: inout [String]) {
    if let agency = dateline?.agency {
      add(name(of: UnsafeRawBufferPointer(rebasing: body[agency])), to: &credits)
    }
    let start = dateline?.leadStart ?? 0
    appendCited(in: body, start..<max(min(body.count, 1200), start), to: &credits)
    let tail = max(0, body.count - 400)..<body.count
    appendContributors(in: body, tail, to: &credits)
    appendSignature(in: body, tail, to: &credits)
  }

  private static func add(_ name: String, to credits: inout [String]) {
    if !credits.contains(name) { credits.append(name) }
  }

  /// `Trend reports citing TASS.`: the name right after the words. Of each phrase one rare byte is looked for, so that
  /// a story without credits costs a few hundred nanoseconds.
  private static func appendCited(in body: UnsafeRawBufferPointer, _ range: Range<Int>, to credits: inout [String]) {
    appendCited(after: "citing ", rare: 5, in: body, range, to: &credits)
    appendCited(after: "with reference to ", rare: 7, in: body, range, to: &credits)
    // Other scripts only where the text begins in one.
    guard body[range].prefix(48).contains(where: { $0 >= 0x80 }) else { return }
    appendCited(after: "со ссылкой на ", rare: 0, in: body, range, to: &credits)
    appendCited(after: "نقلا عن ", rare: 0, in: body, range, to: &credits)
    appendCited(after: "نقلاً عن ", rare: 0, in: body, range, to: &credits)
  }

  private static func appendCited(
    after phrase: StaticString, rare: Int, in body: UnsafeRawBufferPointer, _ range: Range<Int>,
    to credits: inout [String]
  ) {
    let text = UnsafeRawBufferPointer(rebasing: body[..<range.upperBound])
    var from = range.lowerBound + rare
    while let hit = ByteSearch.first(phrase.utf8Start[rare], in: text, from: from) {
      from = hit + 1
      guard rare == 0 || text[hit - 1] == phrase.utf8Start[rare - 1],
        ByteSearch.matches(phrase, in: text, at: hit - rare)
      else { continue }
      let start = hit - rare + phrase.utf8CodeUnitCount
      if let name = agency(beginningAt: start, in: text, end: text.count) { add(name, to: &credits) }
    }
  }

  /// The longest known agency of one to three words at `start`.
  private static func agency(beginningAt start: Int, in body: UnsafeRawBufferPointer, end: Int) -> String? {
    var at = start
    if ByteSearch.matchesFolded("the ", in: body, at: at) { at += 4 }
    let first = at
    var best: String?
    for _ in 0..<3 {
      while at < end, isNameByte(body[at]) { at += 1 }
      if at == first { return best }
      if let name = agency(UnsafeRawBufferPointer(rebasing: body[first..<at])) { best = name }
      guard at < end, body[at] == 0x20 else { break }
      at += 1
    }
    return best
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "-") || (byte | 0x20) &- 0x61 < 26
  }

  /// `Reuters and The Associated Press contributed to this report.`
  private static func appendContributors(
    in body: UnsafeRawBufferPointer, _ tail: Range<Int>, to credits: inout [String]
  ) {
    guard let found = ByteSearch.first("contributed to this ", in: body, tail) else { return }
    var start = found
    while start > tail.lowerBound, body[start - 1] != 0x0A,
      !(body[start - 1] == 0x20 && start > tail.lowerBound + 1 && body[start - 2] == UInt8(ascii: "."))
    { start -= 1 }
    var at = start
    while at < found {
      if at == start || !isNameByte(body[at - 1]), let name = agency(beginningAt: at, in: body, end: found) {
        add(name, to: &credits)
      }
      at += 1
    }
  }

  /// The last line or the end of the last line: `(AP)`, `/TASS/`, `— AFP`, `Source: Reuters`.
  private static func appendSignature(in body: UnsafeRawBufferPointer, _ tail: Range<Int>, to credits: inout [String]) {
    var range = ByteSearch.trimmed(body, tail)
    if range.isEmpty { return }
    if body[range.upperBound - 1] == UInt8(ascii: ".") { range = range.lowerBound..<range.upperBound - 1 }
    guard let last = body[range].last else { return }
    if last == UInt8(ascii: ")") || last == UInt8(ascii: "/") {
      let open = last == UInt8(ascii: ")") ? UInt8(ascii: "(") : last
      var start = range.upperBound - 2
      while start >= range.lowerBound, range.upperBound - start < 40, body[start] != open { start -= 1 }
      guard start >= range.lowerBound, body[start] == open else { return }
      let inner = start + 1..<range.upperBound - 1
      if let name = agency(UnsafeRawBufferPointer(rebasing: body[inner])) { add(name, to: &credits) }
      return
    }
    var start = range.upperBound
    while start > range.lowerBound, body[start - 1] != 0x0A { start -= 1 }
    var line = start..<range.upperBound
    if line.count > 60 {
      // `… on Thursday. — AFP` ends a paragraph.
      guard let dash = lastDash(in: body, max(line.lowerBound, line.upperBound - 40)..<line.upperBound) else { return }
      line = dash..<line.upperBound
    } else {
      while let first = body[line].first, first == UInt8(ascii: "-") || first == 0x20 { line = line.dropFirst() }
      if ByteSearch.matches("—", in: body, at: line.lowerBound)
        || ByteSearch.matches("–", in: body, at: line.lowerBound)
      {
        line = line.dropFirst(3)
      }
      for prefix: StaticString in ["source: ", "with ", "agencies: "]
      where ByteSearch.matchesFolded(prefix, in: body, at: line.lowerBound) {
        line = line.dropFirst(prefix.utf8CodeUnitCount)
      }
    }
    if let name = agency(UnsafeRawBufferPointer(rebasing: body[line])) { add(name, to: &credits) }
  }

  private static func lastDash(in body: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var at = range.upperBound - 3
    while at >= range.lowerBound {
      if ByteSearch.matches("—", in: body, at: at) || ByteSearch.matches("–", in: body, at: at) { return at + 3 }
      at -= 1
    }
    return nil
  }
}

/// News agencies: the usual short name, then other ways in which it is printed.
private enum AgencyNames {
  static let names: [String] = list.map { String($0.split(separator: "|")[0]) }
  static let table = WordTable<UInt8>(
    list.enumerated().flatMap { index, names in names.split(separator: "|").map { (String($0), UInt8(index)) } })

  private static let list: [String] = [
    "AP|Associated Press|أ ب|美联社", "Reuters|Thomson Reuters|Рейтер|رويترز|路透社|ロイター|REUTERS",
    "AFP|Agence France-Presse|Agence France Presse|أ ف ب|АФП|法新社",
    "TASS|ТАСС|ITAR-TASS|ИТАР-ТАСС|Itar Tass|تاس|塔斯社", "RIA Novosti|РИА Новости|RIA|РИА|R-Sport",
    "Interfax|Интерфакс|Interfax-Ukraine|INTERFAX.RU", "Sputnik|Спутник", "Xinhua|Xinhua News Agency|新华社|新華社|شينخوا",
    "China News Service|中新社|中新网", "dpa|Deutsche Presse-Agentur|د ب أ|دبا", "EFE|Agencia EFE", "ANSA", "Adnkronos",
    "AGI",
    "Kyodo|Kyodo News|共同通信|共同", "Jiji|Jiji Press|時事", "Yonhap|Yonhap News Agency|연합뉴스", "KCNA", "UPI",
    "PTI|Press Trust of India",
    "ANI", "IANS", "Bloomberg|Bloomberg News", "Dow Jones|Dow Jones Newswires", "PA|PA Media|Press Association",
    "AAP|Australian Associated Press", "CP|Canadian Press", "Bernama", "Antara", "Lusa|LUSA", "TT", "NTB", "STT",
    "Ritzau", "Belga", "ANP", "APA", "SDA|Keystone-SDA", "Keystone-ATS", "ČTK|CTK", "PAP", "MTI", "Agerpres", "BTA",
    "HINA", "Tanjug|Танјуг",
    "Anadolu|Anadolu Agency|AA|الأناضول", "UNIAN|УНІАН|УНИАН", "Ukrinform|Укринформ|Укрінформ", "BelTA|БелТА|BELTA",
    "Azertag|AZERTAC|Азертадж", "Trend", "Kazinform|Казинформ", "SANA|سانا", "IRNA|إرنا", "ISNA", "WAM|وام",
    "MENA|أ ش أ", "SPA|واس", "KUNA|كونا",
    "QNA|قنا", "Petra|بترا", "Europa Press", "Notimex", "Agência Brasil|Agencia Brasil", "Télam|Telam", "Prensa Latina",
    "Zenit",
    "Central News Agency|中央社", "VNA", "Business Wire", "PR Newswire", "GlobeNewswire", "IPS", "Scoop", "Panapress",
    "GNA|Ghana News Agency",
    "NAN|News Agency of Nigeria", "Citypaper", "Knight Ridder", "Cox News", "Gannett", "McClatchy",
    "Tribune News Service|TNS",
  ]
}
