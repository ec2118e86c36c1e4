import Testing

@testable import NewsQuery

struct SentenceDiffTests {
  private func changes(_ old: String, _ new: String) -> [String] {
    Array(old.utf8).withUnsafeBytes { before in
      Array(new.utf8).withUnsafeBytes { after in
        SentenceDiff.changes(from: before, to: after).map { change in
          let text = change.new.map { after[$0] } ?? change.old.map { before[$0] }
          return
            "\(change.kind.rawValue) \(change.paragraph): \(String(decoding: text ?? before[0..<0], as: UTF8.self))"
        }
      }
    }
  }

  @Test func cutAddedMovedAndChangedAreToldApart() {
    let old = """
      The first sentence stands at the top. The second one is cut from the text.

      The third sentence will be moved away. The fourth sentence names a sum of ten million dollars.
      """
    let new = """
      The first sentence stands at the top, as before. The fourth sentence names a sum of twelve million dollars.

      Something quite new was written here. The third sentence will be moved away.
      """
    #expect(
      changes(old, new) == [
        "changed 1: The first sentence stands at the top, as before.",
        "cut 1: The second one is cut from the text.",
        "changed 1: The fourth sentence names a sum of twelve million dollars.",
        "added 2: Something quite new was written here.",
      ])
  }

  @Test func whatStandsElsewhereIsMoved() {
    #expect(
      changes(
        "One is first here. Two comes after it. Three is the last one.",
        "Three is the last one. One is first here. Two comes after it.")
        == ["moved 1: Three is the last one."])
  }

  @Test func equalTextsHaveNoChanges() {
    #expect(changes("One is here. One is here.", "One is here!\nOne is “here”.").isEmpty)
    #expect(changes("", "").isEmpty)
    #expect(changes("", "New text.") == ["added 1: New text."])
    #expect(changes("Old text.", "") == ["cut 1: Old text."])
  }
}
