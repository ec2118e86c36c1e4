import Testing

@testable import NewsQuery

@Suite struct LanguageGuessTests {
  @Test(arguments: [
    ("The president said on Monday that the talks with Iran had failed.", ""),
    ("Der Konzern zahlte 1,2 Mrd € an die Aktionäre, die sich darüber freuten.", "de"),
    ("L'entreprise a payé 3 millions d'euros pour la société, a dit le ministre des finances.", "fr"),
    ("La empresa pagó 2,5 millones de euros por la compañía, dijo el ministro en Madrid.", "es"),
    ("O governo não vai aumentar os impostos, disse o ministro da Economia em Brasília.", "pt"),
    ("Il governo ha detto che la legge non sarà cambiata, secondo il ministro della Difesa.", "it"),
    ("Het kabinet heeft niet besloten wat er met de wet van vorig jaar moet gebeuren.", "nl"),
    ("Правительство выделило 300 млн рублей на ремонт школ.", "ru"),
    ("Уряд виділив гроші на ремонт шкіл в Україні, повідомили її міністри.", "uk"),
    ("公司支付了30亿元人民币。", "zh"), ("日本企業は500万円を支払った。", "ja"),
    ("", ""), ("Foo bar 12", ""), ("Angela Merkel und die CDU: the party of the chancellor was in trouble.", ""),
    ("\u{FFFD}\u{FFFD} x", ""),
  ]) func plainlyWrittenIn(_ text: String, _ tag: String) {
    var text = text
    #expect(text.withUTF8 { LanguageGuess.tag(of: UnsafeRawBufferPointer($0)) } == tag)
  }

  /// A text that is cut within a letter.
  @Test func anyBytesAreFine() {
    let bytes: [UInt8] = [0xD0]
    #expect(bytes.withUnsafeBytes { LanguageGuess.tag(of: $0) } == "ru")
    #expect([UInt8](repeating: 0xFF, count: 5000).withUnsafeBytes { LanguageGuess.tag(of: $0) } == "")
  }

  @Test func amountsAreReadInTheLanguageOfTheBody() throws {
    var article = Article()
    article[.headline] = "Konzern zahlt 1,2 Mrd €"
    article[.body] = "Der Konzern zahlte die Summe an die Aktionäre, und das war nicht alles."
    var builder = ArchiveBuilder()
    builder.append(article)
    let rows = try Fixture.rows("* | amounts | select amount, unit", of: builder.finish(name: "german"))
    #expect(rows == ["amount\tunit", "1200000000\tEUR"])
  }
}
