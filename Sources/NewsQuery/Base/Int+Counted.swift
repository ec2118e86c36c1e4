extension Int {
  /// The number with its noun: `1.counted("article")` is `1 article`, `2.counted("article")` is `2 articles`.
  public func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
