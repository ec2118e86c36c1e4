import Testing

@testable import NewsQuery

@Suite struct DateBucketTests {
  /// A reader, which remembers the last bucket, numbers dates as the bucket does.
  @Test(arguments: [DateBucket.day, .week, .month, .year])
  func aReaderNumbersDatesAsItsBucketDoes(bucket: DateBucket) {
    var reader = DateBucket.Reader(bucket)
    var random = SystemRandomNumberGenerator()
    let edges: [Int64] = [0, -1, 86_400, -86_400, 951_782_400, 951_868_799, -62_135_596_800, 253_402_300_799]
    for step in 0..<20_000 {
      let seconds =
        edges[Int.random(in: 0..<edges.count, using: &random)]
        + Int64.random(in: -(1 << (step % 27))...1 << (step % 27), using: &random)
      let precisions: [NewsDate.Precision] = [.year, .month, .day, .minute, .second]
      let offsets: [Int16] = [NewsDate.noOffset, 0, 600, -720]
      let date = NewsDate(
        seconds: seconds, offsetMinutes: offsets[step % 4],
        precision: precisions[Int.random(in: 0..<5, using: &random)])
      #expect(reader.number(of: date) == bucket.number(of: date))
    }
  }
}
