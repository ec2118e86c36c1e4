import CLibrary

/// Another program that has the terminal for a while.
enum ChildProcess {
  /// Runs `arguments`, the first of which is looked up in `PATH`, and gives its exit status; 128 and the signal where it
  /// was killed, 127 where it could not be run.
  ///
  /// Ctrl-C is the program's own business meanwhile. It runs in our process group, so Ctrl-Z stops and `fg` continues
  /// both.
  static func run(_ arguments: [String], input: Int32 = STDIN_FILENO) -> Int32 {
    Signals.whileAnotherProgramRuns { start(arguments, input: input).map(wait) ?? 127 }
  }

  /// Starts `arguments` reading from `input`, with the usual answers to signals; nil where that fails.
  static func start(_ arguments: [String], input: Int32, environment extra: [String: String] = [:]) -> pid_t? {
    var actions = Platform.spawnActions
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if input != STDIN_FILENO { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    return spawn(arguments, &actions, environment: extra)
  }

  private static func spawn(
    _ arguments: [String], _ actions: inout Platform.SpawnActions, environment extra: [String: String]
  ) -> pid_t? {
    var attributes = Platform.spawnAttributes
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGINT, SIGPIPE, SIGTSTP, SIGQUIT] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var environmentPointers = environment(with: extra).map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, arguments[0], &actions, &attributes, &argumentPointers, &environmentPointers)
    return failure == 0 ? child : nil
  }

  /// Starts `arguments` with `file` as its standard input, and its output and errors into pipes; nil if that fails.
  static func start(_ arguments: [String], file: Int32, output: Int32, errors: Int32) -> pid_t? {
    var actions = Platform.spawnActions
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    return spawn(arguments, &actions, environment: [:])
  }

  /// Waits for `child` and gives its exit status.
  static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Our environment with `extra` in place of what it has under these names.
  private static func environment(with extra: [String: String]) -> [String] {
    var variables: [String] = []
    var cursor = environ
    while let variable = cursor.pointee {
      let text = String(cString: variable)
      let name = text.prefix { $0 != "=" }
      if extra[String(name)] == nil { variables.append(text) }
      cursor += 1
    }
    for (name, value) in extra.sorted(by: { $0.key < $1.key }) { variables.append("\(name)=\(value)") }
    return variables
  }
}
