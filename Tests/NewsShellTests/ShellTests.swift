import CLibrary
import NewsQuery
import Testing

@testable import NewsShell

/// What a shell without a terminal writes to its output and to its errors when these lines are typed.
private func session(
  _ lines: String, options: ShellOptions = ShellOptions(keepsHistory: false, settingsPath: nil),
  engine: PretendEngine = PretendEngine()
) -> (output: String, errors: String) {
  let (input, output, errors) = (openPipe(), openPipe(), openPipe())
  Terminal.write(lines, to: input.write)
  close(input.write)
  let shell = Shell(
    engine: engine, options: options, input: input.read, output: output.write, errors: errors.write)
  #expect(shell.run() == .ran)
  for end in [input.read, output.write, errors.write] { close(end) }
  return (readAll(output.read).replacing("seeds 2> ", with: "> "), readAll(errors.read))
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}

/// Interrupts are the process's own, so shells run one at a time.
@Suite(.serialized) struct ShellTests {
  @Test func aSessionAsksAndShows() {
    let engine = PretendEngine()
    let (output, errors) = session("kremlin |\nhead 3\n\n(putin\ntrump)\nlet x = moscow\n", engine: engine)
    #expect(output == ">       |> table row 1\n> >       (> table row 1\ntable row 2\n> > ")
    #expect(errors == "")
    #expect(engine.asked.count == 3)
  }

  @Test func mistakesAreToldAndTheSessionGoesOn() {
    let (output, errors) = session("putin (\n\ndisk\nstop\nnothing\nkremlin\n.nonsense\n.h\n.mo\n")
    #expect(output.hasSuffix("> table row 1\ntable row 2\n> > A query") || output.contains("table row 2"))
    #expect(errors.hasPrefix("query:"))
    #expect(errors.contains("a.jsonl: error: no space left on device\n"))
    #expect(errors.contains("stopped\n"))
    #expect(errors.contains("error: no command `.nonsense`\n"))
  }

  @Test func rowsAreOpenedAndWalked() {
    let (output, errors) = session("kremlin\n.open 1\n.next\n.next\n.prev\n.prev\n.open 7\nmany\n.open 2\n")
    #expect(output.contains("> article 1\n> article 2\n> > article 1\n> "))
    #expect(errors.contains("row 2 was the last"))
    #expect(errors.contains("row 1 is the first"))
    #expect(errors.contains("the last result has rows 1 to 2"))
    #expect(errors.contains("row 2 was counted out of many articles"))
    #expect(session(".open 1\n.last\n.prev\n").errors.split(separator: "\n").count == 6)
  }

  @Test func settingsOfTheSession() {
    let (output, errors) = session(
      ".mode csv\nkremlin\n.mode\n.mode xml\n.timer maybe\n.timer off\n.fields\n.fields source\n.method\n"
        + ".explain putin | count\n.explain\n.import-report\n.open reuters\n.open nowhere\n.history\n.quit\nkremlin\n")
    #expect(output.contains("> csv row 1\ncsv row 2\n> csv\n"))
    #expect(output.contains("BM25"))
    #expect(output.contains("explained putin | count\n"))
    #expect(output.contains("2 articles from 2 files\n"))
    #expect(output.hasSuffix("> reuters: 21,578 articles\nreuters 21,578> reuters 21,578> reuters 21,578> "))
    #expect(errors.contains("no format `xml`\n  help: one of auto, table, tsv, csv, "))
    #expect(errors.contains("`.timer` is on or off"))
    #expect(errors.contains("nowhere: error: no such file"))
    #expect(errors.contains("no history is kept"))
  }

