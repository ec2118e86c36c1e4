import Testing

@testable import NewsQuery

@Suite struct NameTableTests {
  private func made(_ articles: [[String: NameKind?]], introduced: [[String: String]] = []) -> NameTable {
    var tallies = NameTallies()
    for (index, names) in articles.enumerated() {
      tallies.add(names, introduced: index < introduced.count ? introduced[index] : [:])
    }
    return NameTable(tallies)
  }

  @Test func casesAndDotsDoNotPart() {
    let table = made([["Nora Vik": .person], ["NORA VIK": .person], ["U.S.": .place], ["United States": .place]])
    #expect(table.entity(of: "NORA VIK") == "Nora Vik")
    #expect(table.entity(of: "U.S.") == "United States")
    #expect(table.entity(of: "Somebody Else") == "Somebody Else")
  }

  @Test func aLegalFormIsLeftOut() {
    let table = made([
      ["Vandelay": .organisation], ["Vandelay Motor Company": .organisation], ["Vandelay Inc.": .organisation],
    ])
    #expect(table.entity(of: "Vandelay Inc.") == "Vandelay")
    #expect(table.entity(of: "Vandelay Motor Company") == "Vandelay")
  }

  @Test func aPersonIsNotACompanyOfThatName() {
    let table = made([["Ferrer": .person], ["Ferrer Inc.": .organisation]])
    #expect(table.entity(of: "Ferrer Inc.") == "Ferrer Inc.")
  }

  @Test func initialsNeedAnArticleThatHasBoth() {
    let both: [String: NameKind?] = ["HTA": nil, "Harbour Traffic Authority": .organisation]
    #expect(made([both, ["HTA": nil]]).entity(of: "HTA") == "Harbour Traffic Authority")
    #expect(made([["HTA": nil], ["Harbour Traffic Authority": .organisation]]).entity(of: "HTA") == "HTA")
    // Two that it may be short for, neither three times as often.
    let other: [String: NameKind?] = ["HTA": nil, "Home Teachers Association": .organisation]
    #expect(made([both, both, other]).entity(of: "HTA") == "HTA")
  }

  @Test func anInstitutionGoesToTheOneCountryThatItIsSaidOf() {
    let both: [String: NameKind?] = ["Coast Guard": .organisation, "U.S. Coast Guard": .organisation]
    let bare: [String: NameKind?] = ["Coast Guard": .organisation]
    let other: [String: NameKind?] = ["Coast Guard": .organisation, "Canada Coast Guard": .organisation]
    let table = made([both, bare, bare, ["United States Coast Guard": .organisation]])
    #expect(table.entity(of: "Coast Guard") == table.entity(of: "United States Coast Guard"))
    #expect(table.entity(of: "Coast Guard") != "Coast Guard")
    #expect(made([both, other, bare]).entity(of: "Coast Guard") == "Coast Guard")
    #expect(made([both] + Array(repeating: bare, count: 9)).entity(of: "Coast Guard") == "Coast Guard")
  }

  @Test func spellingsOfTheAtlanticDoNotPart() {
    let table = made([["Ministry of Defence": .organisation], ["Ministry of Defense": .organisation]])
    #expect(table.entity(of: "Ministry of Defense") == table.entity(of: "Ministry of Defence"))
  }

  @Test func middleInitialsThatDifferKeepApart() {
    let one = made([["Nora J. Vik": .person], ["Nora Vik": .person], ["Nora Vik": .person]])
    #expect(one.entity(of: "Nora J. Vik") == "Nora Vik")
    let two = made([["Nora J. Vik": .person], ["Nora Vik": .person], ["Nora B. Vik": .person]])
    #expect(Set(["Nora J. Vik", "Nora Vik", "Nora B. Vik"].map(two.entity)).count == 3)
    let sons = made([["Nora Vik Jr.": .person], ["Nora Vik": .person]])
    #expect(sons.entity(of: "Nora Vik Jr.") == "Nora Vik Jr.")
  }

  @Test func aSurnameGoesToItsOneBearer() {
    let full: [String: NameKind?] = ["Nora Vik": .person]
    #expect(made([full, full, full, ["Vik": .person]]).entity(of: "Vik") == "Nora Vik")
    #expect(made([full, full, ["Vik": .person]]).entity(of: "Vik") == "Vik")
    #expect(made([full, full, full, ["Paul Vik": .person], ["Vik": .person]]).entity(of: "Vik") == "Vik")
    #expect(made([full, full, full, ["Vik": .place]]).entity(of: "Vik") == "Vik")
  }

  @Test func theOrderOfArticlesDoesNotMatter() {
    let articles: [[String: NameKind?]] = [
      ["Nora J. Vik": .person], ["Nora Vik": .person], ["Vandelay": .organisation], ["Vandelay Inc.": .organisation],
      ["HTA": nil, "Harbour Traffic Authority": .organisation], ["HTA": nil], ["NORA VIK": .person],
    ]
    var halves = [NameTallies(), NameTallies()]
    for (index, article) in articles.reversed().enumerated() { halves[index % 2].add(article) }
    halves[0].add(halves[1])
    let (a, b) = (made(articles), NameTable(halves[0]))
    for article in articles { for name in article.keys { #expect(a.entity(of: name) == b.entity(of: name)) } }
  }
}
