/// The pages about searching.
enum SearchPages {
  static let all: [ManualPage] = [
    ManualPage(
      "words", .search, "all of the words must be in the article", usage: "putin trump",
      synonyms: ["word", "and"],
      """
      Anywhere in headline, deck or body. Case, accents and typographic marks do not count; nothing is stemmed.
      """,
      [
        .init("vodafone italian"),
        .init("lagarde inflation", "l’inflation is found too"),
        .init("vodafone or acme steel", "`and` beside `or` wants parentheses"),
      ]),
    ManualPage(
      "phrase", .search, "words that follow each other", usage: "\"arms control\"", synonyms: ["quotes-marks"],
      """
      Any pair of typographic marks is a phrase too.
      """,
      [
        .init("\"arms control\""),
        .init("“arms control” trump"),
        .init("\"arms control", "a mark that is not closed"),
      ]),
    ManualPage(
      "wildcards", .search, "parts of words", usage: "recycl* wom?n *gate", synonyms: ["*", "?"],
      """
      `*` is any number of letters, `?` exactly one, also inside of a phrase.
      """,
      [
        .init("subsid* | select headline"),
        .init("\"heat pump*\" | count"),
        .init("tariff! ", "`!` is not a wildcard here"),
      ]),
    ManualPage(
      "regex", .search, "a pattern over the text of a field", usage: "/pattern/ /pattern/i", synonyms: ["/"],
      """
      RE2's patterns, which take time in proportion to the text. They see the text as printed, case kept unless `i`. `\\w`, `\\d`
      and `\\b` know ASCII only; `[\\pL\\pN]` is a letter or a digit of any script.
      """,
      [
        .init("/\\d+ homes/ | select headline"),
        .init("headline:/who will/i | select headline"),
        .init("/(unclosed/", "a pattern that cannot be read"),
      ]),
    ManualPage(
      "exact", .search, "exactly so in case and accents", usage: "=WHO", synonyms: ["="],
      """
      Dots, hyphens and `'s` still fold.
      """,
      [
        .init("=WHO | select headline"),
        .init("source=Reuters", "on a field `=` compares numbers and dates"),
      ]),
    ManualPage(
      "or", .search, "either of them", usage: "a or b", synonyms: [],
      """
      `and` beside `or` is refused and both readings offered, with what they find.
      """,
      [
        .init("vodafone or acme | select headline"),
        .init("steel or tariff* brexit", "both readings"),
      ]),
    ManualPage(
      "not", .search, "articles without it", usage: "not a    -a", synonyms: ["-"],
      """

      """,
      [
        .init("quake -taiwan"),
        .init("brexit not fishing | select headline"),
        .init("quake –taiwan", "a dash is not a minus"),
      ]),
    ManualPage(
      "near", .search, "at most n positions apart, any order",
      usage: "a near/5 b   a near/s b   a near/p b   a not near/5 b", synonyms: ["pre"],
      """
      Neighbours are 1 apart. `pre` is the same in this order, `/s` in a sentence, `/p` in a paragraph. Operands are words, phrases, wildcards or a bracketed `or` of them.
      """,
      [
        .init("starmer near/10 resign* | kwic 5"),
        .init("rico not near/5 puerto | select headline"),
        .init("acme pre/3 accus*"),
        .init("a w/5 b", "any order at one vendor, in order at another"),
      ]),
    ManualPage(
      "atleast", .search, "at least n hits in the article", usage: "atleast/3 x", synonyms: [],
      """

      """,
      [
        .init("atleast/5 fentanyl words>800 | select words, headline"),
        .init("atleast fentanyl | count", "without a number it is a word"),
        .init("atleast/few fentanyl", "how many is a number"),
      ]),
    ManualPage(
      "first", .search, "within the first n words of the body", usage: "first/50 x", synonyms: [],
      """
      The dateline does not count.
      """,
      [
        .init("first/10 migrants | select headline"),
        .init("first/0 migrants", "a number from 1"),
      ]),
    ManualPage(
      "fields", .search, "in that field", usage: "headline:x   headline:(x or y)   byline:\"n. klein\"",
      synonyms: [":", "hlead"],
      """
      `hlead` is headline, deck and lead. `file` is the file that an article was read from, as it was named on the command line,
      and `a.zip:b.xml` for a member of a packed file.
      """,
      [
        .init("hlead:(tariff* steel) | select headline"),
        .init("byline:\"nina klein\" | select headline"),
        .init("steel file:manual.jsonl | count by file"),
        .init("headlin:steel", "a field that is not there"),
      ]),
    ManualPage(
      "is", .search, "the whole value", usage: "source is \"Financial Times\"   section is empty   has:deck",
      synonyms: ["empty", "has"],
      """
      Case and accents do not count.
      """,
      [
        .init("source is \"le monde\" | count"),
        .init("has:deck | select headline, deck"),
        .init("body is found", "a text is asked for"),
      ]),
    ManualPage(
      "dates", .search, "when", usage: "date:2024-04   date>=2024-06-01   date:2024-01..2024-03   date:30d",
      synonyms: ["date", "today", "yesterday"],
      """
      The precision written is the precision meant; a date is read in the article's own zone. `30d` counts back from now.
      Days, weeks and months are counted in each article's own zone too, or with `--time-zone Europe/Paris` all in one.
      """,
      [
        .init("date:2024-01 | count"),
        .init("date:2024-06-10..2024-06-12 | select date, source"),
        .init("date:30d | count", "thirty days back from the clock of the run"),
        .init("date:7/8/2024", "which day is meant?"),
      ]),
    ManualPage(
      "numbers", .search, "compared", usage: "words>800   words:100..200", synonyms: ["words>"],
      """

      """,
      [
        .init("words>100 | select words, headline"),
        .init("words:800..100", "a range that is turned round"),
      ]),
    ManualPage(
      "lists", .search, "the lines of a file", usage: "@names.txt", synonyms: ["@", "$"],
      """
      Each line is a phrase; `#` begins a comment. `$name` is an argument, a value and never text that is spliced in.
      """,
      [
        .init("@companies.txt | select headline"),
        .init("@nosuch.txt", "a file that is not there"),
      ]),
    ImportPage.page,
  ]
}
