extension Parallel {
  /// What `body` gives for consecutive ranges of `0..<count`, joined in order. Stops with `Interrupted` between pieces,
  /// which are short because one row may cost milliseconds.
  ///
  ///     let lengths = try Parallel.rows(rows.count, context) { range in range.map { length(rows[$0]) } }
  static func rows<Element: Sendable>(
    _ count: Int, _ context: RunContext, pieceSize: Int = 64, _ body: @Sendable (Range<Int>) throws -> [Element]
  ) throws -> [Element] {
    let progress = StepProgress(of: count, context)
    let pieces = try map(count, threadCount: context.threadCount, pieceSize: pieceSize) { range in
      try progress.advance(by: range.count)
      return try body(range)
    }
    return Array(pieces.joined())
  }
}
