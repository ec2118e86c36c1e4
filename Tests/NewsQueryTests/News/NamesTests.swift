import Testing

@testable import NewsQuery

/// Names as tests write them down: `kind: name`, with the words where these are shorter.
private func seenNames(_ text: String, language: String = "en") -> [String] {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBytes { raw in
    NameFinder().names(in: raw, language: language).map { mention in
      let words = String(decoding: raw[mention.span], as: UTF8.self)
      return "\(mention.kind?.rawValue ?? "-"): \(mention.name)" + (words == mention.name ? "" : " (\(words))")
    }
  }
}

@Suite struct NamesTests {
  @Test(arguments: [
    ("The meeting with Mr. Brown ended.", ["person: Brown"]),
    ("They met Gov. Ann Lee and Sen. J.T. Marsh there.", ["person: Ann Lee", "person: J.T. Marsh"]),
    ("It was the spokesman Tarik Oyelaran who called.", ["person: Tarik Oyelaran"]),
    ("A neighbour, Oyelaran, 43, had called.", ["person: Oyelaran"]),
    ("It was Tarik Oyelaran, who called.", ["person: Tarik Oyelaran"]),
    ("The late Martin Luther King Jr. spoke here.", ["person: Martin Luther King Jr."]),
    ("We saw Prime Minister Tarik Oyelaran again.", ["person: Tarik Oyelaran"]),
    ("Then Secretary of State Tarik Oyelaran left.", ["person: Tarik Oyelaran"]),
    ("Then Apple CEO Tim Cook left.", ["organisation: Apple", "person: Tim Cook"]),
    ("Then Ohio Gov. Tarik Oyelaran left.", ["place: Ohio", "person: Tarik Oyelaran"]),
  ]) func personsAreToldByTitlesRolesAndNeighbours(text: String, names: [String]) {
    #expect(seenNames(text) == names)
  }

  @Test(arguments: [
    ("Shares of Vandelay Industries Inc. fell.", ["organisation: Vandelay Industries Inc."]),
    ("Shares of Vandelay Corp fell.", ["organisation: Vandelay Corp"]),
    (
      "He left the Ministry of Defence for the University of Ulm.",
      ["organisation: Ministry of Defence", "organisation: University of Ulm"]
    ),
    ("He joined the Food and Drug Administration.", ["organisation: Food and Drug Administration"]),
    ("He joined Harrow & Sons Ltd.", ["organisation: Harrow & Sons Ltd."]),
    (
      "The Volta River Authority (VRA) said no. The VRA sued.",
      [
        "organisation: Volta River Authority", "organisation: Volta River Authority (VRA)",
        "organisation: Volta River Authority (VRA)",
      ]
    ),
  ]) func organisationsAreToldByTheirEnds(text: String, names: [String]) {
    #expect(seenNames(text) == names)
  }

  @Test(arguments: [
    ("They flew from Oslo to South Korea.", ["place: Oslo", "place: South Korea"]),
    ("They live in Tarbox, Ohio, near Lake Tarbox.", ["place: Tarbox", "place: Ohio", "place: Lake Tarbox"]),
    ("They live in Bosnia and Herzegovina.", ["place: Bosnia and Herzegovina"]),
    ("They met in Rome and Paris.", ["place: Rome", "place: Paris"]),
    ("A U.S.-led force left U.S. Steel.", ["place: U.S.", "place: U.S.", "-: Steel"]),
  ]) func placesAreListedOrToldByTheirEnds(text: String, names: [String]) {
    #expect(seenNames(text) == names)
  }

  @Test func whatNothingTellsHasNoKind() {
    #expect(seenNames("He praised Zanthor and Quillon Bay Rover.") == ["-: Zanthor", "-: Quillon Bay Rover"])
    // A given name and an institution's word: either may be meant.
    #expect(seenNames("He met Elizabeth Banks.") == ["-: Elizabeth Banks"])
  }

  @Test func capitalsThatTellNothing() {
    #expect(seenNames("Yesterday it rained. Officials said so. On Monday the officials left.").isEmpty)
    #expect(seenNames("American and Russian Muslims met in January. I’m sure, I said.").isEmpty)
    #expect(seenNames("Why Nobody Reads Long Headlines Any More").isEmpty)
    #expect(seenNames("(Reporting by Jane Doe; Editing by John Roe)").isEmpty)
  }

