/// A JSON value as a small tree, for the rare keys that are not plain: `headlines: [{role, value}]`, `author: {name}`.
package indirect enum JSONValue: Equatable {
  case null
  case truth(Bool)
  case number(Double, String)
  case text(String)
  case list([JSONValue])
  case object([Member])

  package struct Member: Equatable {
    package var key: String
    package var value: JSONValue
  }

  /// Deeper values are left out: no format nests its articles like that, and a tree is walked by recursion.
  static let maximumDepth = 64

  package static func read(_ scanner: inout JSONScanner, depth: Int = 0) throws(JSONFailure) -> JSONValue {
    switch try scanner.peekKind() {
    case .null:
      try scanner.readNull()
      return .null
    case .truth: return .truth(try scanner.readTruth())
    case .string: return .text(try scanner.readString())
    case .number:
      let start = scanner.position
      let value = try scanner.readNumber()
      return .number(value, String(decoding: scanner.bytes(start..<scanner.position), as: UTF8.self))
    case .array:
      if depth >= maximumDepth {
        try scanner.skipValue()
        return .null
      }
      var items: [JSONValue] = []
      try scanner.enterArray()
      while try scanner.nextElement() { items.append(try read(&scanner, depth: depth + 1)) }
      return .list(items)
    case .object:
      if depth >= maximumDepth {
        try scanner.skipValue()
        return .null
      }
      var members: [Member] = []
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        let name = try scanner.text(of: key)
        members.append(Member(key: name, value: try read(&scanner, depth: depth + 1)))
      }
      return .object(members)
    }
  }

  /// The member of an object under `key`, compared without case.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    if let exact = members.first(where: { $0.key == key }) { return exact.value }
    let folded = key.lowercased()
    return members.first { $0.key.lowercased() == folded }?.value
  }

  package var items: [JSONValue] {
    switch self {
    case .list(let items): items
    case .null: []
    default: [self]
    }
  }

  /// In an object that stands for one thing, the members that may hold what a person calls it, best first.
  private static let naming = [
    "value", "name", "names", "main", "original", "rendered", "text", "literal", "@value", "headline", "title", "code",
    "qcode", "webTitle", "url", "uri", "@id", "id", "$date", "$oid", "$numberLong",
  ]

  /// What a person would read here: an object's name, a list's items. Nil where there is nothing to read.
  package var plainText: String? {
    switch self {
    case .null: return nil
    case .truth(let value): return value ? "true" : "false"
    case .number(_, let text): return text
    case .text(let text): return text.isEmpty ? nil : text
    case .list(let items):
      let texts = items.compactMap(\.plainText)
      return texts.isEmpty ? nil : texts.joined(separator: "; ")
    case .object:
      for key in Self.naming {
        if let text = self[key]?.firstText { return text }
      }
      return nil
    }
  }

  var firstText: String? {
    if case .list(let items) = self {
      for item in items {
        if let text = item.firstText { return text }
      }
      return nil
    }
    return plainText
  }

  /// One text an item: `[{name: A}, B]` is A and B.
  var texts: [String] { items.compactMap(\.plainText) }

  /// As a column of the input's own; objects have no such value.
  var inputValue: InputValue {
    switch self {
    case .null: .null
    case .truth(let value): .truth(value)
    // A number beyond all bounds stays what is written: no format could write it as a number again.
    case .number(let value, let text): InputValue.exact(text) ?? (value.isFinite ? .number(value) : .text(text))
    case .text(let text): .text(text)
    case .list(let items):
      .list(
        items.compactMap { item in
          if case .object = item { return item.plainText.map { .text($0) } }
          return item.inputValue
        })
    case .object: plainText.map { .text($0) } ?? .null
    }
  }
}
