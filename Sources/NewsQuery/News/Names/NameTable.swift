/// How often the articles give a name, and as what.
struct NameTally: Sendable {
  var articles = 0
  var persons = 0
  var organisations = 0
  var places = 0

  /// What most articles that tell a kind tell; nil when none does or they disagree.
  var kind: NameKind? {
    let all = persons + organisations + places
    guard all > 0 else { return nil }
    if persons * 3 >= all * 2 { return .person }
    if organisations * 3 >= all * 2 { return .organisation }
    return places * 3 >= all * 2 ? .place : nil
  }

  mutating func add(_ other: NameTally) {
    articles += other.articles
    persons += other.persons
    organisations += other.organisations
    places += other.places
  }
}

/// The names of some articles, counted. Two counts of different articles can be added in any order.
///
///     var all = NameTallies()
///     for article in archive { all.add(names(in: article)) }
///     NameTable(all).entity(of: "Dr. Smith")
struct NameTallies: Sendable {
  private(set) var forms: [String: NameTally] = [:]
  /// For `GM` how many articles have it beside `General Motors`.
  private(set) var shortForms: [String: [String: Int]] = [:]
  /// For `Air Force` how many articles have it beside `U.S. Air Force`.
  private(set) var nationalForms: [String: [String: Int]] = [:]

  /// Adds one article: its names with their kinds, and the short forms that it introduces in brackets.
  mutating func add(_ names: [String: NameKind?], introduced: [String: String] = [:]) {
    var shorts: [String] = []
    var long: [(name: String, initials: [String])] = []
    for (name, kind) in names {
      var tally = NameTally(articles: 1)
      switch kind {
      case .person?: tally.persons = 1
      case .organisation?: tally.organisations = 1
      case .place?: tally.places = 1
      case nil: break
      }
      forms[name, default: NameTally()].add(tally)
      if NameForm.isShort(name) {
        shorts.append(name)
      } else if kind != .person, name.utf8.contains(0x20) {
        let initials = NameForm.initials(of: name)
        if !initials.isEmpty { long.append((name, initials)) }
      }
    }
    for (name, kind) in names where kind == .organisation {
      guard let own = NameForm.withoutCountry(name), let other = names[own], other != .person, other != .place else {
        continue
      }
      nationalForms[own, default: [:]][name, default: 0] += 1
    }
    for short in shorts {
      let letters = short.filter { $0 != "." }
      for other in long where other.initials.contains(letters) {
        shortForms[short, default: [:]][other.name, default: 0] += 1
      }
    }
    for (short, full) in introduced where NameForm.isShort(short) {
      shortForms[short, default: [:]][full, default: 0] += 1
      forms[short, default: NameTally()].add(NameTally())
    }
  }

  /// Adds the counts of other articles.
  mutating func add(_ other: NameTallies) {
    for (name, tally) in other.forms { forms[name, default: NameTally()].add(tally) }
    for (short, longs) in other.shortForms {
      for (long, count) in longs { shortForms[short, default: [:]][long, default: 0] += count }
    }
    for (own, longs) in other.nationalForms {
      for (long, count) in longs { nationalForms[own, default: [:]][long, default: 0] += count }
    }
  }
}

/// Which forms of the archive's names are one person, organisation or place, and the fullest or usual one of them.
///
/// Forms are joined only on evidence: equal but for case and dots; a country's names; a legal form more or less; initials
/// that an article has beside the full name; an institution with and without its country; a middle initial more or less; a bare surname whose bearers are nearly always
/// one person. Forms whose initials differ, `Jr.` and `Sr.`, and `X administration` and X stay apart.
struct NameTable: Sendable {
  private var entities: [String: String] = [:]

  init(_ tallies: NameTallies) {
    var joining = NameJoining(tallies)
    joining.joinAll()
    entities = joining.entities()
  }

  /// The archive's own form of a name; the name itself when nothing is known of it.
  func entity(of name: String) -> String { entities[name] ?? name }
}
