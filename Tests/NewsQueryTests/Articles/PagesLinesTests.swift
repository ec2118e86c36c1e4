import Testing

@testable import NewsQuery

/// Dates and names that a page prints in a line of its own.
@Suite struct PagesLinesTests {
  static func page(_ lines: String, after: String = "", head: String = "", language: String = "en") -> Article {
    PagesTests.page(
      "<main><h1>Ferry stops for a month</h1>\(lines)\(PagesTests.html(PagesTests.paragraphs))\(after)</main>",
      head: head + "<meta property=\"og:locale\" content=\"\(language)\">")
  }

  static let dates: [(after: String, date: String)] = [
    ("<p>Erstellt am: 01.11.2023</p>", "2023-11-01"),
    ("<p>Mise en ligne le 23 mai 2019</p>", "2019-05-23"),
    ("<div><p>Mise en ligne</p><p>23 mai 2019</p></div>", "2019-05-23"),
    ("<p>Last updated: 17 January 2021</p>", "2021-01-17"),
    ("<p>Publisher: Coast Press<br>Published: 4 February 2022</p>", "2022-02-04"),
    // Publication comes before the last change.
    ("<p>Last updated: 17 January 2021</p><p>Published: 4 January 2021</p>", "2021-01-04"),
    ("<p>This post was filed under Ports and posted on 19 May 2010 at noon.</p>", "2010-05-19"),
    // Words within a sentence are not labels.
    (
      "<p>The report of the coast guard, which was published 4 February 2022 after three weeks of talks, names neither the harbour nor the ship.</p>",
      ""
    ),
    ("<div class=\"comments\"><p>Posted 4 February 2022</p></div>", ""),
  ]

  @Test(arguments: 0..<PagesLinesTests.dates.count)
  func labelledDatesAfterTheStory(_ index: Int) {
    let (after, date) = Self.dates[index]
    #expect(Self.page("", after: after).published?.description ?? "" == date)
  }

  @Test func thePrintedOrderOfDayAndMonthDecides() {
    let meta = "<meta name=\"date\" content=\"11/01/2023 12:43:42\">"
    let turned = Self.page("", after: "<p>Published: 1 November 2023</p>", head: meta)
    #expect(turned.published?.description.hasPrefix("2023-11-01") == true)
    // Another day altogether is no reason to doubt the data.
    let other = Self.page(
      "", after: "<p>Published: 3 November 2023</p>", head: "<meta name=\"date\" content=\"2023-01-11\">")
    #expect(other.published?.description == "2023-01-11")
  }

  @Test func namesBesideLabelsAndDates() {
    let lines: [(String, [String])] = [
      ("<p>11.12.2019 - Mia Holt</p>", ["Mia Holt"]),
      ("<div>Posted on September 21, 2020 by Mia Holt</div>", ["Mia Holt"]),
      ("<p><strong>Author:</strong> <a href=\"/p/7\">Mia Holt</a></p>", ["Mia Holt"]),
      ("<div><div>By</div><div><a href=\"/p/7\">Mia Holt</a></div></div>", ["Mia Holt"]),
      ("<p class=\"date\">Erstellt von <a href=\"/author/mia/\">Mia</a> am 6. Mai 2014</p>", ["Mia"]),
      ("<p class=\"author\">Stand: 6. Mai 2014</p>", []),
      ("<p>By</p><p>the time it came, the harbour was shut</p>", []),
    ]
    for (line, names) in lines { #expect(Self.page(line).bylines == names, "\(line)") }
  }

  @Test func namesAfterDatesInBylines() {
    #expect(BylineText.names("Posted on 3 May 2021 by Mia Holt") == ["Mia Holt"])
    #expect(BylineText.names("03.05.2021 | Mia Holt") == ["Mia Holt"])
    #expect(BylineText.names("ByMia Holt") == ["Mia Holt"])
    #expect(BylineText.names("Byron Holt") == ["Byron Holt"])
  }

  @Test func theLaterOfTwoStatedDaysIsShown() {
    let data =
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-11-06T18:19+01:00\"}</script>"
    func date(_ meta: String) -> String? {
      Self.page("", head: data + "<meta name=\"DC.Date\" content=\"\(meta)\">").published?.description
    }
    #expect(date("2023-11-07T07:30+01:00")?.hasPrefix("2023-11-07") == true)
    // Earlier, or only seemingly of another day.
    #expect(date("2023-11-05T07:30+01:00")?.hasPrefix("2023-11-06") == true)
    #expect(date("2023-11-07T00:19Z")?.hasPrefix("2023-11-06") == true)
  }

  @Test func linesAtTheEndOfAStory() {
    func ends(_ after: String, _ line: String) -> Bool { Self.page("", after: after)[.body].hasSuffix(line) }
    #expect(ends("<p><em>Contributing: Mia Holt</em></p>", "Contributing: Mia Holt"))
    #expect(
      ends(
        "<blockquote><p>The ferry is back.</p>— Mia Holt (@mia) <a href=\"/s/1\">May 3, 2021</a></blockquote>",
        "— Mia Holt (@mia) May 3, 2021"))
    #expect(!ends("<p>Managed by:</p>", "Managed by:"))
    #expect(!ends("<div>Loading ...</div>", "Loading ..."))
    #expect(!ends("<p>We use cookies to make our ferries run on time and on water.</p>", "on water."))
  }

  @Test func aSecondHeadlineIsNotALead() {
    func body(_ lead: String) -> String {
      PagesTests.page(
        "<header><h1>Ferry stops for a month</h1><p>\(lead)</p></header><main>\(PagesTests.html(PagesTests.paragraphs))</main>"
      )[.body]
    }
    let short = "The harbour waits for a new engine and for the tide."
    let long =
      "The harbour waits for a new engine. It comes by road from the north. Until then a small boat carries the mail to the island."
    #expect(!body(short).hasPrefix("The harbour"))
    #expect(body(long).hasPrefix("The harbour"))
  }

  @Test func aFooterIsNotTheStory() {
    let about =
      "Ferry Lists is a service of the coast that gathers all ferries and their hours in one place for everybody who sails or waits. It is free. It is made by three people who live on the island and write down what they see."
    let article = PagesTests.page(
      "<h1>Ferry number seven</h1><div><p>No hours of this ferry are known.</p></div><div class=\"page_footer\"><p>\(about)</p></div>"
    )
    #expect(!article[.body].contains("three people"))
  }
}
