import ArgumentParser
import Testing

@testable import NewsShell

@Test func commandIsNamedNewsq() {
  #expect(NewsqCommand.configuration.commandName == "newsq")
}
