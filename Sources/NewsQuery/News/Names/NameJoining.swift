/// Joins the forms of an archive's names, rule after rule, and picks the form that represents each group.
struct NameJoining {
  private let tallies: NameTallies
  /// Ascending, so that nothing depends on the order of the articles.
  private let names: [String]
  private var numbers: [String: Int] = [:]
  private var parents: [Int]
  /// A group's own name where a rule gives it one.
  private var given: [Int: String] = [:]

  init(_ tallies: NameTallies) {
    self.tallies = tallies
    names = tallies.forms.keys.sorted()
    parents = Array(names.indices)
    for (number, name) in names.enumerated() { numbers[name] = number }
  }

  mutating func joinAll() {
    joinEqualKeys()
    joinCountries()
    joinLegalForms()
    joinShortForms()
    joinNationalForms()
    joinMiddleNames()
    joinSurnames()
  }

  /// For each form that is not its own entity, the entity.
  func entities() -> [String: String] {
    var groups: [Int: [Int]] = [:]
    for number in names.indices { groups[root(number), default: []].append(number) }
    var entities: [String: String] = [:]
    for (root, members) in groups {
      let name = given[root] ?? usual(members)
      for member in members where names[member] != name { entities[names[member]] = name }
    }
    return entities
  }

  // MARK: Groups

  private func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number { number = parents[number] }
    return number
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    guard a != b else { return }
    parents[max(a, b)] = min(a, b)
    if let name = given[max(a, b)], given[min(a, b)] == nil { given[min(a, b)] = name }
  }

  private func tally(_ number: Int) -> NameTally { tallies.forms[names[number]] ?? NameTally() }

  /// The form that represents a group: not in capitals only, not initials, a person's with more than one word, a
  /// company's without its legal form; of those the one in most articles.
  private func usual(_ members: [Int]) -> String {
    let isPerson = members.reduce(0) { $0 + tally($1).persons - tally($1).organisations - tally($1).places } > 0
    func rank(_ number: Int) -> (Int, Int, Int) {
      let name = names[number]
      var penalty = 0
      if NameForm.isShouted(name) { penalty += 8 }
      if NameForm.isShort(name) { penalty += 4 }
      if isPerson, !name.utf8.contains(0x20) { penalty += 4 }
      if !isPerson, NameForm.withoutLegalForm(name) != nil { penalty += 1 }
      return (penalty, -tally(number).articles, -name.utf8.count)
    }
    let best = members.min { rank($0) != rank($1) ? rank($0) < rank($1) : names[$0] < names[$1] }
    return best.map { names[$0] } ?? ""
  }

  // MARK: Rules

  /// Donald Trump, DONALD TRUMP; U.S., US.
  private mutating func joinEqualKeys() {
    var first: [String: Int] = [:]
    for number in names.indices {
      let key = NameForm.key(names[number])
      if let other = first[key] { join(other, number) } else { first[key] = number }
    }
  }

  private mutating func joinCountries() {
    for forms in NameForm.countries {
      let present = forms.compactMap { numbers[$0] }
      guard let first = present.first else { continue }
      for other in present.dropFirst() { join(first, other) }
      if present.count > 1 { given[root(first)] = forms.first { numbers[$0] != nil } }
    }
  }

  /// Ford Motor Company, Ford: when the archive has the name without it, or with another legal form.
  private mutating func joinLegalForms() {
    var bases: [String: Int] = [:]
    for number in names.indices where tally(number).kind != .person && tally(number).kind != .place {
      guard let base = NameForm.withoutLegalForm(names[number]) else { continue }
      if let plain = numbers[base] {
        let kind = tally(plain).kind
        // A place or person of that name is not the company.
        if kind == .organisation || kind == nil { join(plain, number) }
      }
      let key = NameForm.key(base)
      if let other = bases[key] { join(other, number) } else { bases[key] = number }
    }
  }

  /// GM, where articles have it beside General Motors, three times as often as beside any other name that it fits.
  private mutating func joinShortForms() {
    for (short, longs) in tallies.shortForms.sorted(by: { $0.key < $1.key }) {
      guard let number = numbers[short] else { continue }
      var counts: [Int: Int] = [:]
      for (long, count) in longs { if let long = numbers[long] { counts[root(long), default: 0] += count } }
      let ranked = counts.sorted { ($1.value, names[$0.key]) < ($0.value, names[$1.key]) }
      guard let best = ranked.first, ranked.count == 1 || best.value >= ranked[1].value * 3 else { continue }
      join(number, best.key)
    }
  }

  /// Air Force, where one article in five that has it says U.S. Air Force too, three times as many as say it of any other
  /// country.
  private mutating func joinNationalForms() {
    for (own, longs) in tallies.nationalForms.sorted(by: { $0.key < $1.key }) {
      guard let number = numbers[own] else { continue }
      var counts: [Int: Int] = [:]
      for (long, count) in longs { if let long = numbers[long] { counts[root(long), default: 0] += count } }
      let ranked = counts.sorted { ($1.value, names[$0.key]) < ($0.value, names[$1.key]) }
      guard let best = ranked.first, best.value * 5 >= tally(number).articles,
        ranked.count == 1 || best.value >= ranked[1].value * 3
      else { continue }
      let full = usual(names.indices.filter { root($0) == best.key })
      join(number, best.key)
      if given[root(number)] == nil { given[root(number)] = full }
    }
  }

  /// Donald J. Trump, Donald Trump: when all that have a middle name have the same initials.
  private mutating func joinMiddleNames() {
    var groups: [String: [Int]] = [:]
    for number in names.indices where tally(number).kind == .person {
      guard let person = NameForm.person(names[number]), person.last.utf8.count > 1 else { continue }
      groups["\(person.first) \(person.last) \(person.suffix)", default: []].append(number)
    }
    for (_, members) in groups.sorted(by: { $0.key < $1.key }) where members.count > 1 {
      var middles: [String: [Int]] = [:]
      for member in members {
        let initials = NameForm.person(names[member])?.middle.compactMap { $0.first.map(String.init) }.joined() ?? ""
        middles[initials, default: []].append(member)
      }
      for same in middles.values { for member in same.dropFirst() { join(same[0], member) } }
      let plain = middles[""] ?? []
      let others = middles.filter { !$0.key.isEmpty }
      if let only = others.first, others.count == 1, let first = plain.first { join(first, only.value[0]) }
    }
  }

  /// Trump, where five of six articles that name somebody of that name in full name the same person.
  private mutating func joinSurnames() {
    var bearers: [String: [Int: Int]] = [:]
    for number in names.indices where tally(number).kind == .person {
      guard let person = NameForm.person(names[number]) else { continue }
      bearers[person.last, default: [:]][root(number), default: 0] += tally(number).articles
    }
    for number in names.indices where !names[number].utf8.contains(0x20) {
      let kind = tally(number).kind
      guard kind == .person, !NameForm.isShort(names[number]), let persons = bearers[NameForm.key(names[number])] else {
        continue
      }
      let ranked = persons.sorted { ($1.value, names[$0.key]) < ($0.value, names[$1.key]) }
      guard let best = ranked.first, best.value >= 3 else { continue }
      if ranked.count > 1, best.value < ranked[1].value * 5 { continue }
      join(number, best.key)
    }
  }
}
