import ArgumentParser
import Testing

@testable import NewsShell

@Test func commandIsNamedNewsq() {
  #expect(NewsqCommand.configuration.commandName == "newsq")
}

/// What is read without the option parser is read as it would.
@Test(arguments: [
  ["-c", "putin trump", "news.archive"], ["-c", "a | count", "-c", "b", "x.jsonl", "y"], ["-c", "a"],
  ["news.archive"], ["help"], ["x", "y"], ["x", "-c", "help"], ["help", "-c", "a"],
  ["-c", "a b=c", "é", "x y"], ["-c", "\n", "."],
]) func plainCommandLines(_ arguments: [String]) throws {
  let options = try #require(CommandOptions(plain: arguments))
  let parsed = try NewsqCommand.parse(arguments)
  #expect(options.paths == parsed.options.paths && options.command == parsed.options.command)
  let others = values(parsed.parsed).filter { !$0.hasPrefix("_paths:") && !$0.hasPrefix("_command:") }
  #expect(others == values(try NewsqCommand.parse([]).parsed).filter { $0 != "_paths: []" && $0 != "_command: []" })
}

@Test(arguments: [
  [], ["-c"], ["-c", "-x", "a"], ["-c", "", "a"], ["-c", "a", ""], ["-c", "a", "-"], ["-ca", "b"],
  ["--command", "a"], ["-c", "a", "--", "b"], ["-c", "a", "-e", "b"], ["--help"], ["-c", "a", "--version"],
]) func otherCommandLinesAreParsed(_ arguments: [String]) {
  #expect(CommandOptions(plain: arguments) == nil)
}

@Test func everyOptionIsHandedOn() throws {
  let arguments = [
    "p", "-c", "c", "-f", "f", "-o", "csv", "-0", "--newline", "lf", "--safe-cells", "--follow", "--serve-stdio",
    "--arg", "a=b", "--args-from", "g", "-e", "--save", "s", "--add", "d", "--columns", "agnews", "--dates", "dmy",
    "--import", "x", "--remove", "x", "--compact", "--no-wait", "--memory", "1G", "--now", "2020", "--safe", "--strict",
    "--max-bad", "4",
    "--reject", "r", "--report", "--color", "never", "--threads", "3", "--no-history", "--no-config",
  ]
  let none = values(try NewsqCommand.parse([]).parsed)
  for (ours, other) in zip(values(try NewsqCommand.parse(arguments).parsed), none) { #expect(ours != other) }
  // What `CommandOptions` takes an option for that was not given.
  for value in none { #expect(["[]", "nil", "false"].contains { value.hasSuffix(": \($0)") }, "\(value)") }
}

/// Each option with its value: `_color: auto`.
private func values(_ options: ParsedOptions) -> [String] {
  Mirror(reflecting: options).children.map { "\($0.label ?? ""): \($0.value)" }
}
