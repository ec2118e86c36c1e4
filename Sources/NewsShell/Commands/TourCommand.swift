import NewsQuery

/// `.tour`: ten questions to the open articles, each asked and answered in turn.
enum TourCommand: ShellCommand {
  static let name = "tour"
  static let argument = "[1-10]"
  static let summary = "ten questions to the open articles with their answers, for a first look; or one of them"

  static let questionCount = 10

  typealias Question = (text: String, query: String)

  /// What each question shows, and the question; each has an answer in the articles that `subject` is from.
  static func questions(about subject: TourSubject) -> [Question] {
    let (first, second) = (subject.first, subject.second)
    let source = subject.source.map(Self.quoted)
    let questions: [Question] = [
      ("Words side by side must all be there, anywhere in headline, deck or body.", "\(first) \(second)"),
      ("Quotes make a phrase. Case, accents and the kind of quotes do not matter.", "\"\(first) \(second)\""),
      (
        "`or`, `not` and brackets combine; `*` stands for any end of a word.",
        "(\(first) or \(second)) \(second.prefix(4))*"
      ),
      ("`near/3` wants two words at most three positions apart.", "\(first) near/3 \(second)"),
      (
        "A field's name and a colon look into one field only.",
        source.map { "source:\($0) | head 3" } ?? "body:\(first)"
      ),
      ("After `|` come stages. This one shows each hit in its context.", "\(first) | kwic 6 | head 10"),
      (
        "Stages follow each other: choose columns, then sort.",
        "\(first) \(second) | select date, source, headline | sort date"
      ),
      ("Counting is a stage too; over articles it says how many texts are different.", "\(first) | count by source"),
      ("You can go on from the last answer: begin a line with `|`.", "| head 1"),
      ("And the articles themselves, the hits marked.", "\"\(first) \(second)\" | read 1"),
    ]
    return questions
  }

  private static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      let letter = byte | 0x20
      return letter >= 0x61 && letter <= 0x7A
    }
    return isPlain ? value : "\"\(value.filter { $0 != "\"" })\""
  }

  static func run(_ argument: String, in shell: Shell) throws {
    let number = Int(argument)
    guard argument.isEmpty || (1...questionCount).contains(number ?? 0) else {
      throw Diagnostic("the tour has questions 1 to \(questionCount)", hint: "`.tour 1`")
    }
    guard let subject = shell.engine.tourSubject else {
      throw Diagnostic(
        shell.engine.articleCount == 0
          ? "no articles are open, and the tour asks the open articles"
          : "the open articles have no two words in a row that the tour could ask for",
        hint: Seeds.hint)
    }
    let questions = questions(about: subject)
    if let number { return show(questions[number - 1], number, in: shell) }
    for number in 1...questionCount {
      show(questions[number - 1], number, in: shell)
      if number < questionCount, !shell.goesOn() { return }
    }
    shell.say(sentence: "That was the tour. `.help` lists all stages; `.help count` is the page about one.")
  }

  private static func show(_ question: (text: String, query: String), _ number: Int, in shell: Shell) {
    shell.say(sentence: "\n\(number) of \(questionCount)  \(question.text)")
    shell.say("\(shell.prompt.plain)\(question.query)")
    shell.ask(SourceText(question.query))
  }
}
