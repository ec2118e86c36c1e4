import Testing

@testable import NewsQuery

/// Web pages as sites build them: the story is found by what elements hold, and not by the words of their classes.
@Suite struct PagesTests {
  static let paragraphs = [
    "The ferry between Norby and the islands will stop for the whole of February, its owner said on Monday.",
    "A new engine comes from Bremen in the last week of January, and two engineers with it, to be fitted at the quay.",
    "Islanders will be taken across by fishing boats twice a day, weather permitting, at the price of the ferry.",
  ]
  static let german = [
    "Die Brücke über die Alte Werra bleibt bis Ostern gesperrt, wie der Landkreis am Dienstag mitgeteilt hat.",
    "Bei der Prüfung waren Risse in zwei Trägern gefunden worden, die nun geschweißt und neu gestrichen werden.",
    "Der Umweg über Neustadt dauert zwanzig Minuten; der Schulbus fährt deshalb schon um zwanzig nach sechs ab.",
  ]
  static let french = [
    "La halle du marché de Valmont rouvrira au printemps, après deux ans de travaux, a annoncé la mairie mardi.",
    "Quarante commerçants ont déjà réservé une place, et une dizaine d’autres attendent la réponse de la ville.",
    "Le chantier aura coûté quatre millions d’euros, dont la moitié a été payée par la région et par l’État.",
  ]
  static let russian = [
    "Паром между островами не будет ходить весь февраль, сообщил в понедельник его владелец журналистам города.",
    "Новый двигатель привезут в последнюю неделю января, и вместе с ним приедут два инженера с завода в Бремене.",
  ]

  static func body(_ texts: [String]) -> String { texts.joined(separator: "\n\n") }
  static func html(_ texts: [String]) -> String { texts.map { "<p>\($0)</p>" }.joined() }

  static func page(_ body: String, head: String = "", title: String = "Ferry stops for a month") -> Article {
    let text = "<!doctype html><html lang=\"en\"><head><title>\(title)</title>\(head)</head><body>\(body)</body></html>"
    return readBytes(Array(text.utf8), named: "a.html").articles.first ?? Article()
  }

  // MARK: - Wrappers

  static let wrappers: [(String, String)] = [
    ("<div class=\"layout has-sidebar\">", "</div>"),
    ("<div class=\"elementor-widget elementor-widget-theme\">", "</div>"),
    ("<div class=\"field field--label-hidden\">", "</div>"), ("<div class=\"widget Blog\" id=\"Blog1\">", "</div>"),
    ("<form id=\"aspnetForm\" action=\"/\">", "</form>"), ("<header class=\"page\">", "</header>"),
    ("<div class=\"modal-open popup\">", "</div>"), ("<div class=\"paywall metered\">", "</div>"),
    ("<div class=\"post category-advertising tag-cookies\">", "</div>"),
    ("<div class=\"no-comments comments-closed\">", "</div>"),
    ("<div id=\"print\"><div class=\"social related\">", "</div></div>"), ("<aside>", "</aside>"),
    ("<span class=\"footer\"><div class=\"menu\">", "</div></span>"),
  ]

  @Test(arguments: 0..<PagesTests.wrappers.count, [0, 1, 2])
  func aWrapperAroundTheStoryIsNotFurniture(_ index: Int, _ language: Int) {
    let (open, close) = Self.wrappers[index]
    let texts = [Self.paragraphs, Self.german, Self.french][language]
    let menu = "<ul class=\"nav\"><li><a href=\"/\">Home</a></li><li><a href=\"/n\">News</a></li></ul>"
    let article = Self.page(
      "\(open)\(menu)<h1>Ferry stops for a month</h1>\(Self.html(texts))\(close)<footer><p>© Coast</p></footer>")
    #expect(article[.body] == Self.body(texts))
    #expect(article[.headline] == "Ferry stops for a month")
  }

  @Test func wordsOfFurnitureStillCountAgainstLittle() {
    let boxes = [
      "<div class=\"share-bar\"><p>Share this story with your friends on the networks.</p></div>",
      "<div class=\"newsletter-box\"><p>Get the best of the coast in your mailbox every morning, for nothing at all.</p></div>",
      "<div class=\"related\"><h3><a href=\"/a\">Ten other ferries</a></h3><p>They stop as well, and some for longer.</p></div>",
      "<div class=\"authorBox\"><p>Mia Holt has written about boats and their owners for twenty years, mostly at night.</p></div>",
    ]
    let content = Self.paragraphs.enumerated().map { "<p>\($1)</p>" + boxes[$0] }.joined() + boxes[3]
    let article = Self.page("<h1>Ferry stops for a month</h1><div class=\"content\">\(content)</div>")
    #expect(article[.body] == Self.body(Self.paragraphs))
  }

