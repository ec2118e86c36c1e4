import CLibrary
import Testing

@testable import NewsShell

@Test func colourFollowsTheUser() {
  #expect(ColorChoice.auto.isOn(isTerminal: true, term: "xterm-256color", noColor: nil))
  #expect(!ColorChoice.auto.isOn(isTerminal: false, term: "xterm", noColor: nil))
  #expect(!ColorChoice.auto.isOn(isTerminal: true, term: "dumb", noColor: nil))
  #expect(!ColorChoice.auto.isOn(isTerminal: true, term: nil, noColor: nil))
  #expect(!ColorChoice.auto.isOn(isTerminal: true, term: "xterm", noColor: "1"))
  #expect(ColorChoice.always.isOn(isTerminal: false, term: nil, noColor: "1"))
  #expect(!ColorChoice.never.isOn(isTerminal: true, term: "xterm", noColor: nil))
}

@Test func rowsAreCountedAsTheScreenWrapsThem() {
  let count = { (text: String, columns: Int) in Pager.rowCount(of: Array(text.utf8), columns: columns, atMost: 100) }
  #expect(count("", 10) == 0)
  #expect(count("a\nb\n", 10) == 2)
  #expect(count("0123456789", 10) == 1)
  #expect(count("0123456789a\n\nx", 10) == 4)
  #expect(count("北京北京北京\n", 10) == 2)
  #expect(Pager.rowCount(of: [UInt8](repeating: 0x0A, count: 1_000_000), columns: 80, atMost: 24) == 25)
}

@Test func resizingFindsTheRowOfThePrompt() {
  #expect(LineEditor.rowsAbove(indent: 7, "putin", drawnFor: nil, columns: 80) == 0)
  #expect(LineEditor.rowsAbove(indent: 7, String(repeating: "x", count: 33), drawnFor: nil, columns: 40) == 1)
  #expect(LineEditor.rowsAbove(indent: 7, "one\ntwo\n", drawnFor: nil, columns: 40) == 2)
  // Drawn at 40 columns in two rows, each of which stays one at 80 and becomes two at 30.
  #expect(LineEditor.rowsAbove(indent: 7, String(repeating: "x", count: 43), drawnFor: 40, columns: 80) == 1)
  #expect(LineEditor.rowsAbove(indent: 7, String(repeating: "x", count: 43), drawnFor: 40, columns: 30) == 2)
}

@Test func progressSaysHowFarHowFastHowLong() {
  let second: UInt64 = 1_000_000_000
  #expect(
    Progress.text("reading a.jsonl", done: 50_000_000, of: 200_000_000, .bytes, nanoseconds: second)
      == "reading a.jsonl  25%  50 MB/s  0:04 left")
  #expect(
    Progress.text("searching", done: 1_000, of: 7_000_000, .rows, nanoseconds: second)
      == "searching  0%  1,000 rows/s  1:56:40 left")
  #expect(Progress.text("reading -", done: 3_000_000, of: 0, .bytes, nanoseconds: second) == "reading -  3 MB  3 MB/s")
  #expect(Progress.text("x", done: 0, of: 0, .rows, nanoseconds: 0) == "x  0 rows  0 rows/s")
}

@Test func progressWaitsHalfASecondAndErasesItself() {
  let ends = openPipe()
  let ticks = Ticks()
  let progress = Progress(output: ends.write, isShown: true, clock: { ticks.now })
  progress.report("reading", done: 1, of: 10, .rows)
  ticks.now = 600_000_000
  progress.report("reading", done: 6, of: 10, .rows)
  ticks.now += 1_000
  progress.report("reading", done: 7, of: 10, .rows)
  progress.finish()
  progress.finish()
  close(ends.write)
  #expect(readAll(ends.read) == "\rreading  60%  10 rows/s  0:01 left\u{1B}[K\r\u{1B}[K")
}

private final class Ticks {
  var now: UInt64 = 0
}

@Test func childrenReportHowTheyEnded() {
  #expect(ChildProcess.run(["true"]) == 0)
  #expect(ChildProcess.run(["sh", "-c", "exit 7"]) == 7)
  #expect(ChildProcess.run(["/nowhere/at/all"]) == 127)
  #expect(ChildProcess.run(["sh", "-c", "kill -KILL $$"]) == 128 + SIGKILL)
}

@Test func filesThatAreNotThereSaySo() {
  #expect(throws: (any Error).self) { try FileText.read("/nowhere/at/all") }
  #expect(throws: (any Error).self) { try FileText.read("/tmp") }
}
