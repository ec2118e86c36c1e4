/// What keys do, beyond what libedit binds itself.
///
/// Terminals disagree on what Home, End, Delete and the arrows with Ctrl or Alt send, and a sequence that is not bound
/// leaves its tail in the line. The names on the right are those of `editrc(5)`; `newsq-…` are our own.
enum LineKeys {
  /// Bound in emacs mode and in both modes of vi.
  static let everywhere: [(key: String, function: String)] = [
    // A paste between its brackets; `paste` tells why.
    (#"\e[200~"#, "newsq-paste"),
    // Home and End as xterm, rxvt, the Linux console, PuTTY and tmux send them.
    (#"\e[H"#, "newsq-home"), (#"\eOH"#, "newsq-home"), (#"\e[1~"#, "newsq-home"),
    (#"\e[7~"#, "newsq-home"), (#"\e[F"#, "newsq-end"), (#"\eOF"#, "newsq-end"),
    (#"\e[4~"#, "newsq-end"), (#"\e[8~"#, "newsq-end"), (#"\e[3~"#, "ed-delete-next-char"),
    // The arrows, also as an application keypad sends them. Up and Down hand over to ^P and ^N past the rows of a query.
    ("^P", "ed-prev-history"), ("^N", "ed-next-history"),
    (#"\e[A"#, "newsq-up"), (#"\eOA"#, "newsq-up"), (#"\e[B"#, "newsq-down"),
    (#"\eOB"#, "newsq-down"), (#"\e[C"#, "ed-next-char"), (#"\eOC"#, "ed-next-char"),
    (#"\e[D"#, "ed-prev-char"), (#"\eOD"#, "ed-prev-char"),
    // By words, with Ctrl or Alt held: xterm and most others, then rxvt, then PuTTY.
    (#"\e[1;5D"#, "ed-prev-word"), (#"\e[1;3D"#, "ed-prev-word"), (#"\eOd"#, "ed-prev-word"),
    (#"\e[5D"#, "ed-prev-word"), (#"\e[1;5C"#, "em-next-word"), (#"\e[1;3C"#, "em-next-word"),
    (#"\eOc"#, "em-next-word"), (#"\e[5C"#, "em-next-word"), (#"\e[3;5~"#, "em-delete-next-word"),
    // Earlier queries that begin as this one does.
    (#"\e[5~"#, "ed-search-prev-history"), (#"\e[6~"#, "ed-search-next-history"),
    // Nothing to do, but they must not leave rubbish: Insert, Shift-Tab, focus, Ctrl-Up and Ctrl-Down, F1 to F12.
    (#"\e[2~"#, "ed-ignore"), (#"\e[Z"#, "ed-ignore"), (#"\e[I"#, "ed-ignore"), (#"\e[O"#, "ed-ignore"),
    (#"\e[1;5A"#, "ed-ignore"), (#"\e[1;5B"#, "ed-ignore"), (#"\eOP"#, "ed-ignore"), (#"\eOQ"#, "ed-ignore"),
    (#"\eOR"#, "ed-ignore"), (#"\eOS"#, "ed-ignore"), (#"\e[11~"#, "ed-ignore"), (#"\e[12~"#, "ed-ignore"),
    (#"\e[13~"#, "ed-ignore"), (#"\e[14~"#, "ed-ignore"), (#"\e[15~"#, "ed-ignore"), (#"\e[17~"#, "ed-ignore"),
    (#"\e[18~"#, "ed-ignore"), (#"\e[19~"#, "ed-ignore"), (#"\e[20~"#, "ed-ignore"), (#"\e[21~"#, "ed-ignore"),
    (#"\e[23~"#, "ed-ignore"), (#"\e[24~"#, "ed-ignore"),
  ]

  /// Bound where text is typed: in emacs mode and in vi's insert mode.
  static let typing: [(key: String, function: String)] = [
    ("^I", "newsq-complete"),
    ("^R", "em-inc-search-prev"),
    // As in bash: from the cursor back to the start of the line, not the whole line.
    ("^U", "vi-kill-line-prev"),
    // Alt-Enter goes on in a new line of the same query.
    (#"\e^M"#, "newsq-newline"), (#"\e^J"#, "newsq-newline"),
  ]

  /// Bound in emacs mode only, where Ctrl-X begins longer keys.
  static let emacs: [(key: String, function: String)] = [
    ("^X^E", "newsq-edit")
  ]

  /// What an Escape that nothing follows becomes in vi mode. The keys above that begin with Escape would have libedit wait
  /// for more of it; this character, which no keyboard sends, means Escape alone.
  static let loneEscape: Int32 = 0x80

  /// Bound in both modes of vi.
  static let vi: [(key: String, function: String)] = [
    (#"\200"#, "vi-command-mode")
  ]

  /// Bound in vi's command mode only.
  static let viCommand: [(key: String, function: String)] = [
    ("v", "newsq-edit")
  ]
}
