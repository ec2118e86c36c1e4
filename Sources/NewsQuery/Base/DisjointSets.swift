/// Disjoint sets whose root is always their smallest member (Tarjan 1975, with path halving).
struct DisjointSets {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<count).map(UInt32.init) }

  mutating func root(of member: Int) -> Int {
    var member = member
    while Int(parents[member]) != member {
      parents[member] = parents[Int(parents[member])]
      member = Int(parents[member])
    }
    return member
  }

  mutating func areJoined(_ a: Int, _ b: Int) -> Bool { root(of: a) == root(of: b) }

  mutating func join(_ a: Int, _ b: Int) {
    let (x, y) = (root(of: a), root(of: b))
    parents[max(x, y)] = UInt32(min(x, y))
  }
}
