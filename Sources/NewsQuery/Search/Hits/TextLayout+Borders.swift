extension TextLayout {
  init(_ borders: FieldBorders) {
    fields = [0, borders.deckStart, borders.bodyStart]
    fieldEnds = [max(borders.deckStart, 1) - 1, max(borders.bodyStart, 1) - 1, borders.end]
  }
}
