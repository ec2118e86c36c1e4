import NewsQuery

/// `newsq-evaluate reading feed.xml`: reads files by their readers and does nothing with the articles, for a comparison with
/// programs that only parse. One line a file: its name, format, articles and bytes of headline and body.
func evaluateReading(_ paths: [String]) {
  for path in paths {
    do {
      let file = try InputBytes(path: path)
      var count = 0
      var size = 0
      try withExtendedLifetime(file) {
        try ReaderCatalog.read(file.bytes, fileName: path, report: { _ in }) { article, _ in
          count += 1
          size += article[bytes: .headline].count + article[bytes: .body].count
        }
      }
      let format = ReaderCatalog.reader(for: file.bytes, fileName: path)?.formatName ?? "unknown"
      print("\(path)\t\(format)\t\(count)\t\(size)")
    } catch {
      Evaluate.report("newsq-evaluate: \(error)\n")
    }
  }
}
