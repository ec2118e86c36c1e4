@testable import NewsQuery

/// The Swift source of one file, read just far enough to see which names it declares and uses.
///
///     let file = SourceScan(path: "Text/Fold.swift", text: "enum Fold { … }")
///     file.declared    // ["Fold"]
struct SourceScan {
  /// Below the scanned folder: `Text/Fold.swift`.
  let path: String
  let text: String
  /// Types declared at the top level and not private.
  private(set) var declared: Set<String> = []
  /// Types extended at the top level.
  private(set) var extended: Set<String> = []
  /// Types declared inside others, private types and generic parameters: these names say nothing of another file.
  private(set) var inner: Set<String> = []
  /// Functions called without a point before their names.
  private(set) var calls: Set<String> = []
  /// Names used without a point before them, outside comments and texts.
  private(set) var used: Set<String> = []
  let lineCount: Int
  /// Each function, initializer and computed property with its number of lines.
  private(set) var functions: [(name: String, lineCount: Int)] = []

  private static let keywords: Set<String> = ["struct", "class", "enum", "protocol", "actor", "typealias", "extension"]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lineCount = lines.count - 1
    readNames(of: SourceScan.withoutComments(Array(text.utf8)))
    readFunctions(of: lines)
  }

  private mutating func readNames(of code: [UInt8]) {
    var depth = 0
    var word: [UInt8] = []
    var beforeWord: UInt8 = 0
    var last: UInt8 = 0
    var isPrivate = false
    var declaration: String?
    var previous = ""
    func isNameByte(_ byte: UInt8) -> Bool { byte.isASCIIWordByte || byte >= 0x80 }
    for byte in code + [UInt8(ascii: "\n")] {
      if isNameByte(byte) {
        if word.isEmpty { beforeWord = last }
        word.append(byte)
        continue
      }
      if !word.isEmpty {
        let name = String(decoding: word, as: UTF8.self)
        if let keyword = declaration {
          declare(name, keyword, depth: depth, isPrivate: isPrivate)
          declaration = nil
        } else if Self.keywords.contains(name), beforeWord != UInt8(ascii: ".") {
          declaration = name
        } else if beforeWord != UInt8(ascii: ".") {
          used.insert(name)
          if byte == UInt8(ascii: "("), previous != "func" { calls.insert(name) }
        }
        previous = name
        if name == "private" || name == "fileprivate" { isPrivate = true }
        word = []
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "{") { isPrivate = false }
      last = byte
    }
  }

  private mutating func declare(_ name: String, _ keyword: String, depth: Int, isPrivate: Bool) {
    guard let first = name.utf8.first, first.isASCIIUppercase else { return }
    if keyword == "extension" {
      if depth == 0 { extended.insert(name) }
      used.insert(name)
    } else if depth > 0 || isPrivate {
      inner.insert(name)
    } else {
      declared.insert(name)
    }
  }

  /// A function ends at the brace that is indented as its first line is.
  private mutating func readFunctions(of lines: [Substring]) {
    for (start, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }
      let words = line.dropFirst(indent.count).split(separator: " ")
      guard !line.hasSuffix("}"), !line.hasPrefix("//"),
        let keyword = words.firstIndex(where: {
          $0 == "func" || $0.hasPrefix("init(") || $0.hasPrefix("init?(") || $0 == "var"
        }),
        words[..<keyword].allSatisfy({ Self.modifiers.contains(String($0)) || $0.hasPrefix("@") })
      else { continue }
      if words[keyword] == "var", !line.hasSuffix("{") || line.contains("=") { continue }
      let end = lines[(start + 1)...].firstIndex {
        $0.hasPrefix(indent + "}") || $0.prefix(indent.count + 1).isBorder(indent)
      }
      guard let end, lines[end].hasPrefix(indent + "}") else { continue }
      let name = words[keyword].hasPrefix("init") ? "init" : words.dropFirst(keyword + 1).first.map(String.init) ?? ""
      functions.append((String(name.prefix { $0 != "(" && $0 != "<" && $0 != ":" }), end - start + 1))
    }
  }

  private static let modifiers: Set<String> = [
    "public", "private", "fileprivate", "static", "mutating", "override", "convenience", "final", "borrowing",
    "consuming", "required", "package", "internal", "nonisolated",
  ]

  /// The code with comments and texts blanked; what is between `\(` and `)` stays.
  static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    var scanner = Blanker(bytes: bytes)
    scanner.code(until: nil)
    return scanner.output
  }

  private struct Blanker {
    let bytes: [UInt8]
    var at = 0
    var output: [UInt8] = []

    private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    /// Copies code up to `end` outside of round brackets, or to the end of the file.
    mutating func code(until end: UInt8?) {
      var depth = 0
      while at < bytes.count {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "/") where self.byte(at + 1) == UInt8(ascii: "/"):
          while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
          continue
        case UInt8(ascii: "\""), UInt8(ascii: "#"):
          text()
          continue
        case end where depth == 0: return
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth -= 1
        default: break
        }
        output.append(byte)
        at += 1
      }
    }

    private mutating func text() {
      let start = at
      while byte(at) == UInt8(ascii: "#") { at += 1 }
      let signs = at - start
      guard byte(at) == UInt8(ascii: "\"") else {
        output += bytes[start..<at]
        return
      }
      let quote = UInt8(ascii: "\"")
      let marks = byte(at + 1) == quote && byte(at + 2) == quote ? 3 : 1
      at += marks
      func isAll(_ wanted: UInt8, _ count: Int, at place: Int) -> Bool {
        (0..<count).allSatisfy { byte(place + $0) == wanted }
      }
      while at < bytes.count,
        bytes[at] != quote || !isAll(quote, marks, at: at)
          || !isAll(UInt8(ascii: "#"), signs, at: at + marks)
      {
        if marks == 1, bytes[at] == UInt8(ascii: "\n") { return }
        if bytes[at] != UInt8(ascii: "\\") {
          at += 1
        } else if isAll(UInt8(ascii: "#"), signs, at: at + 1), byte(at + 1 + signs) == UInt8(ascii: "(") {
          at += signs + 2
          output.append(UInt8(ascii: " "))
          code(until: UInt8(ascii: ")"))
          at += 1
        } else {
          at += signs == 0 ? 2 : 1
        }
      }
      at += marks + signs
      output.append(UInt8(ascii: " "))
    }
  }
}

extension Substring {
  /// True if a line begins less deep than `indent`, so that what began there has ended.
  fileprivate func isBorder(_ indent: Substring) -> Bool {
    !isEmpty && !allSatisfy { $0 == " " } && prefix { $0 == " " }.count < indent.count
  }
}
