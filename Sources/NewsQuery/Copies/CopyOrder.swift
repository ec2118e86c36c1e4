/// Who had a text first, and how we know.
///
/// Time decides if the dates differ: a date of day precision is the whole day, so that of two on one day
/// neither is earlier. Then a credit (`citing TASS` in one, `TASS` the source of the other). Then nothing: a tie, which
/// is said; for showing, the longer text is first, because wires are cut more often than they are filled up. That the
/// one holds nearly all of the other is said too, but decides nothing.
struct CopyOrder {
  struct Member: Sendable {
    var article: UInt32
    var date: NewsDate?
    var source: String
    var credits: [String]
    /// Distinct shingles: its length, as copies are measured.
    var size: Int
  }

  enum Evidence: Equatable, Sendable {
    /// The minimum number of seconds between the two; for two days, from one to the other.
    case time(seconds: Int64)
    /// The agency credited.
    case credit(String)
    /// The same day, or no date: nobody can say.
    case tie
    /// The longer text holds at least eight tenths of the shorter one: wires are cut more often than they are filled up.
    case contained, contains
  }

  /// True if `a` had it before `b`; nil for a tie.
  static func isFirst(_ a: Member, _ b: Member) -> Bool? {
    if let left = a.date, let right = b.date {
      if left.end <= right.start { return true }
      if right.end <= left.start { return false }
    }
    let (creditsB, creditsA) = (credit(of: b, to: a) != nil, credit(of: a, to: b) != nil)
    if creditsB != creditsA { return creditsB }
    return nil
  }

  /// The members, the earliest first; the others by date, then by archive order.
  static func sorted(_ members: [Member]) -> [Member] {
    guard var first = members.first else { return [] }
    for member in members.dropFirst() {
      switch isFirst(member, first) {
      case true?: first = member
      case false?: break
      case nil: if member.size > first.size { first = member }
      }
    }
    let rest = members.filter { $0.article != first.article }.sorted { a, b in
      let (left, right) = (a.date?.start ?? Int64.max, b.date?.start ?? Int64.max)
      return left != right ? left < right : a.article < b.article
    }
    return [first] + rest
  }

  /// Why `first` is held to be before `member`, which shares that many shingles with it.
  static func evidence(_ first: Member, _ member: Member, shared: Int) -> [Evidence] {
    var found: [Evidence] = []
    if let early = first.date, let late = member.date, early.end <= late.start {
      // From one day to the next is a day, though the one ends as the other begins.
      let areDays = min(early.end - early.start, late.end - late.start) >= 86_400
      found.append(.time(seconds: late.start - (areDays ? early.start : early.end)))
    }
    if let agency = credit(of: member, to: first) { found.append(.credit(agency)) }
    if found.isEmpty { found.append(.tie) }
    let (shorter, longer) = (min(first.size, member.size), max(first.size, member.size))
    if shorter > 0, shared * 10 >= shorter * 8, longer * 10 >= shorter * 11 {
      found.append(member.size < first.size ? .contained : .contains)
    }
    return found
  }

  /// The agency that `member` credits and that `first` is, or credits itself.
  private static func credit(of member: Member, to first: Member) -> String? {
    member.credits.first { credit in
      let agency = Fold.folded(credit)
      let isOwn = Fold.folded(member.source) == agency
      return !isOwn && (Fold.folded(first.source) == agency || first.credits.contains { Fold.folded($0) == agency })
        && !(Fold.folded(first.source) != agency && member.credits == first.credits)
    }
  }
}
