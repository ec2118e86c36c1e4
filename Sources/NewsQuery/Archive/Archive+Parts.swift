extension Archive {
  /// What `.parts` prints: a line for each part, then what is dead.
  public var partsText: String {
    var text = ""
    for place in parts {
      let part = place.part
      text += "part \(place.number + 1): \(part.articleCount) articles"
      if !place.dead.isEmpty { text += ", \(place.dead.count) of them dead" }
      if !part.editions.isEmpty { text += ", \(part.editions.count) older editions" }
      let (first, last) = PartExtent.dates(of: part)
      if first != ArchiveManifest.none {
        let day = { (seconds: Int64) in NewsDate(seconds: seconds, precision: .day).description }
        text += ", \(day(first)) to \(day(last))"
      }
      if let stored = part.image.stored { text += ", \((stored.range.count + 1023) / 1024) KiB" }
      text += "\n"
    }
    let removed = burials.dead.count { $0.follower == nil }
    let replaced = burials.dead.count - removed
    if replaced > 0 { text += "\(replaced) articles were replaced by later editions\n" }
    if removed > 0 { text += "\(removed) articles were removed; their texts leave the file with --compact\n" }
    return text
  }
}
