import NewsQuery
import Testing

@testable import NewsShell

@Test(arguments: [
  ("putin | count", "putin | count"), ("  a\n  | head\t 5 ", "a | head 5"),
  ("# Quakes  and\n#   floods\nquake", "Quakes and floods"),
  ("é\t\t北京", "é 北京"),
])
func aTitleHasNoMoreThanOneBlank(text: String, title: String) throws {
  let source = SourceText(text)
  let start = text.hasPrefix("#") ? text.utf8.count - 5 : 0
  let statement = Statement(.command(name: "x", argument: ""), start..<text.utf8.count)
  #expect(source.title(of: statement) == title)
}
