extension Segment {
  /// Where the titles of its articles end.
  var titleEnds: [TitleEnds] {
    guard let base = borders.bytes.baseAddress else { return [] }
    var start = 0
    return borderEnds.map { end in
      let borders = FieldBorders(base + start)
      start = end
      return TitleEnds(headline: borders.deckStart, deck: borders.bodyStart)
    }
  }
}
