import NewsQuery
import Testing

/// A researcher's afternoon: one line for each thing that the language does, read and run.
@Suite struct AfternoonTests {
  private static let files = [
    "outlets.csv": "outlet,lean\nReuters,centre\nThe Guardian,left\nThe Telegraph,right\n",
    "coded.csv": "id,code\nap-104,disaster\nr-105,disaster\n", "events.csv": "day,event\n2024-04-03,quake\n",
    "last.csv": "source,count,run\nReuters,2,last\n", "firms.csv": "name,country\nVodafone,UK\n",
    "tone.tsv": "strong\t1\nkilling\t-2\n", "hedges.txt": "may\ncould\nlikely\n", "stop.txt": "the\na\nof\n",
  ]

  static let lines = [
    "* | join \"outlets.csv\" on source = outlet | count by lean",
    "let left = table \"outlets.csv\" | where lean = \"left\" | select outlet; tariff* | where source in $left | top 5 source",
    "let calls = putin trump phone; $calls | top 5 source",
    "let calls = putin trump phone; * | quotes | where id in $calls | count by speaker",
    "asylum* | sample 20 by source seed 7 | select id, date, source, headline | write tocode.csv",
    "asylum* | join \"coded.csv\" on id matched | count by code, source | pivot code",
    "* | join \"events.csv\" on date = day matched | count by event",
    "brexit | top 20 source | let run = \"now\" | union \"last.csv\" | pivot run count",
    "let firms = table \"firms.csv\" | select name; @$firms | count by term",
    "let known = table \"outlets.csv\" | select source = outlet; * | count by source | where source not in $known",
    "define migration = (migra* or refugee*); $migration | share by source",
    "define eu = (brussels or \"european union\"); define trade = (tariff* or quota*); $eu or $trade | count by term",
    "define busiest(n = 5) = | count by source | head $n; tariff* | busiest(3)",
    "param since; added>$since | select date, source, headline",
    "param by = \"section\"; tariff* | top 10 column($by)",
    "param n = 5; starmer near/$n resign* | kwic $n",
    "param from = 2024-01; param to = 2024-03; quake date:$from..$to | timeline by week",
    "asylum* | let rate = 1000 * hits() / words | sort rate desc | head 10",
    "* | let tone = weight(@tone.tsv) / hits(@tone.tsv) | stats avg(tone), n = count by source",
    "lagarde | quotes | let hedges = hits(@hedges.txt) | where hedges > 0",
    "migrant* | kwic 6 | count by part = floor(at * 10) | sort part | chart",
    "(migrant* or refugee*) | dispersion by source",
    "* | count by source | let pct = round(100 * count / sum(count), 1)",
    "\"heat pump*\" | timeline by week | let mean = moving(count, 4), change = count - prev(count)",
    "* | count by year = year(date), source | let place = rank(count) by year | where place <= 3",
    "quake | head 2 by source",
    "* | stats n = count, long = count where words > 800, percentile(words, 90) by source",
    "* | count by source, year = year(date) | pivot year",
    "brexit | join \"outlets.csv\" on source = outlet | count by section, lean | pivot lean (\"left\", \"right\") | compare left vs right",
    "migrant* | timeline share by month | chart",
    "migrant* date:2024 | timeline share by week, source | write shares.csv",
    "brexit | keywords 5 by source without @stop.txt",
    "budget | terms 30 without (said or mr or the)",
    "* | names | where kind = \"person\" | pairs entity by sentence | head 50 | write people.gexf",
    "* | quotes | where speaker is not empty | count by source, speaker | write voices.graphml",
    "* | matches /(?<n>[\\d,]+) (?<what>homes|jobs)/ | let n = number(n) | stats sum(n) by what",
    "date:30d | like ap-104 5",
    "* date:7d | stories | head 10",
    "let big = * date:7d | stories | head 1; in $big | quotes | top 5 speaker",
    "* | count by source",
  ]

  @Test(arguments: lines) func eachLineIsAnswered(_ line: String) throws {
    var context = Fixture.context()
    context.readFile = { path throws(WorldError) in
      guard let text = Self.files[path] else { throw WorldError(path: path, reason: "no such file") }
      return Array(text.utf8)
    }
    var session = Session(archive: Fixture.archive, arguments: ["since": "2024-06"])
    var notes: [Diagnostic] = []
    var answer: QueryAnswer?
    for statement in try session.statements(of: SourceText(line), context, notes: &notes) {
      answer = try session.run(statement, context) ?? answer
    }
    let table = try #require(answer?.table)
    #expect(!table.columns.isEmpty)
    // It says what it is about, and nothing of it is only a note on what else might be meant.
    #expect(!notes.contains { $0.severity != .note })
  }

  /// The lists that come with the program.
  @Test(arguments: ["en", "de", "fr", "es", "it", "ru"]) func stopLists(_ language: String) throws {
    let bytes = try Repository.read("\(Repository.root)/lists/stop/\(language).txt")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines[0].hasPrefix("# ") && lines.count > 100)
    let words = lines.dropFirst().map(String.init)
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { $0 == $0.lowercased() && !$0.contains(" ") })
    var context = Fixture.context()
    context.readFile = { _ throws(WorldError) in bytes }
    var session = Session(archive: Fixture.archive)
    var notes: [Diagnostic] = []
    let query = "* | terms 40 without @lists/stop/\(language).txt"
    let statement = try session.statements(of: SourceText(query), context, notes: &notes)[0]
    let terms = try #require(try session.run(statement, context)?.table.column("term"))
    for row in 0..<40 { #expect(!words.contains(terms.value(at: row).printed), "\(terms.value(at: row).printed)") }
  }
}
