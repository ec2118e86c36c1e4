import NewsQuery

/// `.timer off`: results no longer say how long they took.
enum TimerCommand: ShellCommand {
  static let name = "timer"
  static let argument = "[on|off]"
  static let summary = "whether results say how long they took"
  static let completes = CompletedArgument.words(["on", "off"])

  static func run(_ argument: String, in shell: Shell) throws {
    switch argument.lowercased() {
    case "": shell.isTimed.toggle()
    case "on": shell.isTimed = true
    case "off": shell.isTimed = false
    default: throw Diagnostic("`.timer` is on or off", hint: "`.timer on`")
    }
    if argument.isEmpty { shell.say(shell.isTimed ? "on" : "off") }
  }
}
