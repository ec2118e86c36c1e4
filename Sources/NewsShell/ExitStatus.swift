/// How `newsq` ends, as scripts see it.
public enum ExitStatus: Int32, Sendable {
  case ran = 0
  /// With `-e`: the last statement gave no row.
  case noRows = 1
  /// The query or the usage is wrong.
  case wrongQuery = 2
  /// An input could not be read, or had more bad records than allowed.
  case inputFailed = 3
  case outputFailed = 4
  /// Given by `nb_out_of_memory`.
  case outOfMemory = 5
  case interrupted = 130
}
