/// All stages, in the order of the manual. The parser, completion, help and the manual read this list and no other.
public enum StageCatalog {
  public static let all: [any Stage.Type] = [
    Where.self, Head.self, Tail.self, Sample.self, Sort.self, Distinct.self,
    Select.self, Let.self, Unroll.self, Pivot.self, Unpivot.self, CompareColumns.self, Join.self, Union.self,
    Count.self, Stats.self, Top.self, Timeline.self, Share.self, Pairs.self, Agreement.self,
    Kwic.self, Terms.self, Ngrams.self, Collocates.self, Keywords.self, Dispersion.self, SentenceRows.self,
    ParagraphRows.self, Matches.self,
    Quotes.self, Amounts.self, Dates.self, Names.self,
    Stories.self, Like.self, Copies.self, First.self, Versions.self, Diff.self,
    Read.self, Chart.self, As.self, Write.self,
  ]

  /// The stage of that name or synonym.
  public static func stage(named name: String) -> (any Stage.Type)? {
    let lowered = name.lowercased()
    return all.first { $0.usage.name == lowered } ?? all.first { $0.usage.synonyms.contains(lowered) }
  }
}
