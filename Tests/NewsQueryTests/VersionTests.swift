import Testing

@testable import NewsQuery

@Test func versionHasThreeParts() {
  #expect(newsqVersion.split(separator: ".").count == 3)
}
