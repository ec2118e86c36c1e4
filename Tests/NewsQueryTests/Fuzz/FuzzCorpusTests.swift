import CLibrary
import Testing

@testable import NewsQuery

/// Inputs that the fuzzer found worth keeping, among them all that once were a fault.
@Suite struct FuzzCorpusTests {
  static let inputs: [String] = {
    let folder = Repository.root + "/Tests/Fuzz/corpus"
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }()

  @Test func thereAreSome() { #expect(Self.inputs.count > 20) }

  @Test(arguments: inputs) func isReadOrExplained(_ name: String) throws {
    let bytes = try Repository.read(Repository.root + "/Tests/Fuzz/corpus/" + name)
    bytes.withUnsafeBytes { FuzzTargets.run($0) }
  }
}
