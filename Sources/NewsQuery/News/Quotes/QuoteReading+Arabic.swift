/// Who is quoted in Arabic, which has no capitals and sets the verb first: وقال الوزير أحمد علي: "…"
extension QuoteReading {
  /// Judges marks after or before a verb of saying. Returns nil if no such verb is near.
  mutating func judgeArabic(_ place: QuotePlace) -> Int? {
    let before = place.before
    // A few words without a colon before them are a name or a title.
    guard place.wordCount >= 4 || before.last.map({ line.tokens[$0].kind == .colon }) ?? false else { return nil }
    if let cue = before.suffix(16).last(where: { isArabicVerb($0) }) {
      // وعلق الوزير قائلا: "…"
      let saying = (cue + 1..<before.upperBound).first { isArabicParticiple($0) } ?? before.upperBound
      let mention = arabicSpeaker(cue + 1..<saying) ?? carriedInParagraph()
      return add(.direct, place.content, cue: cue, mention: mention)
    }
    if let cue = place.after.prefix(3).first(where: { isArabicVerb($0) }) {
      return add(.direct, place.content, cue: cue, mention: arabicSpeaker(cue + 1..<place.after.upperBound))
    }
    return nil
  }

  private func carriedInParagraph() -> Mention? {
    guard let lastDraft, lastDraft.paragraph == paragraph else { return nil }
    return drafts[lastDraft.draft].mention
  }

  /// The person at the beginning of the tokens: titles before a name are left out; titles alone, and phrases that may hold
  /// more than a name, are a role.
  private func arabicSpeaker(_ tokens: Range<Int>) -> Mention? {
    let end =
      tokens.first { line.tokens[$0].kind != .word || isArabicStop($0) || endsWithComma($0) } ?? tokens.upperBound
    let isCut = end < tokens.upperBound && line.tokens[end].kind == .word && endsWithComma(end) && !isArabicStop(end)
    let phrase = tokens.lowerBound..<(isCut ? end + 1 : end)
    guard !phrase.isEmpty, phrase.count <= 10 else { return nil }
    var first = phrase.lowerBound
    while first < phrase.upperBound, isArabicTitle(first) || hasArticle(first) { first += 1 }
    var last = first
    while last < phrase.upperBound, !isArabicTitle(last) { last += 1 }
    let range = arabicRange(phrase)
    guard first < last, last - first <= 3 else { return Mention(form: .role, range: range) }
    return Mention(form: .name, range: range, name: arabicRange(first..<last))
  }

  /// The bytes of the tokens without a comma at their end.
  private func arabicRange(_ tokens: Range<Int>) -> Range<Int> {
    let range = bytes(tokens)
    return endsWithComma(tokens.upperBound - 1) ? range.lowerBound..<range.upperBound - 2 : range
  }

  /// Whether `،` is the end of the token.
  private func endsWithComma(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    return range.count > 2 && text[range.upperBound - 2] == 0xD8 && text[range.upperBound - 1] == 0x8C
  }

  private func isArabicVerb(_ index: Int) -> Bool { arabicCategory(index) == 1 }

  private func isArabicParticiple(_ index: Int) -> Bool { arabicCategory(index) == 2 }

  private func isArabicStop(_ index: Int) -> Bool {
    let range = line.tokens[index].range
    // للصحفيين: to whom it was said.
    return arabicCategory(index) == 3 || text[range].starts(with: "لل".utf8)
  }

  private func isArabicTitle(_ index: Int) -> Bool { arabicCategory(index) == 4 }

  private func hasArticle(_ index: Int) -> Bool { text[line.tokens[index].range].starts(with: "ال".utf8) }

  /// The category of a word with and without `و`, `ف` (and) and `ال` (the) before it.
  private func arabicCategory(_ index: Int) -> UInt8 {
    var range = line.tokens[index].range
    if endsWithComma(index) { range = range.lowerBound..<range.upperBound - 2 }
    let whole = Self.arabic.category(of: range, in: text)
    if whole != 0 || range.count <= 4 { return whole }
    if text[range].starts(with: "ال".utf8) {
      let rest = Self.arabic.category(of: range.lowerBound + 4..<range.upperBound, in: text)
      return rest == 4 ? 4 : 0
    }
    guard text[range].starts(with: "و".utf8) || text[range].starts(with: "ف".utf8) else { return 0 }
    let rest = Self.arabic.category(of: range.lowerBound + 2..<range.upperBound, in: text)
    return rest <= 2 ? rest : 0
  }

  private static let arabic = WordList([
    (
      1,
      """
      قال قالت قالوا يقول تقول أكد أكدت أكدوا يؤكد تؤكد أضاف أضافت أضافوا يضيف تضيف صرح صرحت أوضح أوضحت يوضح توضح ذكر ذكرت \
      يذكر أعلن أعلنت يعلن أشار أشارت يشير كتب كتبت يكتب تابع تابعت يتابع شدد شددت يشدد اعتبر اعتبرت يعتبر رأى رأت يرى لفت لفتت \
      نفى نفت حذر حذرت يحذر دعا دعت سأل سألت أجاب أجابت رد ردت علق علقت اختتم ختم غرد غردت هتف هتفوا روى روت نقل نقلت
      """
    ),
    (2, "قائلا قائلاً قائلة قائلين مضيفا مضيفاً مضيفة مؤكدا مؤكداً مؤكدة موضحا موضحاً موضحة مشيرا مشيراً مشيرة بالقول"),
    (
      3,
      """
      في خلال إن أن بأن إنه أنه إنها أنها على من إلى بعد قبل عبر عن مع حول لدى أمام ضمن عقب أثناء اليوم أمس غدا الاثنين الإثنين \
      الثلاثاء الأربعاء الخميس الجمعة السبت الأحد مساء صباح يوم لوكالة لقناة لصحيفة ردا تعليقا إثر
      """
    ),
    (
      4,
      """
      رئيس رئيسة وزير وزيرة متحدث متحدثة ناطق ناطقة باسم مدير مديرة سفير سفيرة سيد سيدة دكتور دكتورة أمين عام نائب نائبة مستشار \
      مستشارة قائد لواء عميد عقيد جنرال ملك أمير أميرة شيخ محلل محللة خبير خبيرة مسؤول مسؤولة عضو زعيم مدرب لاعب كاتب محام محامية \
      خارجية داخلية دفاع مالية صحة عدل تعليم حكومة وزراء برلمان مجلس حزب جيش منظمة شركة بلدية محافظ
      """
    ),
  ])
}
