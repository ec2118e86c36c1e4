import Testing

@testable import NewsQuery

/// Stages against answers computed the plain way from the articles' own columns.
@Suite("Stages") struct StageTests {
  private let archive = Fixture.archive

  private func text(_ name: String, _ row: Int) -> String { archive.column(name)?.value(at: row).printed ?? "" }

  @Test func countByIsThePlainCount() throws {
    for name in ["source", "section", "language"] {
      var counts: [String: Int] = [:]
      for row in 0..<archive.articleCount { counts[text(name, row), default: 0] += 1 }
      let rows = try Fixture.rows("* | count by \(name) | select \(name), count").dropFirst()
      #expect(rows.count == counts.count)
      for row in rows {
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
        #expect(counts[String(cells[0])] == Int(cells[1]), "\(row)")
      }
      let sizes = rows.compactMap { Int($0.split(separator: "\t").last ?? "") }
      #expect(sizes == sizes.sorted(by: >))
    }
  }

  @Test func aListCountsOnceForEachItem() throws {
    var counts: [String: Int] = [:]
    for row in 0..<archive.articleCount {
      guard case .list(let items)? = archive.column("tags")?.value(at: row) else { continue }
      for item in Set(items) { counts[item.printed, default: 0] += 1 }
    }
    for row in try Fixture.rows("* | top 1000 tags").dropFirst() {
      let cells = row.split(separator: "\t")
      #expect(counts[String(cells[0])] == Int(cells[1]), "\(row)")
    }
  }

  @Test func sortIsStableWithEmptyLast() throws {
    for direction in ["", " desc"] {
      let rows = try Fixture.rows("* | sort section\(direction) | select section, id").dropFirst()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      let before = try Fixture.rows("* | select id").dropFirst().map { $0 }
      for (a, b) in zip(rows, rows.dropFirst()) {
        let order = ValueOrder.compare(.text(a[0]), .text(b[0]), isDescending: !direction.isEmpty)
        #expect(order <= 0)
        if a[0] == b[0] {
          let places = [before.firstIndex(of: a[1]), before.firstIndex(of: b[1])].compactMap { $0 }
          #expect(places.count == 2 && places[0] < places[1])
        }
      }
    }
  }

  @Test func headOfSortIsTheSameAsSortThenHead() throws {
    let all = try Fixture.rows("* | sort words, id desc | select id").dropFirst()
    for count in [0, 1, 3, 7, 43, 100] {
      let first = try Fixture.rows("* | sort words, id desc | head \(count) | select id").dropFirst()
      #expect(Array(first) == Array(all.prefix(count)))
    }
    let schema = Schema.articles(of: archive, hasHits: false, hasScore: false)
    let key = try Parser.query(
      "* | sort words, id desc",
      stages: StageCatalog.all.map {
        StageSyntax($0.usage.name, synonyms: $0.usage.synonyms, forms: $0.usage.forms)
      }
    ).stages[0]
    let context = Fixture.context()
    let plan = PlanContext(archive: archive, arguments: [:], results: [:], run: context, search: nil)
    let sort = try Sort(key, input: schema, context: plan)
    let table = Table.articles(Array(0..<UInt32(archive.articleCount)), of: archive, hits: nil)
    let whole = try sort.run(table, context).rows
    for limit in [0, 1, 2, 9] { #expect(try sort.run(table, limit: limit, context).rows == Array(whole.prefix(limit))) }
  }

  @Test func samplesAreRepeatableAndKeepTheOrder() throws {
    let all = try Fixture.rows("* | select id").dropFirst().map { $0 }
    let seven = try Fixture.rows("* | sample 10 seed 7 | select id").dropFirst().map { $0 }
    #expect(seven == (try Fixture.rows("* | sample 10 seed 7 | select id").dropFirst().map { $0 }))
    #expect(seven != (try Fixture.rows("* | sample 10 seed 8 | select id").dropFirst().map { $0 }))
    #expect(seven == all.filter(seven.contains))
    let twelve = Set(try Fixture.rows("* | sample 12 seed 7 | select id"))
    #expect(seven.allSatisfy(twelve.contains))
  }

  @Test func timelineHasEveryBucketAndEveryRow() throws {
    for bucket in ["day", "week", "month", "year"] {
      let rows = try Fixture.rows("* | timeline by \(bucket)").dropFirst()
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      #expect(rows.reduce(0) { $0 + (Int($1[1]) ?? 0) } == archive.articleCount)
      let times = rows.map { $0[0] }.filter { !$0.isEmpty }
      #expect(times == times.sorted())
      #expect(Set(times).count == times.count)
    }
    #expect(try Fixture.rows("date:2024-06-10..2024-06-14 | timeline by day").count == 6)
  }

  @Test func statsAreThePlainSums() throws {
    let words = (0..<archive.articleCount).compactMap { Double(text("words", $0)) }.sorted()
    let row = try Fixture.rows("* | stats count, sum(words), avg(words), median(words), min(words), max(words)")[1]
    let cells = row.split(separator: "\t").compactMap { Double($0) }
    let sum = words.reduce(0, +)
    #expect(
      cells == [
        Double(words.count), sum, sum / Double(words.count), words[words.count / 2], words[0], words[words.count - 1],
      ])
  }

  @Test func countByTermKeepsTheOrderOfTheList() throws {
    let rows = try Fixture.rows("@companies.txt | count by term | select term, count")
    #expect(rows == ["term\tcount", "Acme\t2", "Vodafone\t2", "TSMC\t1", "Nokia\t0"])
  }

  @Test func passagesReadTheColumnsOfTheirArticle() throws {
    let rows = try Fixture.rows("lagarde | quotes | select id, source, headline, near, paragraph")
    #expect(rows.count > 2)
    #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("ft-104\t") || $0.hasPrefix("lm-102\t") })
  }

  @Test func amountsInQuotesOnly() throws {
    let all = try Fixture.rows("* | amounts").count
    let quoted = try Fixture.rows("* | quotes | amounts").count
    #expect(quoted < all)
  }

  @Test func everyStageTellsTheColumnsItGives() throws {
    for page in Manual.pages {
      for example in page.examples {
        guard let answer = try? Fixture.answer(example.query) else { continue }
        #expect(answer.table.columns.map(\.name) == answer.schema.columns.map(\.name), "\(example.query)")
        for (column, field) in zip(answer.table.columns, answer.schema.columns) {
          for row in answer.table.rows.prefix(20) {
            guard let type = column.column.value(at: Int(row)).type else { continue }
            #expect(type == field.type, "\(example.query): \(field.name)")
          }
        }
      }
    }
  }

  @Test func kwicHasARowForEachHit() throws {
    let rows = try Fixture.rows("crackdown | kwic 3 sort right | select left, hit, right")
    #expect(
      Array(rows.dropFirst()) == [
        "Ministers promised a\tcrackdown\ton people smugglers", "Wednesday, in a\tcrackdown\ton the use",
      ])
  }

  @Test func shareDividesByTheSameMonths() throws {
    let rows = try Fixture.rows("migrant* date:2024-06 source:telegraph | share by source")
    #expect(rows == ["source\tcount\ttotal\tper_thousand", "The Telegraph\t2\t2\t1000"])
  }
}
