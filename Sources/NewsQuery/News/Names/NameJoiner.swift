/// Joins the mentions of one name in a text, and lets all of them say of what kind it is.
struct NameJoiner {
  let drafts: [NameDraft]
  let text: UnsafeRawBufferPointer
  /// For each draft the one that stands for its name: the fullest form, where it stands first.
  private var owners: [Int] = []

  private struct Entry {
    var key: UInt64
    /// Tells apart what shares a last word.
    var second: UInt64
    var draft: Int
  }

  init(drafts: [NameDraft], text: UnsafeRawBufferPointer) {
    self.drafts = drafts
    self.text = text
    owners = Array(drafts.indices)
    joinFullNames()
    joinSingleWords()
  }

  func mentions() -> [NameMention] {
    var votes = [SIMD4<Int32>](repeating: .zero, count: drafts.count)
    var isSure = [Bool](repeating: false, count: drafts.count)
    for index in drafts.indices {
      switch drafts[index].kind {
      case .person?: votes[owners[index]][0] += 1
      case .organisation?: votes[owners[index]][1] += 1
      case .place?: votes[owners[index]][2] += 1
      case nil: break
      }
      if !drafts[index].isDoubtful { isSure[owners[index]] = true }
    }
    var names = [String?](repeating: nil, count: drafts.count)
    var mentions: [NameMention] = []
    mentions.reserveCapacity(drafts.count)
    for index in drafts.indices where isSure[owners[index]] {
      let owner = owners[index]
      let kind = Self.kind(votes[owner])
      let name: String
      if let known = names[owner] {
        name = known
      } else {
        name = string(drafts[owner].span)
        names[owner] = name
      }
      mentions.append(
        NameMention(span: drafts[index].span, paragraph: drafts[index].paragraph, kind: kind, name: name))
    }
    return mentions
  }

  /// What at least three of four mentions that prove something prove.
  private static func kind(_ votes: SIMD4<Int32>) -> NameKind? {
    let all = votes.wrappedSum()
    guard all > 0 else { return nil }
    for (place, kind) in [NameKind.person, .organisation, .place].enumerated() where votes[place] * 4 >= all * 3 {
      return kind
    }
    return nil
  }

  // MARK: Joining

  /// `John Smith`, `John Q. Smith`: the same first and last word.
  private mutating func joinFullNames() {
    var entries: [Entry] = []
    for index in drafts.indices where drafts[index].wordCount > 1 {
      entries.append(Entry(key: hash(drafts[index].lastWord), second: hash(drafts[index].firstWord), draft: index))
    }
    entries.sort { ($0.key, $0.second, $0.draft) < ($1.key, $1.second, $1.draft) }
    forEachGroup(entries) { group in
      var owner = group[group.startIndex].draft
      for entry in group
      where drafts[entry.draft].wordCount > drafts[owner].wordCount && drafts[entry.draft].wordCount <= 4 {
        owner = entry.draft
      }
      for entry in group { owners[entry.draft] = owner }
    }
  }

  /// Calls `body` with the entries that agree in both keys.
  private func forEachGroup(_ entries: [Entry], _ body: (ArraySlice<Entry>) -> Void) {
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key, entries[end].second == entries[start].second {
        end += 1
      }
      body(entries[start..<end])
      start = end
    }
  }

  /// `Smith`: the last full name before it that ends so, or else the next one; `Hillary`: one that begins so; `NATO`: what
  /// it was said to be short for; and what is left joins itself.
  private mutating func joinSingleWords() {
    var byLast: [Entry] = []
    var byFirst: [Entry] = []
    var singles: [Entry] = []
    for index in drafts.indices {
      let draft = drafts[index]
      if draft.wordCount == 1 {
        singles.append(Entry(key: hash(draft.firstWord), second: 0, draft: index))
      } else if draft.kind == nil || draft.kind == .person {
        byLast.append(Entry(key: hash(draft.lastWord), second: 0, draft: index))
        byFirst.append(Entry(key: hash(draft.firstWord), second: 0, draft: index))
      }
    }
    byLast.sort { ($0.key, $0.draft) < ($1.key, $1.draft) }
    byFirst.sort { ($0.key, $0.draft) < ($1.key, $1.draft) }
    singles.sort { ($0.key, $0.draft) < ($1.key, $1.draft) }
    forEachGroup(singles) { group in
      let members = group.map(\.draft)
      if let short = members.first(where: { drafts[$0].shortOf != nil }), let full = drafts[short].shortOf {
        for member in members { owners[member] = owners[full] }
        return
      }
      // `Apple Inc.` is the fuller form of `Apple`.
      var fullest = members[0]
      for member in members where drafts[member].span.count > drafts[fullest].span.count + 1 { fullest = member }
      for member in members {
        let draft = drafts[member]
        owners[member] = fullest
        guard draft.kind == nil || draft.kind == .person else { continue }
        if let full = nearest(to: member, key: group[group.startIndex].key, in: byLast)
          ?? (GivenNames.gender(of: UnsafeRawBufferPointer(rebasing: text[draft.firstWord])) != .unknown
            ? nearest(to: member, key: group[group.startIndex].key, in: byFirst) : nil)
        {
          owners[member] = owners[full]
        }
      }
    }
  }

  /// The last draft before `draft` of those with `key`, else the first after it.
  private func nearest(to draft: Int, key: UInt64, in entries: [Entry]) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].key, entries[middle].draft) < (key, draft) { low = middle + 1 } else { high = middle }
    }
    if low > 0, entries[low - 1].key == key { return entries[low - 1].draft }
    if low < entries.count, entries[low].key == key { return entries[low].draft }
    return nil
  }

  private func hash(_ range: Range<Int>) -> UInt64 {
    var range = range
    if range.count > 2, text[range.lowerBound] & 0xFE == 0xD0 { range = RussianNames.stem(range, in: text) }
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    // ANNA SMITH is Anna Smith.
    let foldsCase = range.count > 3
    for index in range where text[index] != 0x2E {
      let byte = foldsCase && text[index] &- 0x41 < 26 ? text[index] | 0x20 : text[index]
      state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return state
  }

  /// The words with runs of blanks as one.
  private func string(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    var index = range.lowerBound
    var pending = false
    while index < range.upperBound {
      let blank = Blanks.length(at: index, in: text, end: range.upperBound)
      if blank > 0 {
        pending = true
        index += blank
        continue
      }
      if pending { bytes.append(0x20) }
      pending = false
      bytes.append(text[index])
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
