import NewsQuery

/// Grammars for the highlighting of `.newsq` files, made from the catalogs: what the language learns, they learn.
enum EditorGrammars {
  static let stages: [String] = StageCatalog.all.flatMap { [$0.usage.name] + $0.usage.synonyms }
  static let functions: [String] = FunctionCatalog.all.map { $0.name }
  static let fields: [String] = Field.all.map { $0.name }
  static let formats: [String] = FormatCatalog.all.map { $0.name }
  /// Words with a meaning inside of a stage: `by`, `seed`, `left`.
  static let clauses: [String] = {
    var seen: Set<String> = []
    let words = ["desc", "asc", "is", "in", "empty"] + StageCatalog.all.flatMap { keywords(of: $0.usage.forms) }
    return words.filter { seen.insert($0).inserted && !stages.contains($0) }
  }()

  private static func keywords(of forms: [ArgumentForm]) -> [String] {
    forms.flatMap { form -> [String] in
      switch form {
      case .clause(let keyword, let inner): return [keyword] + keywords(of: inner)
      case .choice(let choices): return choices
      case .afterComma(let inner): return keywords(of: [inner])
      default: return []
      }
    }
  }

  private static let date: String = #"\d{4}-\d\d(-\d\d(T[0-9:.]+(Z|[+-]\d\d:\d\d)?)?)?"#

  // MARK: - Vim

  static var vim: String {
    """
    " Queries of newsq. Made from the catalogs of the language by `make docs`: not to be edited.
    if exists("b:current_syntax")
      finish
    endif
    syntax case ignore

    syntax match newsqWildcard /[*?]/ contained
    syntax match newsqWord /[^[:blank:]()|;:"“”«»=]\\+/ contains=newsqWildcard
    syntax match newsqNumber /\\<\\d[0-9,.]*\\>/
    syntax match newsqDate /\\<\\d\\{4}-\\d\\d\\(-\\d\\d\\(T[0-9:.]\\+\\(Z\\|[+-]\\d\\d:\\d\\d\\)\\?\\)\\?\\)\\?\\>/
    syntax match newsqDate /\\<\\d\\+[hdw]\\>\\|\\<today\\>\\|\\<yesterday\\>/
    syntax match newsqOperator /\\<\\(and\\|or\\|not\\)\\>\\|[~<>=!+]\\+\\|\\.\\./
    syntax match newsqOperator /\\(^\\|[[:blank:](]\\)\\@<=-\\ze[^[:blank:]]/
    syntax match newsqReach /\\<\\(near\\|pre\\|atleast\\|first\\)\\/\\(\\d\\+\\|[sp]\\)\\>/
    syntax match newsqClause /\\<\\(\(clauses.joined(separator: "\\|"))\\)\\>/
    syntax match newsqField /\\<\\(\(fields.joined(separator: "\\|"))\\)\\ze\\s*\\([:<>]\\|is\\>\\)/
    syntax match newsqField /\\<has:\\w\\+/
    syntax match newsqField /`[^`]*`/
    syntax match newsqFunction /\\<\\(\(functions.joined(separator: "\\|"))\\)\\ze(/
    syntax match newsqStage /|\\s*\\(\(stages.joined(separator: "\\|"))\\)\\>/ contains=newsqBar
    syntax match newsqBar /|/ contained
    syntax match newsqFormat /\\(\\<as\\s\\+\\)\\@<=\\(\(formats.joined(separator: "\\|"))\\)\\>/
    syntax match newsqStatement /^\\s*\\(let\\|param\\|define\\)\\ze\\s\\+\\w\\+\\((.*)\\)\\?\\s*=/
    syntax match newsqStatement /^\\s*include\\ze\\s\\+\"/
    syntax match newsqCommand /^\\s*\\.[a-z-]\\+.*$/
    syntax match newsqArgument /\\$[A-Za-z]\\w*/
    syntax match newsqList /@\\("[^"]*"\\|[^[:blank:]()|;]\\+\\)/
    syntax match newsqExact /\\(^\\|[[:blank:](:]\\)\\@<==\\ze[^[:blank:]=]/
    syntax match newsqRegex /\\(^\\|[[:blank:](:~,]\\)\\@<=\\/\\(\\\\.\\|[^\\/]\\)\\+\\/i\\?/
    syntax region newsqPhrase start=/["“”„]/ end=/["“”„]/ skip=/\\\\"/ contains=newsqWildcard
    syntax region newsqPhrase start=/«/ end=/»/ contains=newsqWildcard
    syntax region newsqPhrase start=/「/ end=/」/
    syntax match newsqComment /\\(^\\|\\s\\)\\@<=\\(#!.*\\|#\\+\\([[:blank:]].*\\)\\?\\)$/ contains=newsqTodo
    syntax keyword newsqTodo TODO FIXME XXX contained

    highlight default link newsqWildcard SpecialChar
    highlight default link newsqNumber Number
    highlight default link newsqDate Number
    highlight default link newsqOperator Operator
    highlight default link newsqReach Operator
    highlight default link newsqClause Keyword
    highlight default link newsqField Identifier
    highlight default link newsqFunction Function
    highlight default link newsqStage Statement
    highlight default link newsqBar Delimiter
    highlight default link newsqFormat Constant
    highlight default link newsqStatement Define
    highlight default link newsqCommand PreProc
    highlight default link newsqArgument Identifier
    highlight default link newsqList Include
    highlight default link newsqExact Operator
    highlight default link newsqRegex String
    highlight default link newsqPhrase String
    highlight default link newsqComment Comment
    highlight default link newsqTodo Todo

    let b:current_syntax = "newsq"

    """
  }

