/// The functions that look at many rows, as help and completion show them: the aggregates of `stats`, and those of the order of
/// rows in `let`.
public enum RowFunctions {
  public struct Entry: Sendable {
    public var name: String
    /// `percentile(x, p)`
    public var usage: String
    public var summary: String
  }

  public static let all: [Entry] = [
    .init(name: "sum", usage: "sum(x)", summary: "the sum, exact whatever the order of the rows"),
    .init(name: "avg", usage: "avg(x)", summary: "the mean"),
    .init(name: "median", usage: "median(x)", summary: "the value in the middle"),
    .init(name: "percentile", usage: "percentile(x, p)", summary: "the value below which p of a hundred are"),
    .init(name: "stddev", usage: "stddev(x)", summary: "the standard deviation of a sample"),
    .init(name: "variance", usage: "variance(x)", summary: "the variance of a sample"),
    .init(name: "min", usage: "min(x)", summary: "the least"),
    .init(name: "max", usage: "max(x)", summary: "the greatest"),
    .init(name: "distinct", usage: "distinct(x)", summary: "the number of distinct values"),
    .init(name: "list", usage: "list(x)", summary: "the distinct values as a list"),
    .init(name: "prev", usage: "prev(x, [n])", summary: "in `let`: the value one row before, or n rows"),
    .init(name: "next", usage: "next(x, [n])", summary: "in `let`: the value one row after, or n rows"),
    .init(name: "running", usage: "running(x)", summary: "in `let`: the sum so far"),
    .init(name: "moving", usage: "moving(x, n)", summary: "in `let`: the mean of the row and the n - 1 before it"),
    .init(name: "rank", usage: "rank(x)", summary: "in `let`: 1 for the greatest; equal ones share it"),
  ]
}
