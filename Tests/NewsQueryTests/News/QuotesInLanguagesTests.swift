import Testing

@testable import NewsQuery

/// Quotes in the languages that are known, and speakers that no listed verb tells.
@Suite struct QuotesInLanguagesTests {
  private func speakers(_ text: String, _ language: String) -> [String] {
    seenQuotes(text, language: language).map(\.speaker)
  }

  @Test(arguments: [
    ("en", "“The tide will not wait for us,” {v} Nora Vik.", "Nora Vik", "glimmed"),
    ("en", "“The tide will not wait for us,” Nora Vik {v}.", "Nora Vik", "glimmed"),
    ("de", "„Die Flut wartet nicht auf uns“, {v} Nora Vik.", "Nora Vik", "glimmte"),
    ("de", "„Die Flut wartet nicht auf uns“, {v} Nora Vik.", "Nora Vik", "glimmte sich"),
    ("fr", "« La marée ne nous attend pas », {v} Nora Vik.", "Nora Vik", "a glimmé"),
    ("fr", "« La marée ne nous attend pas », {v} Nora Vik.", "Nora Vik", "se glimme"),
    ("es", "«La marea no nos espera», {v} Nora Vik.", "Nora Vik", "ha glimado"),
    ("it", "«La marea non ci aspetta», {v} Nora Vik.", "Nora Vik", "ha glimmato"),
    ("ru", "«Прилив нас не ждёт», — {v} Нора Вик.", "Нора Вик", "глимкнула"),
    ("sv", "”Tidvattnet väntar inte på oss”, {v} Nora Vik.", "Nora Vik", "glimmade"),
  ]) func anUnknownVerbIsEnough(_ language: String, _ frame: String, _ speaker: String, _ verb: String) {
    let pieces = frame.split(separator: "{v}").map(String.init)
    #expect(speakers(pieces.joined(separator: verb), language) == [speaker])
  }

  @Test(arguments: [
    ("وقال المدير سامي نور: \"لن ننتظر المد بعد اليوم\".", "سامي نور"),
    ("وأضافت الوزيرة ليلى حداد في بيان: «لن ننتظر المد بعد اليوم».", "ليلى حداد"),
    ("\"لن ننتظر المد بعد اليوم\"، قال سامي نور للصحفيين.", "سامي نور"),
    ("وعلق رئيس البلدية سامي الحداد قائلا: \"لن ننتظر المد\".", "سامي الحداد"),
    ("وقالت المتحدثة: \"لن ننتظر المد بعد اليوم\".", "المتحدثة"),
    ("كتب سامي نور في صحيفة \"المد\" أمس.", ""),
  ]) func arabicSpeakers(_ text: String, _ speaker: String) {
    #expect(speakers(text, "ar").joined() == speaker)
  }

  /// The verbs that newspapers say with, after a whole quote.
  @Test(arguments: [
    (
      "en", "“The tide will not wait for us,” Nora Vik {v}.\n",
      "said added noted argued warned insisted told·us claimed replied recalled joked wrote admitted testified concluded "
        + "lamented vowed countered mused asserted wondered urged confirmed"
    ),
    (
      "de", "„Die Flut wartet nicht auf uns“, {v} Nora Vik.\n",
      "sagte erklärte betonte meinte warnte versicherte räumte·ein fügte·hinzu stellte·klar gab·zu·bedenken klagte mahnte "
        + "scherzte erwiderte verriet schilderte forderte lobte beteuerte"
    ),
    (
      "fr", "« La marée ne nous attend pas », {v} Nora Vik.\n",
      "a·déclaré a·ajouté a·estimé a·martelé a·prévenu a·promis explique souligne confie s’insurge se·félicite tempère glisse "
        + "a·fustigé a·reconnu prévient"
    ),
    (
      "es", "«La marea no nos espera», {v} Nora Vik.\n",
      "dijo afirmó aseguró señaló recalcó apuntó zanjó sentenció lamentó reiteró ha·dicho explica admitió bromeó exigió"
    ),
    (
      "ru", "«Прилив нас не ждёт», — {v} Нора Вик.\n",
      "сказала заявила отметила подчеркнула уточнила считает напомнила констатировала призналась уверена выразила·мнение "
        + "рассказывает поделилась посетовала"
    ),
  ]) func eachVerbOfSayingTellsTheSpeaker(_ language: String, _ frame: String, _ verbs: String) {
    let speaker = language == "ru" ? "Нора Вик" : "Nora Vik"
    for verb in verbs.split(separator: " ") {
      let words = verb.split(separator: "·").joined(separator: " ")
      let text = frame.split(separator: "{v}").map(String.init).joined(separator: words)
      #expect(speakers(text, language) == [speaker], "\(language): \(words)")
    }
  }

