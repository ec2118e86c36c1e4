/// The stories of an archive: articles about one event, across days and sources.
///
///     let stories = try ArchiveStories.of(archive, .standard, context)
///     stories.members(of: article)    // [12, 40, 41]
///
/// All articles of the archive decide, whichever were asked for. The answer does not depend on the order in which they were
/// added, on the parts of the archive or on threads.
final class ArchiveStories: Sendable {
  /// How similar the articles of a story are.
  enum Width: String, Sendable, CaseIterable {
    case close, standard, wide

    /// The mean similarity that two groups need to become one story.
    var threshold: Double {
      switch self {
      case .close: 0.24
      case .standard: 0.16
      case .wide: 0.12
      }
    }
  }

  /// For each article, the number of its story; the highest number if it is in no story.
  private let numbers: [UInt32]
  /// The articles of each story, the earliest first.
  private let groups: [[UInt32]]
  /// For each article, the sum of its similarities to the others of its story.
  private let centralities: [UInt64]
  /// The heaviest terms of each story, by their keys.
  private let keys: [[UInt64]]

  private static let keyCount = 16

  private init(_ archive: Archive, _ width: Width, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws {
    let vectors = try StoryVectors(archive, threadCount: threadCount, isInterrupted: isInterrupted)
    let pairs = try StoryPairs(vectors).all(threadCount: threadCount, isInterrupted: isInterrupted)
    let linkage = StoryLinkage(articleCount: vectors.articles.count, pairs: pairs, threshold: width.threshold)
    var members: [UInt32: [Int]] = [:]
    for (place, first) in linkage.firsts.enumerated() { members[first, default: []].append(place) }
    var numbers = [UInt32](repeating: .max, count: archive.articleCount)
    var centralities = [UInt64](repeating: 0, count: archive.articleCount)
    var groups: [[UInt32]] = []
    var keys: [[UInt64]] = []
    for first in members.keys.sorted() {
      guard let places = members[first], places.count > 1 else { continue }
      // Articles without a day have the first places, but are not the earliest.
      let ordered = places.filter { $0 >= vectors.undatedCount } + places.filter { $0 < vectors.undatedCount }
      for place in ordered {
        numbers[Int(vectors.articles[place])] = UInt32(groups.count)
        centralities[Int(vectors.articles[place])] = linkage.centralities[place]
      }
      groups.append(ordered.map { vectors.articles[$0] })
      keys.append(vectors.heaviestKeys(of: ordered, count: ArchiveStories.keyCount))
    }
    self.numbers = numbers
    self.groups = groups
    self.centralities = centralities
    self.keys = keys
  }

  var count: Int { groups.count }

  /// The number of an article's story; nil if it is in no story.
  func story(of article: Int) -> Int? { numbers[article] == .max ? nil : Int(numbers[article]) }

  /// The articles of a story, the earliest first; those without a day last.
  func members(of story: Int) -> [UInt32] { groups[story] }

  /// The keys of the terms that weigh most in a story, the heaviest first.
  func keys(of story: Int) -> [UInt64] { keys[story] }

  /// Articles of one story, those most similar to all of it first.
  func byCentrality(_ articles: [UInt32]) -> [UInt32] {
    articles.enumerated().sorted { a, b in
      let (left, right) = (centralities[Int(a.element)], centralities[Int(b.element)])
      return left != right ? left > right : a.offset < b.offset
    }.map(\.element)
  }

  // MARK: - Kept answers

  private struct Kept: Sendable {
    weak let archive: Archive?
    let width: Width
    let stories: ArchiveStories
  }

  /// The stories of the last archives that were asked for.
  private static let kept = Lock<[Kept]>([])

  /// The stories of an archive, found once. Throws `Interrupted`.
  static func of(
    _ archive: Archive, _ width: Width, threadCount: Int, isInterrupted: @Sendable () -> Bool = { false }
  ) throws -> ArchiveStories {
    try kept.withLock { kept in
      if let known = kept.first(where: { $0.archive === archive && $0.width == width }) { return known.stories }
      let stories = try ArchiveStories(archive, width, threadCount: threadCount, isInterrupted: isInterrupted)
      kept.removeAll { $0.archive == nil }
      if kept.count >= 6 { kept.removeFirst() }
      kept.append(Kept(archive: archive, width: width, stories: stories))
      return stories
    }
  }
}
