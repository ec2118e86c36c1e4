extension Plan {
  /// The pictures that the query writes.
  public var pictures: [String] {
    steps.compactMap { ($0.stage as? Write)?.path }.filter { $0.lowercased().hasSuffix(".svg") }
  }
}
