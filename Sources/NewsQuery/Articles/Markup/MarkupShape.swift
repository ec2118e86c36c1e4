/// Whether a page may be given to gumbo, which walks its tree by recursion and compares the attributes of a tag each
/// with each.
enum MarkupShape {
  private static let maximumDepth = 400
  private static let maximumAttributeCount = 2000

  /// Tags that close themselves or the one before them, so that many of them make no depth.
  private static let flat: Set<UInt64> = Set(flatNames.map { name in name.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  private static let flatNames = [
    "p", "li", "dt", "dd", "td", "th", "tr", "option", "br", "img", "hr", "meta", "link", "input", "source", "wbr",
    "area", "base", "col", "embed", "param", "track", "tbody", "thead", "tfoot", "colgroup", "optgroup", "rp", "rt",
  ]

  private static let script: UInt64 = 0x7363_7269_7074
  private static let style: UInt64 = 0x73_7479_6C65

  static func isReasonable(_ page: UnsafeRawBufferPointer) -> Bool {
    var depth = 0
    var at = 0
    while let open = ByteSearch.first(UInt8(ascii: "<"), in: page, from: at) {
      at = open + 1
      guard at < page.count else { break }
      let isClosing = page[at] == UInt8(ascii: "/")
      if isClosing { at += 1 }
      let nameStart = at
      // The last eight letters, in small ones, as a number.
      var name: UInt64 = 0
      while at < page.count, (page[at] | 0x20) &- 0x61 < 26 || page[at] &- 0x30 < 10, at - nameStart < 16 {
        name = name << 8 | UInt64(page[at] | 0x20)
        at += 1
      }
      if at == nameStart { continue }
      // Longer names are none of those that are known here.
      if at - nameStart > 8 { name = 0 }
      if isClosing {
        if !flat.contains(name) { depth = max(0, depth - 1) }
        continue
      }
      var blanks = 0
      while at < page.count, page[at] != UInt8(ascii: ">"), page[at] != UInt8(ascii: "<") {
        if page[at] <= 0x20 { blanks += 1 }
        if (page[at] == UInt8(ascii: "\"") || page[at] == UInt8(ascii: "'")), page[at - 1] == UInt8(ascii: "="),
          let close = ByteSearch.first(
            page[at], in: UnsafeRawBufferPointer(rebasing: page[..<min(page.count, at + 4_000_000)]), from: at + 1)
        {
          at = close
        }
        at += 1
      }
      if blanks > maximumAttributeCount { return false }
      if flat.contains(name) || at < page.count && page[at - 1] == UInt8(ascii: "/") { continue }
      depth += 1
      if depth > maximumDepth { return false }
      if name == script || name == style {
        // Their content opens nothing.
        let end: StaticString = name == script ? "</script" : "</style"
        at = ByteSearch.firstFolded(end, in: page, at..<page.count) ?? page.count
      }
    }
    return true
  }
}