  @Test(arguments: [
    ("ru", "Рыбаки в порту говорят, что сети порваны.", "Рыбаки в порту"),
    ("ru", "Директор порта сообщил утром во вторник, что причал закрыт.", "Директор порта"),
    ("ru", "Шторм, уверяют моряки, утихнет. Шторм, говорят моряки, скоро утихнет.", "моряки"),
    ("ru", "Совет вчера объявил о том, что порт закроют.", "Совет"),
    ("ru", "Порт закрыт, сообщил ТАСС капитан Павел Орлов.", "Павел Орлов"),
    ("de", "Das Amt habe zu spät gewarnt, klagte der Hafenmeister am Freitag.", "der Hafenmeister"),
    ("de", "Wie die Sprecherin mitteilte, sei der Hafen offen.", "die Sprecherin"),
    ("de", "„Der Hafen bleibt offen“, hieß es von Nora Vik.", "Nora Vik"),
    ("fr", "Pour le maire, « il faut attendre la marée ».", "le maire"),
    ("es", "«El puerto sigue abierto», destacó ayer la alcaldesa Nora Vidal.", "Nora Vidal"),
    ("it", "«Il porto resta aperto», ha spiegato la sindaca Nora Villa.", "Nora Villa"),
    ("pt", "“O porto continua aberto”, destacou o ministro Paulo Vilar.", "Paulo Vilar"),
    ("nl", "“De haven blijft open”, zei burgemeester Nora Visser.", "Nora Visser"),
  ]) func eachLanguageHasItsForms(_ language: String, _ text: String, _ speaker: String) {
    #expect(speakers(text, language).last == speaker)
  }

  @Test func chineseTellsTheSpeakerBeforeOrAfterTheMarks() {
    #expect(speakers("港务局局长李明表示：“港口照常开放。”", "zh") == ["李明"])
    #expect(speakers("“船已经到了，”李明在电话里说，“大家都很高兴。”", "zh") == ["李明"])
    #expect(speakers("气象专家指出，今年夏天的台风比往年要多。", "zh") == ["气象专家"])
  }

  @Test(arguments: [
    ("There is a catch: \"The boat leaks every night,\" Vik says.", "Vik"),
    ("Here is the plan: \"We row to the island,\" the captain said.", "the captain"),
    ("The notice began, “To all sailors: the pier is closed until June.”", "The notice"),
    ("\"Is the pier open?\" Nora B. Vik, the mayor's adviser on ports, said on Friday.", "Nora B. Vik"),
    ("“The pier is open.” Vik said.", "Vik"),
    ("\"The soup was cold,\" one said.", "one"),
    ("\"The bread was fine,\" said another.", "another"),
    ("\"It was a long winter.\"\n\nThat was how Nora Vik once described the voyage.", "Nora Vik"),
    ("A record of the call has Vik saying, “The boats are sold already.”", "Vik"),
    ("Her firm issued a note saying the pier is \"quite safe\" now.", "Her firm"),
  ]) func englishFormsTellTheSpeaker(_ text: String, _ speaker: String) {
    #expect(speakers(text, "en") == [speaker])
  }

  @Test func aParticipleGoesOnWithTheSpeaker() {
    #expect(
      speakers("“The pier pays for itself,” the local paper wrote, adding, “and the town knows it well.”", "en")
        == ["the local paper", "the local paper"])
  }

  @Test func aTranscriptIsReadByItsLabels() {
    let text = """
      NORA VIK, HARBOUR TV ANCHOR: Good evening.

      PAUL ORR, CORRESPONDENT (voice-over): The pier is closed.

      It rains.

      (BEGIN VIDEO CLIP)

      VIK: Thank you, Paul.
      """
    #expect(
      seenQuotes(text) == [
        .init(kind: "direct", words: ["Good evening."], cue: nil, speaker: "NORA VIK"),
        .init(kind: "direct", words: ["The pier is closed.", "It rains."], cue: nil, speaker: "PAUL ORR"),
        .init(kind: "direct", words: ["Thank you, Paul."], cue: nil, speaker: "NORA VIK"),
      ])
  }

  @Test func aHeadingInMarksIsNotAQuote() {
    #expect(
      seenQuotes("The port is shut, he said.\n\n“SHUT, STUPID AND WRONG”\n\nShips wait.").allSatisfy {
        $0.kind == "indirect"
      })
  }
}
