import CLibrary
import NewsQuery
import Testing

/// The engine's folders are layers, its files and functions are short, and a file is named after what it holds.
struct LayerTests {
  static let engine = scans(of: "Sources/NewsQuery")

  /// Every Swift file below a folder of the repository.
  static func scans(of folder: String) -> [SourceScan] {
    var paths: [String] = []
    func visit(_ path: String) {
      guard let entries = opendir(path) else { return }
      defer { closedir(entries) }
      while let entry = readdir(entries) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasPrefix(".") { continue }
        if name.hasSuffix(".swift") { paths.append(path + "/" + name) } else { visit(path + "/" + name) }
      }
    }
    let root = Repository.root + "/" + folder
    visit(root)
    return paths.sorted().map { path in
      let text = (try? Repository.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return SourceScan(path: String(path.dropFirst(root.count + 1)), text: text)
    }
  }

  @Test func noFolderUsesOneAboveIt() {
    #expect(Self.engine.count > 300)
    for finding in Layers.engine.findings(in: Self.engine) { Issue.record("\(finding)") }
  }

  @Test func filesAreNamedAfterWhatTheyHold() {
    // The syntax tree is one page.
    let known = ["Language/Syntax.swift"]
    for path in Layers.misnamed(Self.engine) where !known.contains(path) { Issue.record("\(path)") }
  }

  // Files and functions that are longer than the limit, and how long they may be until they are split. Numbers go down and
  // entries go away; nothing is added.
  static let longFiles = [
    "Articles/Encodings/MultibyteTables.swift": 800, "Articles/JSON/JSONScanner.swift": 525,
    "Articles/Opening/Dateline.swift": 620, "Articles/Readers/HTMLReader.swift": 650,
    "News/Amounts/AmountReader.swift": 560, "News/Dates/DateReader.swift": 720, "News/Quotes/QuoteReading.swift": 680,
  ]
  static let longFunctions = [
    "Archive/ArchiveAddition.swift": 70, "Archive/ArchiveFile.swift": 70,
    "Articles/Readers/JSONDocumentReader.swift": 85,
    "Articles/Readers/RSSReader.swift": 70, "Index/Postings/PostingList.swift": 80, "Index/Terms/TermUnion.swift": 75,
    "News/Amounts/AmountReader.swift": 115, "News/Dates/DateReader+Relative.swift": 105,
    "News/Names/NameScanner.swift": 130, "News/Quotes/QuoteReading+Subjects.swift": 70,
    "News/Quotes/QuoteReading.swift": 85,
  ]

  @Test func filesAreShort() {
    for file in Self.engine { #expect(file.lineCount <= Self.longFiles[file.path] ?? 500, "\(file.path)") }
  }

  @Test func functionsAreShort() {
    for file in Self.engine {
      for (name, lineCount) in file.functions {
        #expect(lineCount <= Self.longFunctions[file.path] ?? 60, "\(file.path) \(name)")
      }
    }
  }

  /// The engine opens files in `Base/` only: `InputBytes` to read an archive, `NewFile` to write one.
  @Test func filesAreOpenedInOnePlace() {
    let calls: Set<String> = ["fopen", "openat", "creat", "mkstemp", "fdopen"]
    for file in Self.engine where !file.path.hasPrefix("Base/") {
      let found = file.calls.intersection(calls)
      // `open` is also the name of other functions.
      #expect(
        found.isEmpty && !file.text.contains("FileName.open(") && !file.text.contains("CLibrary.open("), "\(file.path)")
    }
  }

  /// Who says that threads may share something says why that is safe, on the line before or after.
  @Test func uncheckedTypesStateTheirInvariant() {
    for file in Self.engine {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (place, line) in lines.enumerated() where line.contains("@unchecked Sendable") && !line.contains("//") {
        let around = lines[max(0, place - 1)..<min(lines.count, place + 2)]
        #expect(around.contains { $0.contains("// INVARIANT: ") }, "\(file.path):\(place + 1)")
      }
    }
  }

  // MARK: - The checker itself

  private static let small = Layers(allowed: ["Base": [], "Text": ["Base"], "Text/Pages": ["Base", "Text"]])

  @Test(arguments: [
    ("Base/A.swift", "struct A { var fold: Fold }", ["Base/A.swift uses `Fold` of Text/"]),
    ("Base/A.swift", "struct A { let text = \"\\(Fold.self)\" }", ["Base/A.swift uses `Fold` of Text/"]),
    ("Base/A.swift", "extension Fold {}", ["Base/A.swift uses `Fold` of Text/"]),
    ("Base/A.swift", "let folds: [Int: Lock<Fold>] = [:]", ["Base/A.swift uses `Fold` of Text/"]),
    ("Text/A.swift", "let page = FoldPage()", ["Text/A.swift uses `FoldPage` of Text/Pages/"]),
    ("Other/A.swift", "struct A {}", ["Other/A.swift: the folder `Other` is not in the table of layers"]),
    ("Base/A.swift", "/// Uses Fold.\nstruct A { let text = \"Fold\", other = #\"\\(Fold)\"#, some = x.Fold }", []),
    ("Base/A.swift", "struct A { struct Fold {}\n var fold: Fold }", []),
    ("Text/A.swift", "let fold = Fold(Lock())", []), ("Text/Pages/A.swift", "let fold = Fold(Lock())", []),
  ])
  func aPlantedEdgeIsFound(_ path: String, _ text: String, _ findings: [String]) {
    let files = [
      SourceScan(path: "Base/Lock.swift", text: "public struct Lock<State> {}\n"),
      SourceScan(path: "Text/Fold.swift", text: "enum Fold {\n  struct Part {}\n}\n"),
      SourceScan(path: "Text/Pages/FoldPage.swift", text: "struct FoldPage {}\n"), SourceScan(path: path, text: text),
    ]
    #expect(Self.small.findings(in: files) == findings)
  }

  @Test(arguments: [
    ("Text/Fold.swift", "enum Fold {}", true), ("Text/Folds.swift", "enum Fold {}", false),
    ("Text/Fold+Wide.swift", "extension Fold {}", true), ("Text/Fold+Wide.swift", "extension Folded {}", false),
    ("Text/OtherWalkers.swift", "struct AWalker {}\nstruct BWalker {}", true),
    ("Text/OtherWalkers.swift", "struct AWalker {}\nstruct B {}", false),
    ("Text/Fold.swift", "private enum Fold {}", false),
  ])
  func aWrongNameIsFound(_ path: String, _ text: String, _ isRight: Bool) {
    #expect(Layers.misnamed([SourceScan(path: path, text: text)]).isEmpty == isRight)
  }

  @Test func linesOfFunctionsAreCounted() {
    let text = """
      struct A {
        init(_ a: Int) {
          self.a = a
        }

        public static func one(_ b: Int) -> Int { b }

        @inline(__always)
        private mutating func long(
          _ a: Int, b: Int
        ) throws -> Int {
          if a {

            b()
          }
        }

        var size: Int {
          4
        }
      }

      """
    let scan = SourceScan(path: "Text/A.swift", text: text)
    #expect(scan.functions.map(\.name) == ["init", "long", "size"])
    #expect(scan.functions.map(\.lineCount) == [3, 8, 3])
    #expect(scan.lineCount == 21)
  }
}
