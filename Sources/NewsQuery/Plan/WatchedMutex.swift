#if THREAD_SANITIZER
  import Glibc

  /// Stands in for the library's `Mutex` where the thread sanitizer looks on: it knows the locks of the C library, and takes
  /// what the other one guards for a race. See CONTRIBUTING.md.
  struct Mutex<Value>: ~Copyable, @unchecked Sendable {
    private final class Guarded {
      var value: Value
      let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

      init(_ value: Value) {
        self.value = value
        pthread_mutex_init(lock, nil)
      }

      deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
      }
    }

    private let guarded: Guarded

    init(_ value: Value) { guarded = Guarded(value) }

    func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      pthread_mutex_lock(guarded.lock)
      defer { pthread_mutex_unlock(guarded.lock) }
      return try body(&guarded.value)
    }
  }
#endif
