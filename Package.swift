// swift-tools-version: 6.2
import PackageDescription

// Warnings stop the build where it decides what lands, not on the machine of someone with a newer compiler.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let tests: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]
let swift: [SwiftSetting] = tests + strict

let package = Package(
  name: "newsq",
  products: [
    .executable(name: "newsq", targets: ["newsq"]),
    .library(name: "NewsQuery", targets: ["NewsQuery"]),
  ],
  dependencies: [
    // Options, help, man page and completions from one declaration.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(
      name: "CLibedit",
      linkerSettings: [.linkedLibrary("edit"), .linkedLibrary("tinfo"), .linkedLibrary("bsd"), .linkedLibrary("md")]),
    // RE2: patterns come from users, and RE2 alone promises linear time.
    // stdc++ is named here and nowhere else: in a static link it must follow re2.
    .target(name: "CRegex", linkerSettings: [.linkedLibrary("re2"), .linkedLibrary("stdc++")]),
    // utf8proc: columns and characters of a text on a terminal, the same in every locale.
    .target(name: "CUnicode", linkerSettings: [.linkedLibrary("utf8proc")]),
    .target(name: "CExpat", linkerSettings: [.linkedLibrary("expat"), .linkedLibrary("m")]),
    .target(name: "CGumbo", linkerSettings: [.linkedLibrary("gumbo")]),
    .target(
      name: "CCompression", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd"), .linkedLibrary("lzma")]),
    // The system's C library, whichever it is: the one place that names it.
    .target(name: "CLibrary"),
    // Sixteen bytes at a time, which Swift has no word for yet.
    .target(name: "CBytes"),
    // SQLite: `write out.db`.
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("m")]),
    .target(
      name: "NewsQuery",
      dependencies: ["CRegex", "CExpat", "CGumbo", "CCompression", "CSQLite", "CUnicode", "CBytes", "CLibrary"],
      swiftSettings: swift),
    .target(
      name: "NewsShell",
      dependencies: [
        "NewsQuery", "CLibrary", "CLibedit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),
    // `main`, in C.
    .executableTarget(name: "newsq", dependencies: ["NewsShell", "CBytes"]),
    // The same with calls that can be made to fail, for Tests/Faults. Not installed.
    .executableTarget(name: "newsq-faults", dependencies: ["NewsShell", "CBytes"]),
    // For those who change the analyses: predictions on marked texts. Not installed.
    .executableTarget(name: "newsq-evaluate", dependencies: ["NewsQuery", "CLibrary"], swiftSettings: swift),
    // For `make bench`: the library in one warm process. Not installed.
    .executableTarget(name: "newsq-bench", dependencies: ["NewsQuery", "CLibrary"], swiftSettings: swift),
    .testTarget(
      name: "NewsQueryTests", dependencies: ["NewsQuery", "CSQLite", "CBytes", "CLibrary"], swiftSettings: tests),
    .testTarget(
      name: "NewsShellTests",
      dependencies: [
        "NewsShell", "NewsQuery", "CLibrary", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: tests),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
