/// The page about strings of other vendors; its examples are of the shell's command.
enum ImportPage {
  static let page = ManualPage(
    "import", .search, "a search string of Factiva or Nexis as newsq has it", usage: ".import 'STRING'",
    synonyms: ["factiva", "nexis"],
    """
    Whose string it is its marks tell: `hd=`, `wc>`, `near5`, `same` are Factiva's, `HEADLINE(…)`, `!`, `w/p`, `LENGTH>`
    are Nexis's; `factiva` or `nexis` before it decides. Where the two mean different things by the same words, a note says
    what was chosen. What asks for the vendor's own codes is left out with a note. The line that comes back is asked by
    typing it.
    """,
    [
      .init(".import 'hlp=(tariff* and steel) and wc>800'"),
      .init(".import HEADLINE(tariff! w/5 steel) AND LENGTH>800 AND DATE>2020-01-01"),
      .init(".import rico not w/5 puerto and ALLCAPS(who)"),
      .init(".import oil price and ns=c181 and date after 7/8/2024", "what cannot be said, or only guessed"),
      .init(".import (steel or iron", "a bracket is open"),
    ])
}
