import Testing

@testable import NewsQuery

/// Columns across rows, pivots and shares over time against answers computed the plain way.
@Suite("Across rows") struct AcrossRowsTests {
  private static let archive = RandomSplitsTests.archive(RandomSplitsTests.articles(150, seed: 11))

  private func cells(_ query: String) throws -> [[String]] {
    try Fixture.rows(query, of: Self.archive).dropFirst().map { row in
      row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func aggregatesAreThoseOfTheGroup() throws {
    let rows = try cells(
      "* | let n = count, all = sum(words), most = max(words), mid = percentile(words, 75) by source"
        + " | select source, words, n, all, most, mid")
    var groups: [String: [Double]] = [:]
    for row in rows { groups[row[0], default: []].append(Double(row[1]) ?? 0) }
    #expect(groups.count > 2)
    for row in rows {
      let words = groups[row[0], default: []].sorted()
      #expect(Double(row[2]) == Double(words.count))
      #expect(Double(row[3]) == words.reduce(0, +))
      #expect(Double(row[4]) == words.last)
      let place = Double(words.count - 1) * 0.75
      let (low, high) = (words[Int(place)], words[min(Int(place) + 1, words.count - 1)])
      #expect(abs((Double(row[5]) ?? -1) - (low + (high - low) * (place - place.rounded(.down)))) < 1e-9)
    }
    // What `stats` says of each group.
    let stats = try cells("* | stats all = sum(words), sd = stddev(words) by source")
    for row in stats {
      let words = groups[row[0], default: []]
      let mean = words.reduce(0, +) / Double(words.count)
      let square = words.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let wanted = words.count < 2 ? nil : (square / Double(words.count - 1)).squareRoot()
      #expect(abs((Double(row[2]) ?? -1) - (wanted ?? -1)) < 1e-9)
    }
  }

  @Test func functionsOfTheOrder() throws {
    let rows = try cells(
      "* | sort id | let before = prev(words), after = next(words, 2), all = running(words), mean = moving(words, 3),"
        + " place = rank(words) by source | select source, words, before, after, all, mean, place")
    var groups: [String: [[String]]] = [:]
    for row in rows { groups[row[0], default: []].append(row) }
    for group in groups.values {
      let words = group.map { Double($0[1]) ?? 0 }
      for (place, row) in group.enumerated() {
        #expect(row[2] == (place == 0 ? "" : group[place - 1][1]))
        #expect(row[3] == (place + 2 < group.count ? group[place + 2][1] : ""))
        #expect(Double(row[4]) == words[...place].reduce(0, +))
        if place < 2 {
          #expect(row[5].isEmpty)
        } else {
          #expect(abs((Double(row[5]) ?? -1) - words[(place - 2)...place].reduce(0, +) / 3) < 1e-9)
        }
        #expect(Double(row[6]) == Double(words.count { $0 > words[place] } + 1))
      }
    }
  }

  @Test func emptyValuesStayEmpty() throws {
    let rows = try cells(
      "* | sort id | let x = if(words > 20, words) | let all = running(x), place = rank(x), mean = moving(x, 2)"
        + " | select x, all, place, mean")
    var sum = 0.0
    for (place, row) in rows.enumerated() {
      if row[0].isEmpty {
        #expect(row[1...] == ["", "", ""])
      } else {
        sum += Double(row[0]) ?? 0
        #expect(Double(row[1]) == sum)
        #expect(row[3].isEmpty == (place == 0 || rows[place - 1][0].isEmpty))
      }
    }
  }

  /// `head`, `tail` and `sample` of each group are those of the group alone.
  @Test func firstsOfEachGroup() throws {
    let sources = Set(try cells("* | select source").map { $0[0] }).filter { !$0.isEmpty }
    for stage in ["head 2", "tail 3", "sample 4"] {
      let seed = stage.hasPrefix("sample") ? " seed 9" : ""
      let rows = try cells("* | \(stage) by source\(seed) | select source, id")
      for source in sources {
        let alone = try cells("source is \"\(source)\" | \(stage)\(seed) | select source, id")
        #expect(rows.filter { $0[0] == source } == alone)
      }
    }
  }

  /// A row with a list is kept if it is among the first of one of its items.
  @Test func firstsOfEachItem() throws {
    let rows = try cells("* | select id, tags | unroll tags")
    var seen: [String: Int] = [:]
    var kept: [String] = []
    for row in rows {
      seen[row[1], default: 0] += 1
      if seen[row[1], default: 0] <= 2, kept.last != row[0] { kept.append(row[0]) }
    }
    #expect(try cells("* | head 2 by tags | select id").map { $0[0] } == kept)
  }

  @Test func conditionsOfAggregates() throws {
    let rows = try cells(
      "* | stats n = count where words > 30, m = sum(words) where words > 30 and words < 60, all = count by source")
    for row in rows {
      let source = row[0].isEmpty ? "source is empty" : "source is \"\(row[0])\""
      #expect(try cells("\(source) words>30 | count | select count")[0][0] == row[1])
      #expect(try cells("\(source) | where words > 30 and words < 60 | stats sum(words)")[0][0] == row[2])
    }
  }

  @Test func aPivotHasTheCountsOfItsRows() throws {
    let long = try cells("* | count by source, section | select source, section, count")
    let wide = try Fixture.rows("* | count by source, section | pivot section", of: Self.archive)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    var cells: [[String]: String] = [:]
    for row in long { cells[[row[0], row[1].isEmpty ? "(none)" : row[1]]] = row[2] }
    var found = 0
    for row in wide.dropFirst() {
      for (name, cell) in zip(wide[0], row).dropFirst() {
        #expect(cells[[row[0], name]] ?? "0" == cell)
        found += cells[[row[0], name]] == nil ? 0 : 1
      }
    }
    #expect(found == long.count)
    // And back.
    let names = wide[0].dropFirst().filter { $0 != "(none)" }
    let values = names.map { "\"\($0)\"" }.joined(separator: ", ")
    let columns = names.map(Printer.name).joined(separator: ", ")
    let back = try self.cells(
      "* | count by source, section | pivot section (\(values)) | unpivot section = \(columns) | where value > 0")
    #expect(Set(back) == Set(long.filter { !$0[1].isEmpty }))
  }

  @Test func comparedColumns() throws {
    let rows = try cells(
      "* | count by section, language | pivot language (\"en\", \"de\") | let en = en + 1, de = de + 2 | compare en vs de"
    )
    for row in rows {
      let (a, b) = (Double(row[1]) ?? 0, Double(row[2]) ?? 0)
      #expect(Double(row[3]) == a - b)
      #expect(abs((Double(row[4]) ?? 0) - a / b) <= 0.005)
    }
  }

  /// Each share of a month is its articles among all of the month.
  @Test func sharesOverTime() throws {
    for key in ["", ", source"] {
      let rows = try cells("steel | timeline share by month\(key)")
      let counts = try cells("steel | timeline by month\(key)")
      #expect(rows.map { Array($0.dropLast(2)) } == counts)
      for row in rows where !row[0].isEmpty && row.dropLast(3).last != "other" {
        let source = key.isEmpty ? "" : row[1].isEmpty ? " source is empty" : " source is \"\(row[1])\""
        let total = try cells("date:\(row[0])\(source) | count | select count").first?[0] ?? "0"
        #expect(row[row.count - 2] == total, "\(row)")
        let share = Double(row[row.count - 3]).map { 1000 * $0 / (Double(total) ?? 0) }
        if let share, share.isFinite {
          #expect(abs((Double(row[row.count - 1]) ?? -1) - share) <= 0.0051)
        } else {
          #expect(row[row.count - 1].isEmpty)
        }
      }
    }
  }

  /// Equal for one part and for many.
  @Test func partsAnswerAlike() throws {
    let articles = RandomSplitsTests.articles(150, seed: 11)
    for threads in [1, 3] {
      for query in [
        "* | let n = sum(words), p = prev(words) by source | select id, n, p",
        "* | count by source, section | pivot section", "steel | timeline share by month, source",
        "* | stats stddev(words), percentile(words, 33) by source", "* | head 2 by tags | select id",
      ] {
        let one = try #require(try Fixture.answer(query, of: RandomSplitsTests.archive(articles)))
        let many = try #require(
          try Fixture.answer(
            query,
            of: Archive(
              parts: [articles[..<40], articles[40..<41], articles[41...]].map {
                RandomSplitsTests.archive($0).onlyPart
              },
              name: "test"), threadCount: threads))
        #expect(
          Fixture.show(one.table, format: "tsv", width: nil) == Fixture.show(many.table, format: "tsv", width: nil))
      }
    }
  }

  @Test func onlyWholeLetsReadEveryRow() throws {
    let plain = try #require(try Fixture.answer("* | sentences | let n = words | head 2", of: Self.archive))
    #expect(plain.plan.earlyEnd != nil)
    let across = try #require(try Fixture.answer("* | sentences | let n = count | head 2", of: Self.archive))
    #expect(across.plan.earlyEnd?.steps.contains(1) != true)
    let all = try cells("* | sentences | count | select count")[0][0]
    #expect(try cells("* | sentences | let n = count | head 2 | select n").map { $0[0] } == [all, all])
  }
}
