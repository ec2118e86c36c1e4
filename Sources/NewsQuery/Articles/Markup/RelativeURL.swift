/// Addresses that are relative to another: `../a.html` on `https://coast.example/news/b.html` (RFC 3986).
enum RelativeURL {
  /// The whole address of `reference`, seen from `base`; `reference` itself if the base is not the address of a page.
  static func resolved(_ reference: String, on base: String) -> String {
    guard !reference.isEmpty, !base.isEmpty, scheme(of: reference) == nil, let scheme = scheme(of: base) else {
      return reference
    }
    let rest = base[base.index(base.startIndex, offsetBy: scheme.count)...].dropFirst()
    guard rest.hasPrefix("//") else { return reference }
    if reference.hasPrefix("//") { return scheme + ":" + reference }
    let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let root = scheme + "://" + authority
    let path = rest.dropFirst(2 + authority.count).prefix { $0 != "?" && $0 != "#" }
    if reference.hasPrefix("#") { return root + path + reference }
    if reference.hasPrefix("?") { return root + path + reference }
    let end = reference.firstIndex { $0 == "?" || $0 == "#" } ?? reference.endIndex
    let folder = reference.hasPrefix("/") ? "" : path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/"
    return root + withoutDots(folder + reference[..<end]) + reference[end...]
  }

  /// `https` of `https://…`; nil if the address is relative.
  private static func scheme(of address: String) -> String? {
    guard let colon = address.firstIndex(of: ":"), let first = address.utf8.first, (first | 0x20) &- 0x61 < 26 else {
      return nil
    }
    let scheme = address[..<colon]
    return scheme.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "+-.".utf8.contains($0) }
      ? String(scheme) : nil
  }

  private static func withoutDots(_ path: String) -> String {
    var parts: [Substring] = []
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      switch piece {
      case ".": if isLast { parts.append("") }
      case "..":
        if parts.count > 1 { parts.removeLast() }
        if isLast { parts.append("") }
      default: parts.append(piece)
      }
    }
    let joined = parts.joined(separator: "/")
    return joined.hasPrefix("/") ? joined : "/" + joined
  }
}
