/// The note that a stage gives about articles in languages that it does not know, so that few rows are not taken for few
/// finds.
enum UnreadLanguages {
  /// Counts the articles of an archive by language. `consequence` says what is done with them instead.
  static func notes(
    _ archive: Archive, _ what: String, consequence: String, isKnown: (String) -> Bool
  ) -> [Diagnostic] {
    let unread = (archive.values(of: "language") ?? []).filter { !isKnown($0.value) }
    guard !unread.isEmpty else { return [] }
    let languages = unread.prefix(5).map { "\($0.value) (\($0.articleCount))" }
    let total = unread.reduce(0) { $0 + $1.articleCount }
    return [
      Diagnostic(
        "\(total) \(total == 1 ? "article of the archive is" : "articles of the archive are") in languages whose "
          + "\(what) are not known: " + languages.joined(separator: ", ") + (unread.count > 5 ? ", …" : "")
          + "; \(consequence)",
        severity: .note)
    ]
  }

  /// Whether the first two letters of a language tag are among some.
  static func isAmong(_ tag: String, _ languages: Set<String>) -> Bool {
    languages.contains(String(tag.prefix(2)).lowercased())
  }
}
