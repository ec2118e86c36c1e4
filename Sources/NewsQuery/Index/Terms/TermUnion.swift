/// The terms of one partition of several lexicons in one order, and what the words of each lexicon are there. The same
/// whichever thread met which word first.
struct TermUnion: ~Copyable, @unchecked Sendable {
  // INVARIANT: not copyable, so one thread owns it at a time.
  /// What a word is: its term by rank, its surface form by number within the term.
  struct Target: BitwiseCopyable {
    var term: UInt32
    var form: UInt32
  }

  /// For each lexicon by the number of a word.
  let targets: [[Target]]
  /// Where the occurrences of each term begin if all stand one after the other by rank; one more at the end.
  let occurrenceStarts: [Int]
  private let keys: FormTable
  private let forms: FormTable
  /// The number in `keys` of the term of each rank.
  private let order: [UInt32]
  /// The forms of the term of each rank by their numbers: `formGroups[formStarts[rank]..<formStarts[rank + 1]]`.
  private let formStarts: [UInt32]
  private let formGroups: [UInt32]

  var termCount: Int { order.count }

  /// A compound's key is its joined parts, a zero byte, and the number of its parts.
  func key(of term: Int) -> UnsafeRawBufferPointer { keys.bytes(of: Int(order[term])) }

  /// The surface forms of a term, the commonest first.
  func formCount(of term: Int) -> Int { Int(formStarts[term + 1] - formStarts[term]) }

  func form(_ number: Int, of term: Int) -> UnsafeRawBufferPointer {
    let bytes = forms.bytes(of: Int(formGroups[Int(formStarts[term]) + number]))
    // The zero byte and the number of parts told a compound's form from a word's; they are no part of it.
    let isCompound = bytes.count >= 2 && bytes[bytes.count - 2] == 0
    return UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - (isCompound ? 2 : 0))])
  }

  /// `words` are those of one partition in each lexicon, `counts` how often each of them stands there.
  init(_ words: [WordReader], counts wordCounts: [[UInt32]]) {
    // The largest lexicon has most of what all have.
    let most = wordCounts.reduce(0) { max($0, $1.count) }
    var keys = FormTable(count: most)
    var forms = FormTable(count: most)
    var keyOfForm: [UInt32] = []
    var formOfWord: [[UInt32]] = []
    var counts: [Int] = []
    for (var words, wordCounts) in zip(words, wordCounts) {
      var formNumbers: [UInt32] = []
      formNumbers.reserveCapacity(wordCounts.count)
      while let word = words.next() {
        let form = forms.intern(word.form)
        if Int(form) == keyOfForm.count {
          keyOfForm.append(keys.intern(word.key))
          counts.append(0)
        }
        counts[Int(form)] += Int(wordCounts[formNumbers.count])
        formNumbers.append(form)
      }
      formOfWord.append(formNumbers)
    }

    let order = TermUnion.sorted(keys)
    var rankOfKey = Array(repeating: UInt32(0), count: order.count)
    for (rank, key) in order.enumerated() { rankOfKey[Int(key)] = UInt32(truncatingIfNeeded: rank) }

    // The forms of each term, then in the order of their numbers.
    var formStarts = Array(repeating: UInt32(0), count: order.count + 1)
    var occurrenceStarts = Array(repeating: 0, count: order.count + 1)
    for form in keyOfForm.indices {
      let rank = Int(rankOfKey[Int(keyOfForm[form])])
      formStarts[rank + 1] += 1
      occurrenceStarts[rank + 1] += counts[form]
    }
    for rank in order.indices {
      formStarts[rank + 1] += formStarts[rank]
      occurrenceStarts[rank + 1] += occurrenceStarts[rank]
    }
    var places = formStarts
    var formGroups = Array(repeating: UInt32(0), count: keyOfForm.count)
    for form in keyOfForm.indices {
      let rank = Int(rankOfKey[Int(keyOfForm[form])])
      formGroups[Int(places[rank])] = UInt32(truncatingIfNeeded: form)
      places[rank] += 1
    }
    let arena = forms.arena.bytes
    let starts = forms.starts
    func bytes(_ form: UInt32) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: arena[Int(starts[Int(form)])..<Int(starts[Int(form) + 1])])
    }
    var numberOfForm = Array(repeating: UInt32(0), count: keyOfForm.count)
    for rank in order.indices where formStarts[rank + 1] - formStarts[rank] > 1 {
      let range = Int(formStarts[rank])..<Int(formStarts[rank + 1])
      let sorted = formGroups[range].sorted { a, b in
        counts[Int(a)] != counts[Int(b)] ? counts[Int(a)] > counts[Int(b)] : TermOrder.isLess(bytes(a), bytes(b))
      }
      for (number, form) in sorted.enumerated() {
        formGroups[range.lowerBound + number] = form
        numberOfForm[Int(form)] = UInt32(number)
      }
    }

    targets = formOfWord.map { forms in
      forms.map { Target(term: rankOfKey[Int(keyOfForm[Int($0)])], form: numberOfForm[Int($0)]) }
    }
    self.occurrenceStarts = occurrenceStarts
    self.formStarts = formStarts
    self.formGroups = formGroups
    self.order = order
    self.keys = keys
    self.forms = forms
  }

  private static func sorted(_ table: borrowing FormTable) -> [UInt32] {
    var entries: [(prefix: UInt64, number: UInt32)] = []
    entries.reserveCapacity(table.count)
    for number in 0..<table.count {
      entries.append((TermOrder.prefix(of: table.bytes(of: number)), UInt32(truncatingIfNeeded: number)))
    }
    // A copy of the pointers, since a closure cannot hold what must not be copied.
    let arena = table.arena.bytes
    let starts = table.starts
    entries.sort { a, b in
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      return TermOrder.isLess(
        UnsafeRawBufferPointer(rebasing: arena[Int(starts[Int(a.number)])..<Int(starts[Int(a.number) + 1])]),
        UnsafeRawBufferPointer(rebasing: arena[Int(starts[Int(b.number)])..<Int(starts[Int(b.number) + 1])]))
    }
    return entries.map(\.number)
  }
}
