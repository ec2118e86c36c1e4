extension Plan {
  /// The pictures that the query writes.
  public var pictures: [String] {
    steps.compactMap { ($0.stage as? Write)?.path }.filter { $0.lowercased().hasSuffix(".svg") }
  }

  /// What the stages say of their figures: `per thousand articles of the archive`.
  public var stageNotes: [String] {
    steps.flatMap { $0.stage.notes }.filter { $0.severity == .note && $0.hints.isEmpty }.map(\.message)
  }
}