  @Test func helpIsMadeOfTheCatalogs() {
    let (output, errors) = session(".help\n.help count\n.help .mode\n.help nonsense\n")
    for command in ShellCommandCatalog.all { #expect(output.contains("  .\(command.name)")) }
    #expect(output.contains("collocates  neighbours"))
    #expect(output.contains("count: how many rows\n"))
    #expect(output.contains(".mode [FORMAT]\n"))
    #expect(errors.contains("no page about `nonsense`"))
  }

  @Test func longMeaningsGoOnBelow() {
    let entries = [("Ctrl-C", "drops the line; stops a query"), ("Tab", "completes")]
    #expect(
      TermList.text(entries, indent: 2, columns: 31)
        == "  Ctrl-C  drops the line; stops\n          a query\n  Tab     completes\n")
    #expect(TermList.text(entries, columns: nil) == "Ctrl-C  drops the line; stops a query\nTab     completes\n")
    for line in KeyHelp.text(columns: 60).split(separator: "\n") { #expect(line.count <= 60) }
  }

  @Test func safeModeTouchesNothingElse() {
    var options = ShellOptions(isSafe: true, keepsHistory: false)
    options.settingsPath = "/etc/hostname"
    let (output, errors) = session(".read /etc/hostname\n.open /etc\n.history\nkremlin\n", options: options)
    #expect(output.contains("table row 2"))
    #expect(errors.contains("`.read` is refused under --safe"))
    #expect(errors.contains("`.open` of a path is refused under --safe"))
    #expect(errors.contains("`.history` is refused under --safe"))
  }

  @Test func theTourAsksTenQuestions() {
    let engine = PretendEngine()
    let (output, _) = session(".tour\n" + String(repeating: "\n", count: 9), engine: engine)
    #expect(engine.asked.count == 10 || output.contains("10 of 10"))
    #expect(output.contains("That was the tour."))
    #expect(!session(".tour\nq\n").output.contains("2 of 10"))
    #expect(session(".tour 11\n").errors.contains("questions 1 to 10"))
  }

  @Test func withoutArticlesItSaysWhatToDo() {
    let engine = PretendEngine()
    engine.articleCount = 0
    let (output, errors) = session(".tour\n.save x.archive\n", engine: engine)
    #expect(output.contains("No articles are open: `.open "))
    #expect(errors.contains("no articles are open, and the tour asks the open articles\n  help: `.open "))
    #expect(engine.saved == nil)
  }

  @Test func settingsAreSetAndShown() {
    let (output, errors) = session(
      ".maxrows 5\n.maxrows\n.maxrows all\n.maxrows no\n.width 100\n.width\n.width off\n.width 3\n.nullvalue -\n.nullvalue\n"
        + ".nullvalue \"\"\n.nullvalue\n.pager less -S\n.pager\n.pager off\n.mode auto\n.show\n.print one  two\n")
    #expect(output.contains("> 5\n"))
    #expect(output.contains("> 100\n"))
    #expect(output.contains("> \"-\"\n"))
    #expect(output.contains("> \"\"\n"))
    #expect(output.contains("> less -S\n"))
    for line in ["mode       auto", "maxrows    all", "width      off", "pager      off", "output     the screen"] {
      #expect(output.contains(line + "\n"))
    }
    #expect(output.contains("> one  two\n"))
    #expect(errors.contains("`.maxrows` takes a number of rows or all"))
    #expect(errors.contains("`.width` takes a number of columns"))
  }

  @Test func answersGoToFiles() throws {
    var name = Array("/tmp/newsq-test-XXXXXX".utf8CString)
    mkdtemp(&name)
    let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for file in FileName.names(in: folder) ?? [] { unlink(folder + "/" + file) }
      rmdir(folder)
    }
    let (output, errors) = session(
      ".once \(folder)/a.csv\nkremlin\nkremlin\n.output \(folder)/b.txt\nputin\n.help count\n.output\nmoscow\n"
        + ".once \(folder)/x.nothing\n.once seeds.csv\n.once\n")
    #expect(try FileText.read(folder + "/a.csv") == "csv row 1\ncsv row 2\n")
    #expect(try FileText.read(folder + "/b.txt") == "table row 1\ntable row 2\n\ncount: how many rows\n")
    #expect(output.split(separator: "\n").count { $0.hasSuffix("table row 1") } == 2)
    #expect(errors.contains("does not name a format"))
    #expect(errors.contains("`seeds.csv` is also an input"))
    #expect(errors.contains("`.once` needs a file"))
  }

  @Test func commandsThatTouchTheWorldAreRefusedUnderSafe() {
    let dangerous = [
      "once a.csv", "output a.csv", "save a", "add b", "shell true", "cd /", "edit", "pager less", "watch kremlin",
      "read x",
      "history",
    ]
    let (_, errors) = session(
      dangerous.map { ".\($0)\n" }.joined(), options: ShellOptions(isSafe: true, keepsHistory: false, settingsPath: nil)
    )
    for command in dangerous {
      let name = command.prefix { $0 != " " }
      #expect(errors.contains("`.\(name)` is refused under --safe"), "\(name)")
    }
  }

