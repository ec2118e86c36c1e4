/// Finds the column of a key of the input: the names of `Field.all`, looked up by their bytes.
enum FieldAliases {
  /// A found name: rank 0 is the column's own name, higher ranks are listed later.
  struct Match {
    var column: ArticleColumn
    var rank: UInt8
  }

  static let table = FieldAliasTable(Field.ofArticles)

  /// The column of an input key; separators do not count (`publish_date`, `Publish Date`, `publishDate`).
  static func match(_ key: UnsafeRawBufferPointer) -> Match? { table.match(key) }
}
