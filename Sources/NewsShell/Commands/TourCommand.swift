import NewsQuery

/// `.tour`: ten questions to the two articles that newsq brings with it, each asked and answered in turn.
enum TourCommand: ShellCommand {
  static let name = "tour"
  static let argument = "[1-10]"
  static let summary = "ten questions with their answers, for a first look; or one of them"

  /// What each question shows, and the question.
  static let questions: [(text: String, query: String)] = [
    ("Words side by side must all be there, anywhere in headline, deck or body.", "putin trump"),
    ("Quotes make a phrase. Case, accents and the kind of quotes do not matter.", "\"arms control\""),
    ("`or`, `not` and brackets combine; `*` ends a word anyhow.", "(kremlin or white house) presiden*"),
    ("`near/3` wants two words at most three positions apart.", "moscow near/3 tass"),
    ("A field's name and a colon look into one field only.", "source:trend"),
    ("After `|` come stages. This one shows each hit in its context.", "putin | kwic 6"),
    ("Stages follow each other: choose columns, then sort.", "putin | select date, source, located | sort date"),
    ("Counting is a stage too; over articles it says how many texts are different.", "putin | count by source"),
    ("What was asked before can be gone on with: a line that begins with `|`.", "| head 1"),
    ("And the articles themselves, the hits marked.", "\"arms control\" | read 1"),
  ]

  static func run(_ argument: String, in shell: Shell) throws {
    if let number = Int(argument), questions.indices.contains(number - 1) { return show(number, in: shell) }
    guard argument.isEmpty else {
      throw Diagnostic("the tour has questions 1 to \(questions.count)", hint: "`.tour 1`")
    }
    for number in 1...questions.count {
      show(number, in: shell)
      if number < questions.count, !shell.goesOn() { return }
    }
    shell.say("That was the tour. `.help` lists all stages; `.help count` is the page about one.")
  }

  private static func show(_ number: Int, in shell: Shell) {
    let question = questions[number - 1]
    shell.say("\n\(number) of \(questions.count)  \(question.text)\n\(shell.prompt.plain)\(question.query)")
    shell.ask(SourceText(question.query))
  }
}
