import CLibedit
import CLibrary
import NewsQuery

/// Reads a line with editing, history and completion.
///
///     let editor = LineEditor(input: 0, output: 1)
///     switch editor.readLine(prompt: Prompt("seeds> ")) { case .text(let line): … }
///
/// On a terminal that can place its cursor this is libedit with the keys of `LineKeys` and the user's `~/.editrc`; on any
/// other (`TERM=dumb`, Emacs' shell buffer, `edit off`) the line is read as the terminal gives it. Only one editor may
/// be in use, by one thread.
final class LineEditor {
  /// What came of reading a line.
  enum Line: Equatable {
    /// A line without its end; it holds newlines where they were pasted or recalled.
    case text(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
  }

  /// Gives the candidates for what stands left of the cursor; none by default.
  var complete: (String) -> Completions = { _ in .none }
  /// Whether `^X^E` may start the user's editor.
  var allowsExternalEditor = true

  private let input: Int32
  private let output: Int32
  private var editLine: OpaquePointer?
  private var history: OpaquePointer?
  private var prompt: UnsafeMutablePointer<CChar>?
  private var promptColumns = 0
  private var drawnColumns = 0
  private var isDrawnInRows = false
  private var isPasting = false
  private var plainInput: [UInt8] = []

  /// An editor for the terminal `input`, drawing on `output`; without `edits` lines are read plainly, and without
  /// `obeysUserFile` the user's `~/.editrc` is not read.
  init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, edits: Bool = true, obeysUserFile: Bool = true) {
    self.input = input
    self.output = output
    guard edits, isatty(input) != 0, isatty(output) != 0, Terminal.placesCursor else { return }
    Self.repairLocale()
    let stream = output == STDERR_FILENO ? clibedit_stderr() : clibedit_stdout()
    guard let editLine = el_init("newsq", clibedit_stdin(), stream, clibedit_stderr()) else { return }
    self.editLine = editLine
    clibedit_set_owner(editLine, Unmanaged.passUnretained(self).toOpaque())
    clibedit_set_reader(editLine, readCharacter)
    clibedit_set_prompt(editLine, { editLine in LineEditor.owner(of: editLine).prompt }, Prompt.escape)
    if let history = history_init() {
      self.history = history
      // libedit keeps none unless it is told how many.
      _ = clibedit_history_size(history, History.recalledCount)
      _ = clibedit_history_unique(history)
      clibedit_set_history(editLine, history)
    }
    addFunctions(to: editLine)
    useKeys("emacs", editLine)
    if obeysUserFile { readUserFile(editLine) }
    if clibedit_is_editing(editLine) == 0 {
      el_end(editLine)
      self.editLine = nil
    }
  }

  deinit {
    if let editLine { el_end(editLine) }
    if let history { history_end(history) }
    free(prompt)
  }

  /// Whether lines can be edited, rather than read as the terminal gives them.
  var isEditing: Bool { editLine != nil }

