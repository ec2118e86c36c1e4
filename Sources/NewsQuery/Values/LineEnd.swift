/// What ends a row of tsv, csv and jsonl.
public enum LineEnd: String, CaseIterable, Sendable {
  case lf, crlf
  /// For programs that take any text between NULs: `xargs -0`. Texts keep their own line ends then.
  case nul

  var bytes: [UInt8] {
    switch self {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .nul: [0]
    }
  }
}
