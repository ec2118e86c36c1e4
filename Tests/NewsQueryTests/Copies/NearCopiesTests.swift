import Testing

@testable import NewsQuery

/// The groups are held against a comparison of every pair.
struct NearCopiesTests {
  @Test(arguments: 1...12)
  func groupsAreThoseOfAllPairs(seed: UInt64) throws {
    var random = SplitMix(seed)
    var texts: [[String]] = []
    for _ in 0..<60 {
      if let model = texts.randomElement(using: &random), Bool.random(using: &random) {
        texts.append(changed(model, &random))
      } else {
        // Few different words, so that runs of five are shared by chance too.
        let count = Int.random(in: 0...80, using: &random)
        texts.append((0..<count).map { _ in "w\(Int.random(in: 0..<4, using: &random))" })
      }
    }
    let bodies = texts.map { $0.joined(separator: " ") }
    #expect(try groups(bodies, threadCount: 1) == naiveGroups(texts))
    #expect(try groups(bodies, threadCount: 3) == naiveGroups(texts))
  }

  /// Of two texts of one group it is known how much they share, also where neither is a copy of the other.
  @Test(arguments: 1...6)
  func overlapsAreThoseOfSets(seed: UInt64) throws {
    var random = SplitMix(seed)
    var texts: [[String]] = []
    for number in 0..<40 {
      if number % 4 != 0, let model = texts.last {
        texts.append(changed(model, &random))
      } else {
        texts.append((0..<60).map { _ in "w\(Int.random(in: 0..<6, using: &random))" })
      }
    }
    let copies = try copies(of: texts.map { $0.joined(separator: " ") }, threadCount: 2)
    let sets = texts.map { words in Set((0...words.count - 5).map { Array(words[$0..<$0 + 5]) }) }
    var compared = 0
    for a in texts.indices {
      #expect(copies.size(of: a) == sets[a].count)
      for b in texts.indices where b != a && copies.firsts[a] == copies.firsts[b] {
        #expect(copies.overlap(a, b) == sets[a].intersection(sets[b]).count)
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  /// Marks, capitals, accents and the way accents are encoded make no other text; letters do.
  @Test(arguments: [
    (
      "Le ministre a annoncé un plan « ambitieux », évoquant un « effort national » pour l’école",
      "Le ministre a annonce\u{301} un plan \"ambitieux\", évoquant un \"effort national\" pour l'ecole"
    ),
    (
      "Компания «Северсталь» объявила о планах построить завод «Полюс» в Череповце ещё раз",
      "КОМПАНИЯ \"Северсталь\" объявила о планах построить завод \"Полюс\" в Череповце еще раз"
    ),
    (
      "новый завод построили в крайне далекий район за рекой",
      "новыи\u{306} завод построили в краи\u{306}не далекии\u{306} раи\u{306}он за рекой"
    ),
    (
      "قال الوزير إن المشروع سيبدأ، مضيفا أن الوزارة ستعلن؛ وأن العمل يستمر",
      "قال الوزير إن المشروع سيبدأ مضيفا أن الوزارة ستعلن وأن العمل يستمر"
    ),
    (
      "Ο υπουργός ανακοίνωσε νέο σχέδιο για τα σχολεία της χώρας",
      "ο υπουργος ανακοινωσε νεο σχεδιο για τα σχολεια της χωρας"
    ),
    ("Chính phủ công bố kế hoạch mới cho các trường học", "CHÍNH PHỦ công bố kế hoạch mới — cho các trường học"),
    ("北京今天宣布了一个新的计划，涉及学校", "北京今天宣布了一个新的计划涉及学校"),
  ])
  func marksDoNotCount(_ a: String, _ b: String) throws {
    #expect(try groups([a, b], threadCount: 1) == [0, 0])
    let other = a.split(separator: " ").reversed().joined(separator: " ")
    if a.contains(" ") { #expect(try groups([a, other], threadCount: 1) == [0, 1]) }
  }

  /// A word is the same whether it is plain or has to be folded.
  @Test func foldedWordsAreThePlainOnes() throws {
    for word in ["café", "Œuvre", "naïvetésansfinetsansraisonaucune", "STRASSE", "straße", "Łódź", "ñandú9"] {
      let plain = Fold.folded(word)
      #expect(try groups(["a b \(word) c d e", "a b \(plain) c d e"], threadCount: 1) == [0, 0], "\(word)")
      #expect(try groups(["a b \(word) c d e", "a b \(plain)x c d e"], threadCount: 1) == [0, 1], "\(word)")
    }
  }

  /// Words of every length at every place of a text, in either letter case, beyond ASCII too.
  @Test func wordsAreTheSameWhereverTheyStand() throws {
    let words = (1...40).map { String(repeating: "Ab9", count: $0).prefix($0) + "x" } + ["naïve", "Łódź", "ÉTÉ"]
    let text = words.joined(separator: " ")
    for shift in 0..<70 {
      let shifted = String(repeating: ".", count: shift) + text.replacing(" ", with: ", “").replacing("A", with: "a")
      #expect(try groups([text, shifted], threadCount: 1) == [0, 0], "shifted by \(shift)")
    }
    for (place, word) in words.enumerated() {
      var others = words
      others[place] = word.dropLast() + "y"
      let other = others.joined(separator: " ")
      let copies = try copies(of: [text, other], threadCount: 1)
      // The runs that hold the word.
      let changed = min(place, words.count - 5) - max(0, place - 4) + 1
      #expect(copies.overlap(0, 1) == words.count - 4 - changed, "\(word)")
    }
  }

  @Test func caseAndPunctuationDoNotCount() throws {
    let texts = [
      "The Presidents held talks on the phone on Thursday.", "THE PRESIDENTS, held “talks” on the phone on\nthursday!",
      "Something else that shares no run of five words with them.", "",
      "",
    ]
    #expect(try groups(texts, threadCount: 2) == [0, 0, 2, 3, 4])
  }

  @Test func hanTextIsCutByCharacters() throws {
    let texts = ["海关最新数据显示，长三角区域贸易规模", "海关最新数据显示长三角区域贸易规模。", "别的新闻完全没有关系"]
    #expect(try groups(texts, threadCount: 1) == [0, 0, 2])
  }

  @Test func manyCopiesOfOneTextAreOneGroup() throws {
    let template = (0..<40).map { "word\($0)" }.joined(separator: " ")
    #expect(try groups(Array(repeating: template, count: 3000), threadCount: 2).allSatisfy { $0 == 0 })
  }

  private func groups(_ texts: [String], threadCount: Int) throws -> [UInt32] {
    try copies(of: texts, threadCount: threadCount).firsts
  }

  private func copies(of texts: [String], threadCount: Int) throws -> NearCopies {
    let context = RunContext(
      now: NewsDate(iso: "2020-07-23")!, threadCount: threadCount, readFile: { _ throws(WorldError) in [] })
    let bytes = texts.map { Array($0.utf8) }
    let byteCount = bytes.reduce(0) { $0 + $1.count }
    return try NearCopies(count: texts.count, byteCount: byteCount, context) { text, body in
      bytes[text].withUnsafeBytes { body($0) }
    }
  }

  private func naiveGroups(_ texts: [[String]]) -> [UInt32] {
    let sets: [Set<[String]>] = texts.map { words in
      words.isEmpty ? [] : words.count < 5 ? [words] : Set((0...words.count - 5).map { Array(words[$0..<$0 + 5]) })
    }
    var group = Array(texts.indices)
    for a in texts.indices {
      for b in texts.indices where b > a && group[a] != group[b] {
        let shared = sets[a].intersection(sets[b]).count
        let union = sets[a].union(sets[b]).count
        let smaller = min(sets[a].count, sets[b].count)
        guard shared > 0, shared * 2 >= union || (shared >= 20 && shared * 10 >= smaller * 8) else { continue }
        let (low, high) = (min(group[a], group[b]), max(group[a], group[b]))
        for text in texts.indices where group[text] == high { group[text] = low }
      }
    }
    return group.map(UInt32.init)
  }

  private func changed(_ words: [String], _ random: inout SplitMix) -> [String] {
    var words = words
    for _ in 0..<Int.random(in: 0...3, using: &random) where words.count > 8 {
      let start = Int.random(in: 0..<words.count - 6, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: words.removeSubrange(start..<start + 5)
      case 1: words[start] = "new"
      default: words.insert(contentsOf: (0..<6).map { "add\($0)" }, at: start)
      }
    }
    return words
  }
}

/// Random numbers that are the same on every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