  @Test func anArticleBeginsAtItsPassageUnderItsHeadline() {
    let text = Array("Headline\nsource\n\n".utf8) + Array((1...30).map { "p\($0)\n\n" }.joined().utf8)
    let (headed, row) = Shell.headed(text, 33, rows: 24)
    let lines = String(decoding: headed, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[row] == "Headline")
    #expect(lines[row + 2] == "p16")
    #expect(lines.first == "Headline")
    #expect(Shell.headed(text, 5, rows: 24).row == 0)
  }

  @Test func scriptsAreReadAndNeverForEver() {
    let path = "/tmp/newsq-test-\(getpid()).newsq"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    Terminal.write("kremlin\n.read \(path)\n", to: file)
    close(file)
    defer { unlink(path) }
    let (output, errors) = session(".read \(path)\n.read\n.read /nowhere\n")
    #expect(output.split(separator: "\n").count { $0.hasSuffix("table row 1") } == 16)
    #expect(errors.contains("16 scripts read each other here"))
    #expect(errors.contains("/nowhere: error: no such file"))
  }
}

@Test func commandsAreFoundByNameSynonymAndBeginning() {
  #expect(ShellCommandCatalog.command(named: "quit") == QuitCommand.self)
  #expect(ShellCommandCatalog.command(named: "EXIT") == QuitCommand.self)
  #expect(ShellCommandCatalog.command(named: "exp") == ExplainCommand.self)
  #expect(ShellCommandCatalog.command(named: "xyz") == nil)
  #expect(ShellCommandCatalog.command(named: "") == nil)
  let names = ShellCommandCatalog.all.flatMap { [$0.name] + $0.synonyms }
  #expect(Set(names).count == names.count)
}

@Test func durationsAreShort() {
  #expect(Shell.duration(40_000) == "0.0 ms")
  #expect(Shell.duration(1_260_000) == "1.3 ms" || Shell.duration(1_260_000) == "1.2 ms")
  #expect(Shell.duration(12_300_000) == "12 ms")
  #expect(Shell.duration(1_254_000_000) == "1.25 s")
}

@Test(arguments: [
  (".", 0, ".help"), (".q", 0, ".quit"), (".mode c", 6, "csv"), (".timer o", 7, "on"), (".fields so", 8, "source"),
  (".help cou", 6, "count"), ("putin | co", 8, "count"), ("putin |", 7, "count"), ("so", 0, "source:"),
  ("kremlin tari", 8, "tariff"), ("source:fin", 7, "\"Financial Times\""), ("source:ta", 7, "TASS"),
  ("source:\"fin", 7, "\"Financial Times\""), ("source is \"fin", 10, "\"Financial Times\""),
  ("source is fin", 10, "\"Financial Times\""), ("x | count by so", 13, "source"), ("x | as c", 7, "csv"),
  ("x | write /et", 10, "/etc/"), ("x | export /et", 11, "/etc/"), ("x | order so", 10, "source"),
  ("x | where ye", 10, "year"), ("date>$s", -1, ""), ("in $s", 3, "$since"), ("\"big tar", 5, "tariff"),
  ("(tar", 1, "tariff"), (".explain tar", 9, "tariff"), ("x |\n| co", 6, "count"), ("SO", 0, "source:"),
])
func completionGoesByPlace(text: String, replacedFrom: Int, first: String) {
  let completions = ShellCompletion(engine: PretendEngine()).complete(text)
  if first.isEmpty { return }
  #expect(completions.replacedFrom == replacedFrom, "\(completions)")
  #expect(completions.candidates.first?.text == first, "\(completions)")
}

@Test func filesAreCompleted() {
  let completion = ShellCompletion(engine: PretendEngine())
  #expect(completion.complete(".open /et").candidates.map(\.text) == ["/etc/"])
  #expect(completion.complete("@/etc/hostn").candidates.first?.text == "@/etc/hostname")
  #expect(completion.complete("@\"/etc/hostn").candidates.first?.text == "@\"/etc/hostname\"")
  #expect(completion.complete("x | write /et").candidates.map(\.text) == ["/etc/"])
  #expect(completion.complete(".open /nowhere/").candidates.isEmpty)
  let safe = ShellCompletion(engine: PretendEngine(), isSafe: true)
  #expect(safe.complete(".open /et").candidates.isEmpty && safe.complete("@/et").candidates.isEmpty)
}
