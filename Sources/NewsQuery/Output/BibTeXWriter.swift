/// BibTeX with the fields of biblatex: `@article{ap-104, title = {…}, journaltitle = {AP}, date = {2024-04-03}}`.
enum BibTeXWriter: RowWriter {
  static let name = "bibtex"
  static let synonyms = ["bib", "biblatex"]
  static let summary = "the articles as references for LaTeX"
  static let fileEndings = ["bib"]
  static let isForMachines = true
  static let needsArticles = true
  static let isDocument = true
  static let writesWholeArticles = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    if case .none = table.origin { return sink.fail(needsArticlesMistake) }
    var keys: Set<String> = []
    References.write(table, to: &sink) { article in
      var fields: [String] = []
      func add(_ name: String, made value: String) {
        if !value.isEmpty { fields.append("  \(name) = {\(value)}") }
      }
      func add(_ name: String, _ value: String) { add(name, made: escaped(References.line(value))) }
      // In braces of its own a name is not cut into first and last names, and a headline keeps its capitals.
      func whole(_ value: String) -> String { value.isEmpty ? "" : "{\(escaped(References.line(value)))}" }
      add("author", made: article.bylines.map(whole).filter { !$0.isEmpty }.joined(separator: " and "))
      add("title", made: whole(article[.headline]))
      add("journaltitle", article[.source])
      add("date", References.pieces(article.published).joined(separator: "-"))
      add("abstract", article[.deck])
      add("keywords", article.tags.joined(separator: ", "))
      add("langid", article[.language])
      add("url", made: plain(References.line(article[.url])))
      return "@article{\(key(of: article, &keys)),\n\(fields.joined(separator: ",\n"))\n}\n\n"
    }
  }

  /// The id, of letters, digits and `-_:.` only; a second one alike gets a number.
  private static func key(of article: Article, _ keys: inout Set<String>) -> String {
    var key = ""
    for scalar in article[.id].unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      key.unicodeScalars.append(isPlain || "-_:.".unicodeScalars.contains(scalar) ? scalar : "-")
    }
    if key.isEmpty { key = "article" }
    var (made, number) = (key, 1)
    while !keys.insert(made).inserted {
      number += 1
      made = "\(key)-\(number)"
    }
    return made
  }

  /// With characters that mean something to TeX taken as they are.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "{", "}", "$", "%", "&", "#", "_":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// An address is taken as it is, but its braces must not end the field.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": plain += "%7B"
      case "}": plain += "%7D"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
