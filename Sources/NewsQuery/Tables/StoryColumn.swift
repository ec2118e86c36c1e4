/// The column `story` of every article: the id of the earliest article about the same event; empty if it stands alone.
enum StoryColumn {
  static func story(of article: Int, in archive: Archive) -> Value {
    guard let stories = try? ArchiveStories.of(archive, .standard, threadCount: threadCount),
      let story = stories.story(of: article)
    else { return .null }
    return id(of: story, stories, archive)
  }

  /// The id of a story.
  static func id(of story: Int, _ stories: ArchiveStories, _ archive: Archive) -> Value {
    archive.column("id")?.value(at: Int(stories.members(of: story)[0])) ?? .null
  }

  /// A column does not know how many threads the asker allows; two are a safe number.
  private static let threadCount = 2
}