  /// Reads one line after `prompt`.
  func readLine(prompt: Prompt) -> Line {
    guard let editLine else { return readPlainLine(prompt: prompt) }
    free(self.prompt)
    self.prompt = strdup(prompt.encoded)
    promptColumns = prompt.columns
    // The window may have changed while a query ran, when nobody looked.
    el_resize(editLine)
    drawnColumns = Terminal.size(of: output).columns
    isDrawnInRows = false
    Signals.clearInterrupt()
    Signals.beginReading()
    bracketPastes(true)
    errno = 0
    var count: Int32 = 0
    let line = el_gets(editLine, &count)
    let failure = errno
    bracketPastes(false)
    Signals.endReading()
    if case .end(let signal) = Signals.nextNotice() {
      Terminal.write("\n", to: output)
      Signals.endProcess(by: signal)
    }
    guard let line, count > 0 else {
      if Signals.isInterrupted || (count < 0 && failure == EINTR) {
        Signals.clearInterrupt()
        // The cursor may stand in the middle of a query of many rows.
        Terminal.write("^C\u{1B}[J\n", to: output)
        return .interrupted
      }
      Terminal.write("\n", to: output)
      return .end
    }
    let text = String(decoding: UnsafeRawBufferPointer(start: line, count: Int(count)), as: UTF8.self)
    return .text(text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }

  /// Makes `entry` the latest that Up brings back.
  func remember(_ entry: String) {
    guard let history, !entry.isEmpty, !entry.utf8.contains(0) else { return }
    _ = clibedit_history_enter(history, entry)
  }

  // MARK: - Setting up

  /// libedit reads by the locale and drops every other byte in the C locale, which is also what a name of a locale that
  /// is not installed gives: the normal state of a container. Only characters are set, so that numbers keep their dot.
  static func repairLocale() {
    let isUTF8 = { String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" }
    if setlocale(LC_CTYPE, "") != nil, isUTF8() { return }
    for name in ["C.UTF-8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil && isUTF8() { return }
  }

  private func addFunctions(to editLine: OpaquePointer) {
    clibedit_add_function(editLine, "newsq-paste", "insert a paste as text") { e, _ in LineEditor.owner(of: e).paste(e)
    }
    clibedit_add_function(editLine, "newsq-complete", "complete the word") { e, _ in LineEditor.owner(of: e).complete(e)
    }
    clibedit_add_function(editLine, "newsq-edit", "edit in $VISUAL or $EDITOR") { e, _ in
      LineEditor.owner(of: e).edit(e)
    }
    for (name, help, move) in [
      ("newsq-home", "to the start of the row, then of the query", moveHome),
      ("newsq-end", "to the end of the row, then of the query", moveEnd),
      ("newsq-up", "a row up, then to the query before", moveUp),
      ("newsq-down", "a row down, then to the query after", moveDown),
    ] { clibedit_add_function(editLine, name, help, move) }
    clibedit_add_function(editLine, "newsq-newline", "go on in a new line") { e, _ in
      el_insertstr(e, "\n") == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
  }

  /// Takes the keys of "emacs" or "vi" and binds ours on top.
  private func useKeys(_ name: String, _ editLine: OpaquePointer) {
    // This forgets all bindings, so it comes first.
    clibedit_set_keys(editLine, name)
    bindOwnKeys(editLine)
  }

  private func bindOwnKeys(_ editLine: OpaquePointer) {
    for (key, function) in LineKeys.everywhere + LineKeys.typing { _ = clibedit_bind(editLine, key, function) }
    if isVi {
      for (key, function) in LineKeys.vi { _ = clibedit_bind(editLine, key, function) }
      for (key, function) in LineKeys.everywhere + LineKeys.vi + LineKeys.viCommand {
        _ = clibedit_bind_alternative(editLine, key, function)
      }
    } else {
      for (key, function) in LineKeys.emacs { _ = clibedit_bind(editLine, key, function) }
    }
  }

  /// Obeys the user's `$EDITRC` or `~/.editrc`, as `el_source` would, but `bind -v` in it, which forgets all bindings,
  /// brings ours back; the lines after it win.
  private func readUserFile(_ editLine: OpaquePointer) {
    let path = Environment["EDITRC"] ?? Environment["HOME"].map { $0 + "/.editrc" }
    guard let path, let text = try? FileText.read(path), let tokenizer = tok_init(nil) else { return }
    defer { tok_end(tokenizer) }
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.first == "#" { continue }
      var words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
      var count: Int32 = 0
      tok_reset(tokenizer)
      guard tok_str(tokenizer, String(line), &count, &words) == 0, count > 0, let words else { continue }
      let before = clibedit_keys(editLine).map { String(cString: $0) }
      _ = el_parse(editLine, count, words)
      let isBind = words[0].map { String(cString: $0).hasSuffix("bind") } ?? false
      let resets = isBind && count > 1 && ["-v", "-e"].contains(words[1].map { String(cString: $0) } ?? "")
      if resets || before != clibedit_keys(editLine).map({ String(cString: $0) }) { bindOwnKeys(editLine) }
    }
  }

  // MARK: - Keys

  private static func owner(of editLine: OpaquePointer?) -> LineEditor {
    guard let editLine, let owner = clibedit_owner(editLine) else { preconditionFailure("an editor without its owner") }
    return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Asks the terminal to send `ESC[200~` before and `ESC[201~` after what is pasted. Without the brackets each pasted
  /// newline would run what stands before it, and a tab would complete.
  private func bracketPastes(_ on: Bool) { Terminal.write(on ? "\u{1B}[?2004h" : "\u{1B}[?2004l", to: output) }

  /// Inserts what comes up to the closing bracket as text: newlines stay, to be edited, and nothing runs.
  private func paste(_ editLine: OpaquePointer?) -> UInt8 {
    var scalars: [Int32] = []
    let close: [Int32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    var scalar: Int32 = 0
    isPasting = true
    defer { isPasting = false }
    while clibedit_read(editLine, &scalar) == 1 {
      scalars.append(scalar)
      if scalar == close[5], scalars.count >= 6, scalars.suffix(6).elementsEqual(close) {
        scalars.removeLast(6)
        break
      }
    }
    let text = Self.pasteText(scalars)
    if text.isEmpty { return UInt8(CC_REFRESH) }
    return clibedit_insert(editLine, text + [0]) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
  }

  /// What is kept of a paste: every end of a line is one newline, tabs are blanks, other controls go, and so does the
  /// newline at the very end, which most selections have and nobody means.
  static func pasteText(_ scalars: [Int32]) -> [Int32] {
    var text: [Int32] = []
    text.reserveCapacity(scalars.count + 1)
    var previous: Int32 = 0
    for scalar in scalars {
      switch scalar {
      case 0x0D: text.append(0x0A)
      case 0x0A: if previous != 0x0D { text.append(0x0A) }
      case 0x09: text.append(0x20)
      case 0..<0x20, 0x7F..<0xA0: break
      default: text.append(scalar)
      }
      previous = scalar
    }
    while text.last == 0x0A { text.removeLast() }
    return text
  }

  private func complete(_ editLine: OpaquePointer?) -> UInt8 {
    guard let line = el_line(editLine)?.pointee else { return UInt8(CC_ERROR) }
    let before = String(
      decoding: UnsafeRawBufferPointer(start: line.buffer, count: line.cursor - line.buffer), as: UTF8.self)
    let completions = complete(before)
    guard !completions.candidates.isEmpty else { return UInt8(CC_ERROR) }
    let typed = String(decoding: before.utf8.dropFirst(completions.replacedFrom), as: UTF8.self)
    if let insertion = completions.insertion(for: typed) {
      if !typed.isEmpty { el_deletestr(editLine, Int32(typed.unicodeScalars.count)) }
      guard el_insertstr(editLine, insertion) == 0 else { return UInt8(CC_ERROR) }
      return UInt8(completions.candidates.count == 1 ? CC_REFRESH : CC_REFRESH_BEEP)
    }
    let size = Terminal.size(of: output)
    let rows = completions.rows(columns: size.columns, limit: max(size.rows - 3, 4))
    Terminal.write("\n\u{1B}[J" + rows.joined(separator: "\n") + "\n", to: output)
    return UInt8(CC_REDISPLAY)
  }

  private typealias KeyFunction = @convention(c) (OpaquePointer?, Int32) -> UInt8
  private let moveHome: KeyFunction = { editLine, _ in LineEditor.move(editLine, RowMotion.home) }
  private let moveEnd: KeyFunction = { editLine, _ in LineEditor.move(editLine, RowMotion.end) }
  private let moveUp: KeyFunction = { editLine, _ in LineEditor.move(editLine, RowMotion.up, otherwise: "\u{10}") }
  private let moveDown: KeyFunction = { editLine, _ in LineEditor.move(editLine, RowMotion.down, otherwise: "\u{E}") }

  /// Moves the cursor as `motion` says; where it gives nothing, acts as if the key `otherwise` had been pressed.
  private static func move(
    _ editLine: OpaquePointer?, _ motion: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Int?, otherwise: String = ""
  ) -> UInt8 {
    guard let line = el_line(editLine)?.pointee else { return UInt8(CC_ERROR) }
    let bytes = [UInt8](UnsafeRawBufferPointer(start: line.buffer, count: line.lastchar - line.buffer))
    let cursor = line.cursor - line.buffer
    guard let step = motion(bytes[..<cursor], bytes[cursor...]) else {
      if !otherwise.isEmpty { el_push(editLine, otherwise) }
      return UInt8(CC_NORM)
    }
    _ = el_cursor(editLine, Int32(step))
    return UInt8(CC_REFRESH)
  }

  private func edit(_ editLine: OpaquePointer?) -> UInt8 {
    guard allowsExternalEditor, let line = el_line(editLine)?.pointee else { return UInt8(CC_ERROR) }
    let text = String(
      decoding: UnsafeRawBufferPointer(start: line.buffer, count: line.lastchar - line.buffer), as: UTF8.self)
    let edited = withoutEditing(editLine) { ExternalEditor.edit(text) }
    guard let edited else { return UInt8(CC_REDISPLAY) }
    _ = el_cursor(editLine, Int32(text.unicodeScalars.count))
    el_deletestr(editLine, Int32(text.unicodeScalars.count))
    _ = clibedit_insert(editLine, Self.pasteText(edited.unicodeScalars.map { Int32($0.value) }) + [0])
    return UInt8(CC_REDISPLAY)
  }

  /// Runs `body` with the terminal as it was before this line was read.
  private func withoutEditing<R>(_ editLine: OpaquePointer?, _ body: () -> R) -> R {
    bracketPastes(false)
    clibedit_take_terminal(editLine, 0)
    Signals.endReading()
    defer {
      Signals.beginReading()
      clibedit_take_terminal(editLine, 1)
      bracketPastes(true)
    }
    return body()
  }

  // MARK: - Reading

  /// How long an Escape may be ahead of the rest of its key; vim's and readline's habits are of this size.
  private static let escapeMilliseconds: Int32 = 50

  private var isVi: Bool { clibedit_keys(editLine).map { String(cString: $0) == "vi" } ?? false }

  /// The next character, as libedit asks for it: 1 and the character, 0 at the end, -1 with errno.
  ///
  /// Reads byte by byte, so that what is typed ahead stays in the terminal for a pager or an editor.
  private func nextCharacter(_ editLine: OpaquePointer?) -> (result: Int32, character: Int32) {
    var assembly = ScalarAssembly()
    while true {
      switch Signals.nextNotice() {
      case .interrupt, .end:
        errno = EINTR
        return (-1, 0)
      case .resize:
        redraw(editLine)
        continue
      case .stop:
        withoutEditing(editLine) {
          Terminal.write("\n", to: output)
          Signals.stopUntilContinued()
        }
        clibedit_redraw(editLine)
        continue
      case nil: break
      }
      guard Signals.wait(for: input) else { continue }
      var byte: UInt8 = 0
      let count = CLibrary.read(input, &byte, 1)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return (0, 0) }
      if byte == 0x1B, !isPasting, isVi, !Signals.wait(for: input, milliseconds: Self.escapeMilliseconds) {
        return (1, LineKeys.loneEscape)
      }
      if let scalar = assembly.add(byte) { return (1, Int32(scalar.value)) }
    }
  }

  /// Draws the line anew for a window of another width. The terminal has wrapped what stood there anew by itself, so the
  /// row of the cursor is counted by the new width, and everything from the prompt on goes.
  private func redraw(_ editLine: OpaquePointer?) {
    let columns = Terminal.size(of: output).columns
    guard columns != drawnColumns, let line = el_line(editLine)?.pointee else { return }
    let oldColumns = drawnColumns
    drawnColumns = columns
    let before = String(
      decoding: UnsafeRawBufferPointer(start: line.buffer, count: line.cursor - line.buffer), as: UTF8.self)
    let rowsAbove = Self.rowsAbove(
      indent: promptColumns, before, drawnFor: isDrawnInRows ? oldColumns : nil, columns: columns)
    Terminal.write("\r" + (rowsAbove > 0 ? "\u{1B}[\(rowsAbove)A" : "") + "\u{1B}[J", to: output)
    el_resize(editLine)
    clibedit_redraw(editLine)
    isDrawnInRows = true
  }

  /// How many rows the end of `before` stands below the row it begins in, after `indent` columns, once the terminal has
  /// wrapped it to `columns`. What was typed wraps as one; what was drawn `drawnFor` a width wraps row by row.
  static func rowsAbove(indent: Int, _ before: String, drawnFor: Int?, columns: Int) -> Int {
    var rows = -1
    var width = indent
    for line in before.split(separator: "\n", omittingEmptySubsequences: false) {
      width += DisplayWidth.of(line)
      if let drawnFor, drawnFor > 0 {
        rows += width / drawnFor * ((drawnFor + columns - 1) / columns)
        width %= drawnFor
      }
      rows += 1 + width / columns
      width = 0
    }
    return rows
  }

  /// The reader given to libedit.
  private let readCharacter: @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?) -> Int32 = {
    editLine, character in
    let (result, value) = LineEditor.owner(of: editLine).nextCharacter(editLine)
    character?.pointee = value
    return result
  }

  /// One line from a terminal without editing, or from whatever stands in for one.
  private func readPlainLine(prompt: Prompt) -> Line {
    Terminal.write(prompt.plain, to: output)
    Signals.clearInterrupt()
    while true {
      if let end = plainInput.firstIndex(of: 0x0A) {
        let line = String(decoding: plainInput[..<end], as: UTF8.self)
        plainInput.removeFirst(end + 1)
        return .text(line)
      }
      if Signals.isInterrupted {
        Signals.clearInterrupt()
        plainInput = []
        // The terminal has shown ^C itself.
        Terminal.write("\n", to: output)
        return .interrupted
      }
      guard Signals.wait(for: input) else { continue }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = CLibrary.read(input, &bytes, bytes.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 {
        if plainInput.isEmpty { return .end }
        defer { plainInput = [] }
        return .text(String(decoding: plainInput, as: UTF8.self))
      }
      plainInput.append(contentsOf: bytes[..<count])
    }
  }
}

/// Puts a character together from the bytes of its UTF-8; bytes that make none are left out.
struct ScalarAssembly {
  private var value: UInt32 = 0
  private var smallest: UInt32 = 0
  private var missing = 0

  mutating func add(_ byte: UInt8) -> Unicode.Scalar? {
    if missing > 0, byte & 0xC0 == 0x80 {
      value = value << 6 | UInt32(byte & 0x3F)
      missing -= 1
      return missing == 0 && value >= smallest ? Unicode.Scalar(value) : nil
    }
    missing = 0
    switch byte {
    case 0..<0x80: return Unicode.Scalar(byte)
    case 0xC2...0xDF: (value, smallest, missing) = (UInt32(byte & 0x1F), 0x80, 1)
    case 0xE0...0xEF: (value, smallest, missing) = (UInt32(byte & 0x0F), 0x800, 2)
    case 0xF0...0xF4: (value, smallest, missing) = (UInt32(byte & 0x07), 0x10000, 3)
    default: break
    }
    return nil
  }
}
