/// The page about queries of other languages; its examples are of the shell's command.
enum ImportPage {
  static let page = ManualPage(
    "import", .search, "a query of another language as newsq has it", usage: ".import 'STRING'",
    synonyms: ["factiva", "nexis", "sql", "splunk", "kusto", "kql", "lucene", "mediacloud", "jq"],
    """
    SQL, Splunk, Kusto, Lucene (Elasticsearch, Media Cloud), Factiva, Nexis and jq are known by their marks; the language's
    name before the string decides. If two of them mean different things by the same words, a note says what was chosen.
    What asks for a vendor's own codes is left out with a note. `newsq --import 'STRING'` does the same from the command
    line. Typed as a query, such a string is refused with the same question in newsq.
    """,
    [
      .init(".import 'hlp=(tariff* and steel) and wc>800'"),
      .init(".import HEADLINE(tariff! w/5 steel) AND LENGTH>800 AND DATE>2020-01-01"),
      .init(".import SELECT source, COUNT(*) FROM articles WHERE words > 40 GROUP BY source"),
      .init(".import index=news source=\"AP\" | stats count by section"),
      .init(".import Articles | where headline has \"steel\" | summarize count() by source"),
      .init(".import \"steel tariffs\"~5"),
      .init(".import rico not w/5 puerto and ALLCAPS(who)"),
      .init(".import oil price and ns=c181 and date after 7/8/2024", "what cannot be said, or only guessed"),
      .init(".import (steel or iron", "a bracket is open"),
      .init("SELECT id FROM articles WHERE source = 'AP' AND words > 40", "SQL typed as a query"),
      .init("steel near5 tariffs | count", "an operator of Factiva"),
    ])
}
