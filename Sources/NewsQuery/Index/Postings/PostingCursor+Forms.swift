import CBytes

extension PostingCursor {
  // MARK: - Surface forms

  /// Appends, for each position, the index into `TextIndex.surfaceForms(of:)`.
  public mutating func forms(into result: inout [UInt32]) {
    guard article != PostingCursor.end else { return }
    let frequency = frequency()
    let formCount: Int
    var list: UnsafeRawPointer
    (formCount, list) = formListEnd()
    if formCount <= 1 {
      result.append(contentsOf: repeatElement(0, count: frequency))
      return
    }
    var group = 0
    var offset = 0
    if isLong {
      guardian.require(blockCount * 4 <= end - list)
      check(list + block * 4, 4)
      offset = Int((list + block * 4).loadUnaligned(as: UInt32.self))
      group = Int(entry(block).occurrences) >> PackedGroups.groupShift
      list += blockCount * 4
    }
    let first = Int(ends[index - 1])
    let headers = PackedGroups.groupCount(of: occurrenceCount) * PackedGroups.headerSize
    let (place, end) = (list, end)
    guardian.require(headers <= end - place)
    let data = list + headers
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PackedGroups.groupSize) { numbers in
      guard let base = numbers.baseAddress else { return }
      while group << PackedGroups.groupShift < first + frequency {
        check(list + group * PackedGroups.headerSize, PackedGroups.headerSize)
        let header = PackedGroups.header(of: group, at: list)
        let count = PackedGroups.count(ofGroup: group, of: occurrenceCount)
        let start = group << PackedGroups.groupShift
        let size = nb_group_bytes(header, Int32(count))
        guardian.require(PackedGroups.isRight(header) && offset + size <= end - data)
        if start + count > first {
          check(data + offset, size)
          PackedGroups.read(data + offset, header, count: count, into: base)
          let wanted = max(first, start) - start..<min(first + frequency, start + count) - start
          let numbers = numbers[wanted]
          guardian.require(numbers.allSatisfy { Int($0) < formCount })
          result.append(contentsOf: numbers)
        }
        offset += size
        group += 1
      }
    }
  }

  private var formListStart: UnsafeRawPointer {
    if let formList { return formList }
    checkPositions()
    return positions + PackedGroups.byteCount(at: positions, count: occurrenceCount)
  }

  /// How many surface forms there are, and what comes after their list.
  private func formListEnd() -> (count: Int, next: UnsafeRawPointer) {
    var reader = BoundedReader(formListStart, end: end)
    let count = FormList.skip(&reader) { check($0, 16) }
    let isOver = reader.isOver
    guardian.require(!isOver)
    return (count, reader.pointer)
  }

  /// The surface forms of the term, by number.
  func surfaceForms(folded: [UInt8]) -> [[UInt8]] {
    guard articleCount > 0 else { return [] }
    let start = formListStart
    // A form that is written out may be longer than what was looked at.
    check(start, formListEnd().next - start)
    return FormList.forms(at: start, folded: folded)
  }

  // MARK: - Titles

  /// How many articles have the term in their headline or deck.
  func articleCount(inTitle field: ArticleField) -> Int {
    guard let titles = titles() else { return 0 }
    return field == .headline ? titles.headlineCount : titles.deckCount
  }

  /// The articles that have the term in their headline or deck, ascending.
  func articles(inTitle field: ArticleField) -> [UInt32] {
    guard let titles = titles(), let articles = titles.articles(field, below: guardian.articleCount) else {
      guard isInTitles else { return [] }
      guardian.refuse()
    }
    return articles
  }

  /// What `TitleDraft` wrote; nil where the term stands in bodies only.
  private func titles() -> TitleArticles? {
    guard isInTitles else { return nil }
    var start: UnsafeRawPointer
    if isLong {
      let offset = (lastArticles - 8).loadUnaligned(as: UInt64.self)
      let room = end - (lastArticles - 24)
      guardian.require(offset < UInt64(room))
      start = lastArticles - 24 + Int(truncatingIfNeeded: offset)
      check(start, end - start)
    } else {
      let formCount: Int
      (formCount, start) = formListEnd()
      if formCount > 1 {
        let (place, end) = (start, end)
        guardian.require(PackedGroups.groupCount(of: occurrenceCount) * PackedGroups.headerSize <= end - place)
        start += PackedGroups.byteCount(at: start, count: occurrenceCount)
      }
    }
    guard let titles = TitleArticles(start, end: end), max(titles.headlineCount, titles.deckCount) <= articleCount
    else {
      guardian.refuse()
    }
    return titles
  }
}
