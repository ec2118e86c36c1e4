import CLibrary
import NewsQuery

/// The files that a run reads, so that none of them is written over: a path can lead to an input through links.
///
///     inputs.set(["news.jsonl"])
///     inputs.reasonNotToWrite("link-to-news.jsonl")      // "is also an input"
final class InputFiles: Sendable {
  private struct State {
    var paths: [String] = []
    /// What the paths lead to; made when it is first asked for, because a folder can hold a million files.
    var known: Set<FileIdentity>?
    var others: Set<FileIdentity> = []
  }

  private let state = Lock(State())

  /// From now on these are read, and whatever was noted by `add`.
  func set(_ paths: [String]) {
    state.withLock { state in
      state.paths = paths
      state.known = nil
    }
  }

  /// Notes a file that a query reads: a list, a table.
  func add(_ path: String) {
    guard let identity = FileIdentity(path) else { return }
    state.withLock { _ = $0.others.insert(identity) }
  }

  /// Why `path` must not be written; nil if it may be.
  func reasonNotToWrite(_ path: String) -> String? {
    var status = stat()
    // What is not a plain file takes what comes and keeps nothing.
    guard FileName.read(&status, of: path) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let isInput = state.withLock { state in
      let known = state.known ?? Inputs.identities(of: state.paths)
      state.known = known
      let identity = FileIdentity(status)
      return known.contains(identity) || state.others.contains(identity)
    }
    return isInput ? "is also an input" : nil
  }
}
