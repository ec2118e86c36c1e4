import ArgumentParser
import CLibrary
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

  @OptionGroup var parsed: ParsedOptions

  @Flag(help: ArgumentHelp("The page for man.", visibility: .private))
  var generateManPage = false

  public init() {}

  var options: CommandOptions { CommandOptions(parsed) }

  public func run() throws {
    if generateManPage {
      Terminal.write(ManPage.text, to: STDOUT_FILENO)
      return
    }
    throw ExitCode(Invocation(options).run().rawValue)
  }
}

/// Does what the command line asks and ends the process with its exit status. `main` of the program `newsq` calls it.
@_cdecl("newsq_run")
public func runNewsq(_ count: CInt, _ words: UnsafePointer<UnsafePointer<CChar>?>) {
  // As text that leads back to the bytes: a path need not be UTF-8.
  let arguments = (1..<max(Int(count), 1)).compactMap { place in words[place].map { FileName.text(of: $0) } }
  if let options = CommandOptions(plain: arguments) {
    exit(Invocation(options).run().rawValue)
  }
  if arguments == ["--version"] {
    Terminal.write(newsqVersion + "\n", to: STDOUT_FILENO)
    exit(ExitStatus.ran.rawValue)
  }
  do {
    var command = try NewsqCommand.parseAsRoot(arguments)
    try command.run()
    exit(ExitStatus.ran.rawValue)
  } catch let code as ExitCode {
    exit(code.rawValue)
  } catch {
    // Usage mistakes, --help and --version. What was asked for is written where it can be piped on; status 2, not 64,
    // as the manual says.
    let text = NewsqCommand.fullMessage(for: error)
    let isAsked = NewsqCommand.exitCode(for: error) == .success
    // A mistake quotes the command line, which may hold anything.
    let shown = isAsked ? text : TerminalSafe.escape(FileName.shown(text), breaks: .keep)
    Terminal.write(shown + "\n", to: isAsked ? STDOUT_FILENO : STDERR_FILENO)
    exit(isAsked ? ExitStatus.ran.rawValue : ExitStatus.wrongQuery.rawValue)
  }
}
