import CLibrary
import Testing

@testable import NewsQuery

/// The editors' grammars are those that the catalogs give; `make docs` writes them.
@Suite struct ManualGrammarTests {
  private static let vimFile = "\(Repository.root)/editors/vim/syntax/newsq.vim"
  private static let textMateFile = "\(Repository.root)/editors/vscode/syntaxes/newsq.tmLanguage.json"

  @Test(arguments: [(vimFile, EditorGrammars.vim), (textMateFile, EditorGrammars.textMate)])
  func theyAreCurrent(_ path: String, _ text: String) throws {
    if getenv("NEWSQ_RECORD") != nil { return Repository.write(path, text) }
    #expect(String(decoding: try Repository.read(path), as: UTF8.self) == text, "make docs")
  }

  @Test(arguments: [
    "package.json", "language-configuration.json", "syntaxes/newsq.tmLanguage.json",
  ]) func whatVSCodeReadsIsJSON(_ name: String) throws {
    let bytes = try Repository.read("\(Repository.root)/editors/vscode/\(name)") + [UInt8](repeating: 0, count: 16)
    try bytes.withUnsafeBytes { bytes in
      var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes.dropLast(16)))
      try scanner.skipValue()
      let isWhole = scanner.isAtEnd()
      #expect(isWhole)
    }
  }

  /// Each pattern is one that a linear-time engine takes too, lookbehind aside.
  @Test func everyStageAndFunctionIsKnown() {
    for name in EditorGrammars.stages + EditorGrammars.functions + EditorGrammars.fields {
      #expect(EditorGrammars.vim.contains(name) && EditorGrammars.textMate.contains(name), "\(name)")
    }
  }

  /// Vim itself, where there is one, says what stands at a place.
  @Test(.enabled(if: access("/usr/bin/vim", X_OK) == 0)) func vimColoursAScript() throws {
    let script = [
      "# what it answers", "let calls = putin near/5 \"arms control\"",
      "source:tass date:2020-07 =WHO | count by source",
      "| where words > 800 and year(date) = 2020 | as csv",
    ]
    let folder = "/tmp/newsq-vim-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      for name in ["script.newsq", "names"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    Repository.write("\(folder)/script.newsq", script.joined(separator: "\n") + "\n")
    let places: [(line: Int, word: String, group: String)] = [
      (1, "what", "newsqComment"), (2, "let", "newsqStatement"), (2, "near", "newsqReach"), (2, "arms", "newsqPhrase"),
      (3, "source", "newsqField"), (3, "2020", "newsqDate"), (3, "=WHO", "newsqExact"), (3, "count", "newsqStage"),
      (3, "by", "newsqClause"), (4, "where", "newsqStage"), (4, "800", "newsqNumber"), (4, "and", "newsqOperator"),
      (4, "year", "newsqFunction"), (4, "csv", "newsqFormat"),
    ]
    let asked = places.map { line, word, _ in
      let before = script[line - 1].utf8.count - script[line - 1].utf8Suffix(from: word)
      return "synIDattr(synID(\(line),\(before + 1),1),'name')"
    }
    let command =
      "vim -N -u NONE -i NONE -es --cmd 'set rtp^=\(Repository.root)/editors/vim' -c 'filetype on' -c 'syntax on' "
      + "-c 'edit \(folder)/script.newsq' -c \"call writefile([\(asked.joined(separator: ","))],'\(folder)/names')\" "
      + "-c 'qa!' </dev/null >/dev/null 2>&1"
    _ = system(command)
    let names = String(decoding: try Repository.read("\(folder)/names"), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, place) in places.enumerated() {
      #expect(names[index] == place.group, "\(place.word) of line \(place.line)")
    }
  }
}

extension String {
  /// How many bytes there are from the first `word` on.
  fileprivate func utf8Suffix(from word: String) -> Int {
    var start = startIndex
    while start < endIndex, !self[start...].hasPrefix(word) { start = index(after: start) }
    return self[start...].utf8.count
  }
}
