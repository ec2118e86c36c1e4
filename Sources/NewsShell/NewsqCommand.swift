import ArgumentParser
import Glibc
import NewsQuery

/// The command line of `newsq`: options, help, man page and completions are all made from these declarations.
public struct NewsqCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "newsq",
    abstract: "Ask a pile of news articles.",
    usage: "newsq [OPTIONS] [PATH…]",
    discussion: """
      PATH is an archive, a file, a folder, or - for standard input. With neither -c nor -f: the shell on a terminal; on \
      a pipe, a script is read from standard input.

      Exit status: 0 ran; 1 no rows (with -e); 2 the query or the usage is wrong; 3 an input could not be read, or had \
      more bad records than --max-bad; 4 an output failed; 130 interrupted.
      """,
    version: newsqVersion)

  @OptionGroup var options: CommandOptions

  @Flag(help: ArgumentHelp("The page for man.", visibility: .private))
  var generateManPage = false

  public init() {}

  public func run() throws {
    if generateManPage {
      Terminal.write(ManPage.text, to: STDOUT_FILENO)
      return
    }
    throw ExitCode(Invocation(options).run().rawValue)
  }
}

/// Reads the command line, does what it asks and ends the process with its exit status.
public func runNewsq() {
  if let options = CommandOptions(plain: Array(CommandLine.arguments.dropFirst())) {
    exit(Invocation(options).run().rawValue)
  }
  do {
    var command = try NewsqCommand.parseAsRoot()
    try command.run()
  } catch let code as ExitCode {
    exit(code.rawValue)
  } catch {
    // Usage mistakes, --help and --version. What was asked for is written where it can be piped on; status 2, not 64,
    // as the manual says.
    let text = NewsqCommand.fullMessage(for: error)
    let isAsked = NewsqCommand.exitCode(for: error) == .success
    Terminal.write(text + "\n", to: isAsked ? STDOUT_FILENO : STDERR_FILENO)
    exit(isAsked ? ExitStatus.ran.rawValue : ExitStatus.wrongQuery.rawValue)
  }
}
