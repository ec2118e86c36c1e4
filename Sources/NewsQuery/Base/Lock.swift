import CLibrary

/// `Lock([]).withLock { $0.append(1) }`: a value that one thread at a time may touch.
///
/// Not the `Mutex` of Synchronization, whose futex the thread sanitizer does not see, so that it reports a race wherever
/// two threads use one. The value is behind a pointer and not a stored variable for the same reason.
public struct Lock<State: ~Copyable>: ~Copyable, @unchecked Sendable {
  // INVARIANT: `value` is read and written between locking and unlocking `mutex` only.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let value: UnsafeMutablePointer<State>

  public init(_ value: consuming sending State) {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    let isMade = pthread_mutex_init(mutex, nil) == 0
    precondition(isMade, "no lock to be had")
    self.value = .allocate(capacity: 1)
    self.value.initialize(to: value)
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Calls `body` with the value as soon as no other thread has it. `body` must not ask for it again.
  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending State) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value.pointee)
  }
}
