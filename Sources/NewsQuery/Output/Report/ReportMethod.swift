/// How the figures of a report came about: what ends its page.
public struct ReportMethod: Equatable, Sendable {
  /// The archive, the clock, how words are compared.
  var opening: Prose
  /// A sentence for each answer and each named result, in their order.
  var answers: [Prose]
}
