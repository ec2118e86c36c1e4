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
  ["-c", "a b=c", "é", "x y"], ["-c", "\n", "."], ["-o", "csv", "-c", "a", "b"], ["-c", "a", "b", "-e", "--safe"],
  ["--threads", "2", "--no-config", "--no-history", "x"],
  ["-o", "csv", "-o", "tsv", "--threads", "1", "--threads", "12", "x"],
]) func plainCommandLines(_ arguments: [String]) throws {
  let options = try #require(CommandOptions(plain: arguments))
  let parsed = try NewsqCommand.parse(arguments)
  let other = CommandOptions(parsed.parsed)
  #expect(options.paths == other.paths && options.command == other.command)
  #expect(options.output == other.output && options.threads == other.threads && options.expectRows == other.expectRows)
  #expect(options.safe == other.safe && options.noHistory == other.noHistory && options.noConfig == other.noConfig)
  // Every other option is not given.
  let kept = ["paths", "command", "output", "threads", "expectRows", "safe", "noHistory", "noConfig"].map { "_\($0):" }
  func others(_ parsed: ParsedOptions) -> [String] {
    values(parsed).filter { value in !kept.contains { value.hasPrefix($0) } }
  }
  #expect(others(parsed.parsed) == others(try NewsqCommand.parse([]).parsed))
}

@Test(arguments: [
  [], ["-c"], ["-c", "-x", "a"], ["-c", "", "a"], ["-c", "a", ""], ["-c", "a", "-"], ["-ca", "b"],
  ["--command", "a"], ["-c", "a", "--", "b"], ["-c", "a", "--save", "b"], ["--help"],
  ["-c", "a", "--version"], ["-ec", "a"], ["--threads", "x"], ["--threads", "-1"], ["--threads=2", "x"], ["-o"],
  ["-ocsv"],
]) func otherCommandLinesAreParsed(_ arguments: [String]) {
  #expect(CommandOptions(plain: arguments) == nil)
}

@Test func everyOptionIsHandedOn() throws {
  let arguments = [
    "p", "-c", "c", "-f", "f", "-o", "csv", "-0", "--newline", "lf", "--bom", "--safe-cells", "--follow",
    "--serve-stdio",
    "--arg", "a=b", "--table", "t=u", "--args-from", "g", "-e", "--save", "s", "--add", "d", "--columns", "agnews",
    "--dates", "dmy",
    "--import", "x", "--remove", "x", "--compact", "--no-wait", "--memory", "1G", "--now", "2020", "--time-zone", "UTC",
    "--safe", "--strict",
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
