/// A table that a statement gave, with the types of its columns: what `let` names, and what a line that begins with `|`
/// continues from.
public struct NamedTable: Sendable {
  public var table: Table
  public var schema: Schema
}
