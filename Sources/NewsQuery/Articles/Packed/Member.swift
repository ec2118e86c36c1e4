/// A member of a packed file, read as a file of its own.
enum Member {
  static func read(
    _ content: [UInt8], name: String, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    // Files that systems leave in archives beside the others.
    if last.hasPrefix(".") || name.hasPrefix("__MACOSX/") || content.isEmpty { return }
    try content.withUnsafeBytes { bytes in
      try ReaderCatalog.read(
        bytes, in: context.member(name),
        report: { problem in
          var problem = problem
          problem.place.member = problem.place.member ?? name
          report(problem)
        },
        emit: { article, place in
          var place = place
          place.member = place.member ?? name
          try emit(&article, place)
        })
    }
  }
}
