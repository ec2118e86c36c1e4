extension ArchiveFile {
  /// Writes an archive beside `path`, syncs it and gives it the name: if the program is stopped on the way, there is the old
  /// file or the new one, whole. Throws `WorldError`.
  public static func write(_ archive: Archive, to path: String, threadCount: Int) throws {
    try write(archive, to: path, threadCount: threadCount, links: archive.links) { _ in nil }
  }

  /// The same, and keeps in the file what costs much to find out: `KeptAnswers`. Throws `Interrupted` and `WorldError`.
  public static func write(_ archive: Archive, to path: String, _ context: RunContext) throws {
    let links = try KeptAnswers.links(of: archive, context)
    try write(archive, to: path, threadCount: context.threadCount, links: links) { part in
      try KeptAnswers.sections(of: Archive(parts: [part], name: archive.name), context)
    }
  }

  private static func write(
    _ archive: Archive, to path: String, threadCount: Int, links: CopyLinks, keeping kept: (Part) throws -> Image?
  ) throws {
    let output = try ArchiveOutput(replacing: path)
    do {
      try begin(output)
      var manifest = ArchiveManifest()
      manifest.burials = archive.burials
      for place in archive.parts {
        manifest.parts.append(
          try write(place.part, kept: try kept(place.part), to: output, threadCount: threadCount))
      }
      manifest.links = links
      try end(manifest, output)
      try output.finish()
    } catch {
      output.abandon()
      throw error
    }
  }

  /// Writes a part as it is if it is stored and nothing comes to it.
  static func write(
    _ part: Part, kept: Image?, to output: ArchiveOutput, threadCount: Int
  ) throws(WorldError) -> ArchiveManifest.Entry {
    let extra = PartExtent.sections(of: part)
    let isComplete = extra.sections.isEmpty && kept?.sections.isEmpty ?? true
    guard let stored = part.image.stored, isComplete else {
      return try PartWriter.write(
        [part.image] + (kept.map { [$0] } ?? []) + [extra], text: [.part(part)], to: output, threadCount: threadCount)
    }
    try output.align(to: partAlignment)
    var entry = ArchiveManifest.Entry(
      offset: output.offset, size: stored.range.count, fingerprint: 0, articleCount: 0, rowCount: 0, wordCount: 0)
    PartExtent.read(part.image, into: &entry)
    for section in part.image.sections { part.image.check(section.bytes) }
    for start in stride(from: stored.range.lowerBound, to: stored.range.upperBound, by: 1 << 20) {
      let some = start..<min(stored.range.upperBound, start + 1 << 20)
      try output.append(UnsafeRawBufferPointer(rebasing: stored.file.bytes[some]))
    }
    return entry
  }

  /// Writes everything before the first part of a new file; its slots are empty.
  static func begin(_ output: ArchiveOutput) throws(WorldError) {
    var header = ByteBuffer()
    header.append(magic)
    header.append(value: formatVersion)
    header.append(value: byteOrder)
    while header.count < 56 { header.append(0) }
    header.append(value: Checksum.of(header.bytes))
    try output.append(header.bytes)
    try output.append(zeros: firstPart - headerSize)
  }

  /// Writes the manifest of a new file and a slot.
  static func end(_ manifest: ArchiveManifest, _ output: ArchiveOutput) throws(WorldError) {
    try output.align(to: 8)
    let bytes = manifest.bytes
    let slot = ArchiveSlot(generation: max(1, manifest.generation), offset: output.offset, manifest: bytes.bytes)
    try output.append(bytes.bytes)
    try output.write(over: slot.place, slot.bytes.bytes)
  }
}
