import CLibrary
import Testing

@testable import NewsShell

@Test func charactersAreAssembledAndBrokenBytesDropped() {
  var assembly = ScalarAssembly()
  let bytes: [UInt8] = [0xFF] + Array("aé北😀".utf8) + [0xE2, 0x82, 0x41, 0xED, 0xA0, 0x80, 0xC0, 0x80, 0x7A]
  #expect(bytes.compactMap { assembly.add($0) }.map(String.init).joined() == "aé北😀Az")
}

@Test func pasteKeepsNewlinesAndNoOtherControls() {
  let paste = "one\ttwo\r\nthree\rfour\u{1B}[31m\u{0}\n\n".unicodeScalars.map { Int32($0.value) }
  let text = LineEditor.pasteText(paste).compactMap { Unicode.Scalar(UInt32($0)) }.map(String.init).joined()
  #expect(text == "one two\nthree\nfour[31m")
}

@Test func promptMarksItsColoursAndEndsPlain() {
  let prompt = Prompt(pieces: [.init(text: "seeds", style: "1"), .init(text: " 2", style: "2"), .init(text: "> ")])
  #expect(prompt.plain == "seeds 2> ")
  #expect(prompt.encoded == "\u{1}\u{1B}[0;1m\u{1}seeds\u{1}\u{1B}[0;2m\u{1} 2\u{1}\u{1B}[0m\u{1}> ")
  #expect(Prompt(pieces: [.init(text: "x", style: "1")]).encoded.hasSuffix("\u{1}\u{1B}[0m\u{1} "))
  #expect(Prompt.continuation(of: 9, open: "\"").plain == "      \"> ")
}

@Test func rowMotionsStayInTheQuery() {
  let text = Array("kremlin\nŁódź x\nc".utf8)
  let after = { (offset: Int) in (text[..<offset], text[offset...]) }
  // After `Łó`, which are two bytes each.
  let inLodz = after(12)
  #expect(RowMotion.up(inLodz.0, inLodz.1) == -8)
  #expect(RowMotion.home(text[...], []) == -1)
  #expect(RowMotion.home(text[..<8], text[8...]) == -8)
  #expect(RowMotion.down(text[..<3], text[3...]) == 8)
  #expect(RowMotion.down(text[...], []) == nil)
  #expect(RowMotion.up(text[..<3], text[3...]) == nil)
  #expect(RowMotion.end(text[..<0], text[0...]) == 7)
  #expect(RowMotion.end(text[..<7], text[7...]) == 9)
}

@Test func statementsAreReadWholeFromPlainInput() {
  let (input, output) = (openPipe(), openPipe())
  Terminal.write("kremlin |\ncount\nhead \"open", to: input.write)
  close(input.write)
  let editor = LineEditor(input: input.read, output: output.write)
  #expect(!editor.isEditing)
  let reader = StatementReader(editor: editor)
  #expect(reader.read(prompt: Prompt("seeds> ")) == .text("kremlin |\ncount"))
  #expect(reader.read(prompt: Prompt("seeds> ")) == .text("head \"open"))
  #expect(reader.read(prompt: Prompt("seeds> ")) == .end)
  close(output.write)
  #expect(readAll(output.read) == "seeds>     |> seeds>     \"> seeds> ")
  close(input.read)
}

func openPipe() -> (read: Int32, write: Int32) {
  var ends: [Int32] = [-1, -1]
  precondition(pipe(&ends) == 0)
  return (ends[0], ends[1])
}

func readAll(_ descriptor: Int32) -> String {
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(descriptor, &block, block.count)
    if count <= 0 { break }
    bytes.append(contentsOf: block[..<count])
  }
  close(descriptor)
  return String(decoding: bytes, as: UTF8.self)
}