  // MARK: - TextMate

  static var textMate: String {
    let rules: [(name: String, pattern: String)] = [
      ("comment.line.number-sign.newsq", #"(?<=^|\s)(?:#!|#+(?=\s|$)).*$"#),
      ("meta.preprocessor.newsq", #"^\s*\.[a-z][a-z-]*.*$"#),
      ("keyword.control.statement.newsq", #"^\s*(let|param|define)(?=\s+\w+(\([^)]*\))?\s*=)|^\s*include(?=\s+\")"#),
      ("string.regexp.newsq", #"(?<=^|[\s(:~,])/(\\.|[^/\\\n])+/i?"#),
      ("variable.other.list.newsq", #"@("[^"]*"|[^\s()|;]+)"#),
      ("variable.parameter.newsq", #"\$[A-Za-z]\w*"#),
      ("keyword.control.stage.newsq", #"(?i)(?<=\|)\s*("# + stages.joined(separator: "|") + #")\b"#),
      ("punctuation.separator.pipe.newsq", #"\|"#),
      ("constant.language.format.newsq", #"(?i)(?<=\bas )\s*("# + formats.joined(separator: "|") + #")\b"#),
      ("keyword.operator.proximity.newsq", #"(?i)\b(near|pre|atleast|first)/(\d+|[sp])\b"#),
      ("variable.other.field.newsq", #"(?i)\b("# + fields.joined(separator: "|") + #")(?=\s*([:<>]|is\b))"#),
      ("variable.other.field.newsq", #"(?i)\bhas:\w+|`[^`]*`"#),
      ("support.function.newsq", #"(?i)\b("# + functions.joined(separator: "|") + #")(?=\()"#),
      ("keyword.operator.logical.newsq", #"(?i)\b(and|or|not)\b|(?<=^|[\s(])-(?=\S)"#),
      ("keyword.other.clause.newsq", #"(?i)\b("# + clauses.joined(separator: "|") + #")\b"#),
      ("constant.numeric.date.newsq", #"\b("# + date + #"|\d+[hdw]|today|yesterday)\b"#),
      ("constant.numeric.newsq", #"\b\d[\d,.]*\b"#),
      ("keyword.operator.newsq", #"!?[~=<>]+|\.\.|\+\+?"#),
      ("constant.character.wildcard.newsq", #"[*?]"#),
    ]
    var lines: [String] = []
    for (open, close) in [("[\"“”„]", "[\"“”„]"), ("«", "»"), ("「", "」")] {
      lines.append(
        "    { \"name\": \"string.quoted.newsq\", \"begin\": \(quoted(open)), \"end\": \(quoted(close)), \"patterns\": "
          + "[{ \"name\": \"constant.character.wildcard.newsq\", \"match\": \"[*?]\" }] }")
    }
    for (index, rule) in rules.enumerated() {
      let line = "    { \"name\": \(quoted(rule.name)), \"match\": \(quoted(rule.pattern)) }"
      // Comments and patterns come before quotes: a quote in them is none.
      if index < 4 { lines.insert(line, at: index) } else { lines.append(line) }
    }
    return """
      {
        "comment": "Made from the catalogs of the language by make docs: not to be edited.",
        "name": "newsq",
        "scopeName": "source.newsq",
        "fileTypes": ["newsq"],
        "patterns": [
      \(lines.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
