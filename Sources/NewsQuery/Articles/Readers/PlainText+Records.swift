/// Files of several texts: front matter and text in turn, YAML documents between lines of `---`, a YAML list of mappings.
extension PlainText {
  /// One text of a file: where it is, and the number of its first line, from 1.
  struct Record {
    var bytes: Range<Int>
    var line: Int
  }

  /// Cuts the file into its texts. A line of `---` begins another one if header lines with a key of the first header
  /// follow it; a line `- headline: …` does if the file begins with one of the same key.
  func records() -> [Record] {
    guard let first = lines.firstIndex(where: { !$0.isEmpty && !isFence($0) && !isComment($0) }) else {
      return [Record(bytes: 0..<text.count, line: 1)]
    }
    var starts = listStarts(from: first)
    if starts.count < 2 { starts = fencedStarts(from: first) }
    guard starts.count > 1 else { return [Record(bytes: 0..<text.count, line: 1)] }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? lines[starts[index + 1]].lowerBound : text.count
      let line = lines[starts[index]]
      // `- ` is no part of the key.
      let lower = isItem(line) ? line.lowerBound + 2 : line.lowerBound
      return Record(bytes: lower..<end, line: starts[index] + 1)
    }
  }

  private func fencedStarts(from first: Int) -> [Int] {
    let keys = keys(from: first)
    guard !keys.isEmpty else { return [] }
    var starts = [first > 0 && isFence(lines[first - 1]) ? first - 1 : first]
    var index = first + 1
    while index + 1 < lines.count {
      if isFence(lines[index]) {
        let others = self.keys(from: index + 1)
        if keys.intersection(others).count >= min(2, keys.count) { starts.append(index) }
      }
      index += 1
    }
    return starts
  }

  private func listStarts(from first: Int) -> [Int] {
    guard isItem(lines[first]), let key = key(lines[first].dropFirst(2)) else { return [] }
    return (first..<lines.count).filter { isItem(lines[$0]) && self.key(lines[$0].dropFirst(2)) == key }
  }

  /// The known keys of the header lines from `start` on, in small letters.
  private func keys(from start: Int) -> Set<String> {
    var keys: Set<String> = []
    var at = start
    while at < lines.count, at - start < 100, let entry = headerEntry(lines[at]) {
      if FieldAliases.match(UnsafeRawBufferPointer(rebasing: text[entry.name])) != nil {
        keys.insert(ByteSearch.string(text, entry.name).lowercased())
      }
      at += 1
    }
    return keys
  }

  /// The key of a header line if it is a known one.
  private func key(_ line: Range<Int>) -> String? {
    guard let entry = headerEntry(line), FieldAliases.match(UnsafeRawBufferPointer(rebasing: text[entry.name])) != nil
    else { return nil }
    return ByteSearch.string(text, entry.name).lowercased()
  }

  private func isFence(_ line: Range<Int>) -> Bool { text[line].elementsEqual("---".utf8) }

  private func isComment(_ line: Range<Int>) -> Bool { text[line].first == UInt8(ascii: "#") }

  private func isItem(_ line: Range<Int>) -> Bool {
    line.count > 2 && text[line.lowerBound] == UInt8(ascii: "-") && text[line.lowerBound + 1] == 0x20
  }
}
