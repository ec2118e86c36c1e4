// swift-tools-version: 6.2
import PackageDescription

// Apart from the program, so that building it asks for nothing that only the benchmarks need.
let package = Package(
  name: "newsq-benchmarks",
  dependencies: [.package(name: "newsq", path: "..")],
  targets: [
    .executableTarget(name: "newsq-bench", dependencies: [.product(name: "NewsQuery", package: "newsq")])
  ],
  swiftLanguageModes: [.v6]
)
