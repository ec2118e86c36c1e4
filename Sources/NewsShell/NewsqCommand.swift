import ArgumentParser
import NewsQuery

/// The command line of `newsq`.
public struct NewsqCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "newsq", abstract: "A query shell for news articles.", version: newsqVersion)

  public init() {}

  public func run() throws {}
}

/// Reads the command line, does what it asks and ends the process with its exit status.
public func runNewsq() {
  NewsqCommand.main()
}
