/// How a shell behaves, from the command line.
struct ShellOptions {
  /// A stranger's query may read the named archive and nothing else: no other file, no program.
  var isSafe = false
  var keepsHistory = true
  /// Where the history is; nil for the usual place.
  var historyPath: String?
  var color = ColorChoice.auto
  /// Whether lines are edited, rather than read as the terminal gives them.
  var edits = true
  /// Whether what does not fit goes through the pager.
  var pages = true
  /// The settings file; nil reads none.
  var settingsPath: String? = Self.usualSettingsPath
  /// Whether the first start of all is greeted.
  var greets = true

  /// `$XDG_CONFIG_HOME/newsq/config.newsq`, or the same under `~/.config`.
  static var usualSettingsPath: String? { Folders.settings.map { $0 + "/newsq/config.newsq" } }
}
