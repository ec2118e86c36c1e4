/// Questions of a news desk, each one line.
enum QuestionPages {
  static let all: [ManualPage] = [
    page(
      "finding", "which articles", "who may resign, in which paper, how near to whom",
      [
        .init("starmer near/10 resign* | select date, headline", "Starmer and resignation close together"),
        .init("hlead:(tariff* steel) | select date, headline", "steel tariffs in headline, deck or lead"),
        .init("atleast/5 fentanyl words>800 | select words, headline", "long pieces that are about fentanyl"),
        .init("vodafone near/p telecom* | select headline", "in one paragraph"),
        .init("rico not near/5 puerto | kwic 4", "RICO the law, not Puerto Rico"),
        .init("=WHO | select headline", "the organisation, not the pronoun"),
        .init(
          "byline:smith source is \"Financial Times\" date:2024-01..2024-06 | select date, byline, headline",
          "one reporter of one paper in half a year"),
        .init("dateline:beirut not hlead:beirut | select dateline, headline", "filed from Beirut, but not about it"),
        .init(
          "acme near/10 (accus* or alleg*) not (acme near/15 (declin* or comment*)) | select source, headline",
          "accused, and not asked for a comment"),
      ]),
    page(
      "counting", "how many, when and where", "coverage over time and by outlet",
      [
        .init("\"heat pump*\" | timeline by week", "coverage by week, empty weeks too"),
        .init("migrant* | share by source", "per thousand articles of each outlet"),
        .init("hydrogen subsid* | top 10 source", "who writes about it"),
        .init("tariff* | distinct text | count by source", "each wire story once"),
        .init("@companies.txt | count by term", "a row for each name of a list, zeros too"),
        .init("source is \"Le Monde\" | timeline by day | where count = 0", "days on which nothing came"),
      ]),
    page(
      "wording", "in which words", "context, company and contrast of words",
      [
        .init("crackdown | kwic 8 sort right", "what follows the word"),
        .init("migrant* | collocates 4 left | head 6", "words before it more often than by chance"),
        .init(
          "brexit source:guardian | keywords vs (brexit source:telegraph) | head 6",
          "one paper's words against another's"),
      ]),
    page(
      "sources", "who said it, who had it first", "speakers, sums, events and copies",
      [
        .init(
          "lagarde | quotes | where speaker ~ lagarde | select source, quote, kind",
          "what she said, not what was said of her"),
        .init("\"aid budget\" | amounts | where near | select words, amount, unit, distance", "sums close to the word"),
        .init("quake date:2024-04-03 | copies | select place, date, source, taken, evidence", "who printed whose text"),
        .init("\"cash for access\" | copies | first | select date, source, headline", "who had it first"),
        .init("\"post office\" horizon | dates | sort event | select event, words", "a chronology"),
      ]),
    page(
      "keeping", "what to keep and ask again", "samples and standing questions",
      [
        .init(
          "asylum* | sample 3 seed 7 | select id, date, source, headline | as csv",
          "a sample that anyone can draw again"),
        .init(
          "param since = 2024-06-13; added>$since date>$since | select date, headline",
          "what is new: in a script, with `--arg since=…`"),
      ]),
  ]

  private static func page(
    _ name: String, _ summary: String, _ about: String, _ examples: [ManualPage.Example]
  ) -> ManualPage {
    ManualPage(
      name, .question, summary, usage: "SEARCH | STAGE | …", about.prefix(1).uppercased() + about.dropFirst() + ".",
      examples)
  }
}