  @Test func shorterFormsLeadToTheFullest() {
    let text = """
      Smith was late. Jane Smith, the mayor of Tarbox, met John Brown of Vandelay Inc.
      “We agreed,” Ms. Smith said; Jane A. Smith's lawyer did not. Brown said that Vandelay's board was content.
      """
    #expect(
      seenNames(text) == [
        "person: Jane A. Smith (Smith)", "person: Jane A. Smith (Jane Smith)", "-: Tarbox", "person: John Brown",
        "organisation: Vandelay Inc.", "person: Jane A. Smith (Smith)", "person: Jane A. Smith",
        "person: John Brown (Brown)", "organisation: Vandelay Inc. (Vandelay)",
      ])
  }

  @Test func mentionsThatDisagreeLeaveTheKindEmpty() {
    #expect(
      seenNames("It was Mr. Tarbox. He lives in Tarbox, Ohio.") == ["-: Tarbox", "-: Tarbox", "place: Ohio"])
  }

  @Test(arguments: [
    (
      "ru", "В Москве президент Владимир Путин встретился с Ангелой Меркель. Путину понравилось.",
      ["place: Москве", "person: Владимир Путин", "person: Ангелой Меркель", "person: Владимир Путин (Путину)"]
    ),
    (
      "ru", "Пресс-секретарь Кремля Дмитрий Песков ответил. Глава Конгресса Иван Петров молчал.",
      ["organisation: Кремля", "person: Дмитрий Песков", "organisation: Конгресса", "person: Иван Петров"]
    ),
    (
      "de", "Die Kanzlerin Angela Merkel reiste am Montag nach Polen. Der Bahnhof war leer.",
      ["person: Angela Merkel", "place: Polen"]
    ),
    (
      "fr", "Le président Emmanuel Macron a quitté Londres lundi. L'Allemagne attend.",
      ["person: Emmanuel Macron", "place: Londres", "place: Allemagne"]
    ),
    (
      "de", "Der Historiker Anton Vogt warnte die SPD in Hagen. Zwischen Mittau und Ringtal fährt kein Zug.",
      ["person: Anton Vogt", "organisation: SPD", "place: Mittau", "-: Ringtal"]
    ),
    (
      "de", "Die Gebühren stiegen. Als Kläger trat Uwe Spatz auf, der Rennfahrer Jens Fink kam aus Oberhausen.",
      ["person: Uwe Spatz", "person: Jens Fink", "place: Oberhausen"]
    ),
    (
      "de", "Sie wohnt in der Lindauer Straße in Bad Grünau. Innerhalb Kanadas ruhte das Geschäft.",
      ["place: Lindauer Straße", "-: Bad Grünau", "place: Kanadas"]
    ),
    (
      "de", "Uwe Westerwelle kam. Danach sprach Westerwelle über die Welle.",
      ["person: Uwe Westerwelle", "person: Uwe Westerwelle (Westerwelle)"]
    ),
    (
      "ru", "Историк Иван Орлов писал о Петре I. NGC 4711 -- галактика.",
      ["person: Иван Орлов", "person: Петре I", "-: NGC 4711"]
    ),
    (
      "en", "The Acme Chief Executive Robert Gray met the President of the United States Anna Lund.",
      ["-: Acme", "person: Robert Gray", "place: United States", "person: Anna Lund"]
    ),
    ("en", "WQX said so. Vandel's shares fell.", ["-: WQX", "-: Vandel"]),
    (
      "de", "Das Institut für Meereskunde und das Bremer Volkstheater schweigen. Vogt sagte nichts.",
      ["organisation: Institut für Meereskunde", "organisation: Bremer Volkstheater"]
    ),
    (
      "ru", "Палата посетила Тверской медицинский институт. Ждали Анну Павловну Орлову.",
      ["organisation: Тверской медицинский институт", "person: Анну Павловну Орлову"]
    ),
    (
      "en", "The U.S. Supreme Court sat. The United Auto Workers struck.",
      ["organisation: U.S. Supreme Court", "organisation: United Auto Workers"]
    ),
    ("es", "El ministro Pedro Sánchez viajó a Alemania el lunes.", ["person: Pedro Sánchez", "place: Alemania"]),
  ]) func otherLanguages(language: String, text: String, names: [String]) {
    #expect(seenNames(text, language: language) == names)
  }

  @Test(arguments: [
    ("en", "It was Governor Tuula Major who signed.", ["person: Tuula Major"]),
    ("en", "The Prime Minister John Major's office was shut.", ["person: John Major"]),
    ("en", "It was Justice Minister Marieke Post who spoke.", ["person: Marieke Post"]),
    ("en", "The chancellor, Solveig Banks, was late.", ["person: Solveig Banks"]),
    ("en", "They met Kevin March and Mrs May there.", ["person: Kevin March", "person: May"]),
    ("en", "They met Kevin May 5 in Oslo.", ["-: Kevin", "place: Oslo"]),
    ("en", "Many liked Laura English's win.", ["person: Laura English"]),
    ("en", "It was Secretary-General Ban Ki-woo who called.", ["person: Ban Ki-woo"]),
    ("de", "Dort sprach Senatorin Tuula Berg. Danach ging Berg.", ["person: Tuula Berg", "person: Tuula Berg (Berg)"]),
    ("de", "Dort sprach Präsident Petkows Anwalt.", ["person: Petkows"]),
    (
      "en", "They met Theresa May. On Friday May spoke. Then May left in May.",
      ["person: Theresa May", "person: Theresa May (May)", "person: Theresa May (May)"]
    ),
    (
      "en", "They met Steve King. King said so. The King of Spain did not.",
      ["person: Steve King", "person: Steve King (King)", "place: Spain"]
    ),
  ]) func surnamesThatAreOtherWordsElsewhere(language: String, text: String, names: [String]) {
    #expect(seenNames(text, language: language) == names)
  }

  @Test(arguments: [
    ("Bronze went to Jung Da-som of South Korea.", ["person: Jung Da-som", "place: South Korea"]),
    ("They saw Choi Min-ho's goal.", ["person: Choi Min-ho"]),
    ("The Kim-backed plan and a US-led force failed.", ["-: Kim", "place: US"]),
    ("A Hong Kong-run bank and the Acme T-shirt were shown.", ["place: Hong Kong", "-: Acme T-shirt"]),
  ]) func givenNamesOfTwoSyllables(text: String, names: [String]) {
    #expect(seenNames(text) == names)
  }

  @Test(arguments: [
    (
      "en", "The Tarbox Workers Party and the Zanth Workers' Party split.",
      ["Tarbox Workers Party", "Zanth Workers' Party"]
    ),
    ("en", "The Members of the Tarbox Teachers Union met.", ["Tarbox Teachers Union"]),
    ("en", "It is the Farmers and Workers League.", ["Farmers and Workers League"]),
    ("en", "It is the Women’s Institute.", ["Women’s Institute"]),
    ("en", "It is the Tarbox Police Department.", ["Tarbox Police Department"]),
    ("en", "They drew with Tarbox Wanderers and Sheffield Wednesday.", ["Tarbox Wanderers", "Sheffield Wednesday"]),
    ("de", "Er spielt für Bayern München und für Energie Cottbus.", ["Bayern München", "Energie Cottbus"]),
  ]) func institutionsNamedByCommonWords(language: String, text: String, names: [String]) {
    #expect(seenNames(text, language: language) == names.map { "organisation: \($0)" })
  }

  @Test func anyBytesAreAccepted() {
    var seed: UInt64 = 5
    let alphabet: [UInt8] =
      Array("AbC. -'’&(),of and Mr. Inc. U.S.\n“”Пу".utf8) + [0xE2, 0x80, 0xC2, 0xD0, 0xF0, 0xFF, 0]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<150 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(seed >> 33) % alphabet.count])
      }
      bytes.withUnsafeBytes { raw in
        var last = 0
        for mention in NameFinder().names(in: raw) {
          #expect(!mention.span.isEmpty && mention.span.upperBound <= raw.count && mention.span.lowerBound >= last)
          last = mention.span.upperBound
          #expect(!mention.name.isEmpty)
        }
      }
    }
  }

  @Test func hostileTextTakesLinearTime() {
    for piece in [
      "A. ", "Aa ", "Aa of ", "Aa and ", "Inc. ", "Mr. ", "a-A", "A'", "Aa (A) ", "President of ", "ПуПу ", "U.S.",
    ] {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      text.withUnsafeBytes { _ = NameFinder().names(in: $0) }
    }
  }
}