  @Test func commentsAreLeftOutEvenIfLonger() {
    let comments = String(
      repeating: "<li><p>I have taken this ferry for years, and it has never once been on time for me.</p></li>",
      count: 30)
    for name in ["comments", "kommentare", "commentaires", "comentarios", "disqus_thread"] {
      let article = Self.page(
        "<main><h1>Ferry stops for a month</h1>\(Self.html(Self.paragraphs))<section id=\"\(name)\"><ol>\(comments)</ol></section></main>"
      )
      #expect(article[.body] == Self.body(Self.paragraphs), "\(name)")
    }
  }

  // MARK: - Parts

  @Test(arguments: ["div", "section"])
  func aLinkBesideParagraphsDoesNotRemoveThem(_ tag: String) {
    let article = Self.page(
      "<h1>Ferry stops for a month</h1><\(tag)><a href=\"/ferries\">Everything about ferries</a>\(Self.html(Self.paragraphs))</\(tag)>"
    )
    #expect(article[.body] == Self.body(Self.paragraphs))
  }

  @Test func siblingsOfOneStoryAreJoined() {
    let columns = Self.paragraphs.map { "<div class=\"col\"><p>\($0)</p></div>" }.joined(
      separator: "<div class=\"ad\"><a href=\"/x\">Buy a boat</a></div>")
    #expect(Self.page("<h1>Ferry stops for a month</h1><div>\(columns)</div>")[.body] == Self.body(Self.paragraphs))
    let sections = Self.german.map { "<section class=\"text-block\"><p>\($0)</p></section>" }.joined()
    #expect(
      Self.page("<h1>Brücke gesperrt</h1><div>\(sections)</div>", title: "Brücke gesperrt")[.body]
        == Self.body(Self.german))
  }

  @Test func twoStoriesAreNotMixed() {
    let first = "<article><h1>Ferry stops for a month</h1>\(Self.html(Self.paragraphs))</article>"
    let second = "<article><h1>Brücke gesperrt</h1>\(Self.html(Self.german + Self.german))</article>"
    #expect(Self.page(first + second)[.body] == Self.body(Self.paragraphs))
    #expect(Self.page(second + first)[.body] == Self.body(Self.paragraphs))
  }

  @Test func teasersOfOtherStoriesAreLeftOut() {
    let teaser =
      "<div><h3><a href=\"/t\">Harbour master resigns over a parking place</a></h3><p>He had held the post for eleven years, and his boat is for sale now.</p></div>"
    let article = Self.page(
      "<div><div><h1>Ferry stops for a month</h1>\(Self.html(Self.paragraphs))</div>\(String(repeating: teaser, count: 8))</div>"
    )
    #expect(article[.body] == Self.body(Self.paragraphs))
  }

  @Test func captionsAndPostsAndTables() {
    let article = Self.page(
      """
      <h1>Ferry stops for a month</h1><div><p>\(Self.paragraphs[0])</p>
      <figure><img src="a.jpg"><figcaption>The ferry at the quay of Norby, seen from the lighthouse on a Sunday in May.</figcaption></figure>
      <div class="social-embed"><blockquote><p>No ferry in February. We are sorry, and we will be back in March.</p></blockquote></div>
      <table><tr><th>Month</th><th>Trips</th></tr><tr><td>January</td><td>62</td></tr></table>
      <p>\(Self.paragraphs[1])</p><ul><li>Boats at nine and at four</li><li>Dogs travel free</li></ul></div>
      """)
    #expect(
      article[.body]
        == Self.paragraphs[0] + "\n\nNo ferry in February. We are sorry, and we will be back in March.\n\n"
        + "Month Trips\nJanuary 62\n\n" + Self.paragraphs[1] + "\n\nBoats at nine and at four\nDogs travel free")
  }

  @Test func linesBetweenBreaksAreParagraphs() {
    let article = Self.page("<h1>Паром</h1><div>\(Self.russian.joined(separator: "<br><br>"))</div>", title: "Паром")
    #expect(article[.body] == Self.body(Self.russian))
  }

  @Test func aShortTextIsKept() {
    #expect(Self.page("<h1>Ferry stops</h1><p>No ferry today.</p>")[.body] == "No ferry today.")
    #expect(Self.page("<div>Kein Schiff heute</div>")[.body] == "Kein Schiff heute")
  }

  @Test func hiddenTextIsNotRead() {
    let article = Self.page(
      "<h1>Ferry stops for a month</h1>\(Self.html(Self.paragraphs))<div style=\"color:red; Display : none\"><p>\(Self.german[0])</p></div><p hidden>\(Self.german[1])</p>"
    )
    #expect(article[.body] == Self.body(Self.paragraphs))
  }

  @Test func aLeadInTheHeaderBelongsToTheStory() {
    let lead = Self.paragraphs[0] + " " + Self.paragraphs[1]
    let article = Self.page(
      "<article><header><h1>Ferry stops for a month</h1><p class=\"standfirst\">\(lead)</p></header><div class=\"entry-content\">\(Self.html(Self.german))</div></article>"
    )
    #expect(article[.body] == Self.body([lead] + Self.german))
  }

  // MARK: - Dates

  static let dates: [(String, String, String)] = [
    (
      "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2021-02-03T09:00:00+01:00\"}]}</script>",
      "", "2021-02-03T09:00:00+01:00"
    ),
    (
      "<script type=\"application/ld+json\">[{\"@type\":\"WebSite\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"x\",\"datePublished\":\"2021-02-03\"}]</script>",
      "", "2021-02-03"
    ),
    (
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-02-03\",,}</script>",
      "", "2021-02-03"
    ),
    ("<meta property=\"og:article:published_time\" content=\"2021-02-03\">", "", "2021-02-03"),
    ("<meta name=\"parsely-pub-date\" content=\"2021-02-03T10:00:00Z\">", "", "2021-02-03T10:00:00Z"),
    ("<link rel=\"canonical\" href=\"https://coast.example/2021/02/03/ferry/\">", "", "2021-02-03"),
    ("<link rel=\"canonical\" href=\"https://coast.example/news/2021-02-03-ferry\">", "", "2021-02-03"),
    (
      "", "<span property=\"schema:datePublished\" content=\"2021-02-03T10:00:00Z\">3 Feb</span>",
      "2021-02-03T10:00:00Z"
    ),
    ("", "<abbr class=\"published\" title=\"2021-02-03T10:00:00+02:00\">today</abbr>", "2021-02-03T10:00:00+02:00"),
    ("", "<time datetime=\"2021-02-03\">Wednesday</time>", "2021-02-03"),
    ("", "<span class=\"itemPostDate\">03.02.2021 10:15</span>", "2021-02-03T10:15"),
    ("", "<div class=\"article_publishedOn\">3. Februar 2021</div>", "2021-02-03"),
    ("", "<p>Publié le 3 février 2021</p>", "2021-02-03"), ("", "<p>3 февраля 2021</p>", "2021-02-03"),
    ("", "<p>Publicado el 3 de febrero de 2021</p>", "2021-02-03"),
    ("", "<div class=\"comments\"><time datetime=\"2022-05-06\">6 May</time></div>", ""),
    ("", "<aside><time datetime=\"2022-05-06\">6 May</time></aside>", ""),
    // The moment is of the day after, in UTC.
    (
      "<link rel=\"canonical\" href=\"https://coast.example/2021/02/03/ferry/\"><meta property=\"article:published_time\" content=\"2021-02-04T02:10:00Z\">",
      "", "2021-02-03"
    ),
  ]

  @Test(arguments: 0..<PagesTests.dates.count)
  func datesOfPages(_ index: Int) {
    let (head, line, date) = Self.dates[index]
    let article = Self.page(
      "<main><h1>Ferry stops for a month</h1>\(line)\(Self.html(Self.paragraphs))</main>", head: head)
    #expect(article.published?.description ?? "" == date)
    #expect(article[.body] == Self.body(Self.paragraphs))
  }

  // MARK: - Names

  @Test func bylinesHoldNamesOnly() {
    let lines: [(String, [String])] = [
      ("By Mia Holt", ["Mia Holt"]), ("By Mia Holt and Tom Reed | 3 February 2021", ["Mia Holt", "Tom Reed"]),
      ("Von Jörg Krahl und Ute Öz, dpa", ["Jörg Krahl", "Ute Öz", "dpa"]), ("Autor: Jan de Wit", ["Jan de Wit"]),
      ("Par Élise Roux, le 3 février 2021", ["Élise Roux"]), ("Por Ana Gil y Luis Paz", ["Ana Gil", "Luis Paz"]),
      ("Scritto da Ugo Neri", ["Ugo Neri"]), ("Автор: Иван Петров", ["Иван Петров"]),
      ("Posted by Mia Holt on Monday", ["Mia Holt"]),
      ("MIA HOLT, Senior Reporter", ["MIA HOLT"]), ("Mia Holt @miaholt", ["Mia Holt"]),
      ("Erstellt von Mia Holt am 3.2.2021", ["Mia Holt"]),
      ("2 hours ago", []), ("https://coast.example/mia", []), ("Staff Writer", []), ("mia@coast.example", []), ("", []),
      ("Byron Hale", ["Byron Hale"]), ("Vonda Lee", ["Vonda Lee"]), ("Martin King Jr.", ["Martin King Jr."]),
    ]
    for (line, names) in lines { #expect(BylineText.names(line) == names, "\(line)") }
  }

  @Test func bylinesOfPages() {
    func names(_ line: String, head: String = "") -> [String] {
      Self.page("<main><h1>Ferry stops for a month</h1>\(line)\(Self.html(Self.paragraphs))</main>", head: head).bylines
    }
    #expect(
      names("<p class=\"byline\">By <a rel=\"author\" href=\"/m\">Mia Holt</a>, Harbour Editor</p>") == ["Mia Holt"])
    #expect(names("<span itemprop=\"author\"><b itemprop=\"name\">Mia Holt</b> (32)</span>") == ["Mia Holt"])
    #expect(names("<div>Von Mia Holt</div>") == ["Mia Holt"])
    #expect(names("", head: "<meta name=\"author\" content=\"Mia Holt\">") == ["Mia Holt"])
    let data =
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":[{"@type":"Person","name":"Mia Holt"},{"@type":"Person","name":"Tom Reed"}]}</script>"#
    #expect(names("<p class=\"byline\">Coast Desk</p>", head: data) == ["Mia Holt", "Tom Reed"])
    let desk =
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"@type":"Organization","name":"Coast Paper"},"publisher":{"name":"Coast Paper"}}</script>"#
    #expect(names("<p class=\"author\">Mia Holt</p>", head: desk) == ["Mia Holt"])
    #expect(names("", head: desk) == ["Coast Paper"])
    #expect(names("<p>By Wednesday the ferry was back at its quay in Norby</p>") == [])
  }

  // MARK: - Headlines

  @Test func headlines() {
    func headline(_ title: String, _ heading: String, _ head: String = "") -> String {
      Self.page("<main><h1>\(heading)</h1>\(Self.html(Self.paragraphs))</main>", head: head, title: title)[.headline]
    }
    #expect(headline("Ferry stops - The Coast Paper", "Ferry stops") == "Ferry stops")
    #expect(
      headline("Ferry | The Coast Paper", "Ferry stops for the whole of February")
        == "Ferry stops for the whole of February")
    #expect(
      headline("The Coast Paper", "The Coast Paper", "<meta property=\"og:title\" content=\"Ferry stops\">")
        == "Ferry stops")
    #expect(headline("Fähre steht still | Küste", "Fähre steht still") == "Fähre steht still")
  }

  // MARK: - Hostile pages

  @Test func hostilePages() {
    for piece in [
      "<div class=\"a\">", "<span class='ad'>", "<p class=comments>", "<table><tr><td>", "<article><h1>x</h1>",

    ] {
      let article = Self.page(String(repeating: piece, count: 3000) + Self.html(Self.paragraphs))
      #expect(article[.body].contains(Self.paragraphs[2]), "\(piece)")
    }
    let data = String(repeating: "[", count: 50_000)
    #expect(
      Self.page(Self.html(Self.paragraphs), head: "<script type=\"application/ld+json\">\(data)</script>")[.body]
        == Self.body(Self.paragraphs))
    let long = String(repeating: "comment ", count: 100_000)
    #expect(
      Self.page("<div class=\"\(long)\">\(Self.html(Self.paragraphs))</div>")[.body] == Self.body(Self.paragraphs))
  }
}
