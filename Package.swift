// swift-tools-version: 6.2
import PackageDescription

/// Whether the fuzzer is built too, and all modules for it: `Tests/Fuzz/run.sh` alone asks for that.
let fuzzes = Context.environment["CREDTRACE_FUZZ"] != nil

var settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
if fuzzes {
  // The fuzzer's coverage but for its tracing of comparisons, which makes a run take 1.7 times as long:
  // the dictionary of run.sh knows the words that are compared.
  settings.append(
    .unsafeFlags([
      "-sanitize=address", "-sanitize-coverage=edge,inline-8bit-counters,pc-table",
      "-enable-testing",
    ]))
}

let package = Package(
  name: "credtrace",
  products: [
    .executable(name: "credtrace", targets: ["credtrace"])
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "Patterns", dependencies: ["CPCRE2"], swiftSettings: settings),
    .target(name: "SessionModel", swiftSettings: settings),
    .target(name: "Redaction", dependencies: ["Patterns"], swiftSettings: settings),
    .target(
      name: "Recordings", dependencies: ["Patterns", "Redaction", "SessionModel"],
      swiftSettings: settings),
    .target(
      name: "LiveChain", dependencies: ["CCurl", "SessionModel"], swiftSettings: settings),
    .target(
      name: "Diagnosis", dependencies: ["Patterns", "SessionModel"], swiftSettings: settings),
    .target(
      name: "Reports", dependencies: ["Diagnosis", "Redaction", "SessionModel"],
      swiftSettings: settings),
    .executableTarget(
      name: "credtrace",
      dependencies: [
        "Diagnosis", "LiveChain", "Recordings", "Redaction", "Reports", "SessionModel",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LiveChainTests",
      dependencies: ["CaseSupport", "Diagnosis", "LiveChain", "Recordings", "SessionModel"],
      swiftSettings: settings),
    .testTarget(
      name: "PatternsTests", dependencies: ["Patterns"], swiftSettings: settings),
    .testTarget(
      name: "RedactionTests", dependencies: ["CaseSupport", "Patterns", "Redaction"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "CaseSupport", "credtrace", "Diagnosis", "LiveChain", "Recordings", "Redaction", "Reports",
        "SessionModel",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests", dependencies: ["Diagnosis", "Redaction", "Reports", "SessionModel"],
      swiftSettings: settings),
    .target(name: "CaseSupport", path: "Tests/CaseSupport", swiftSettings: settings),
    .testTarget(
      name: "RecordingsTests",
      dependencies: [
        "CaseSupport", "Diagnosis", "Patterns", "Recordings", "Redaction", "Reports",
        "SessionModel",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: ["CaseSupport", "Diagnosis", "Patterns", "Recordings", "SessionModel"],
      swiftSettings: settings),
    .executableTarget(
      name: "credtrace-benchmark", dependencies: ["CaseSupport"], path: "Tests/Benchmarks",
      swiftSettings: settings),
  ]
)

// The fuzzer's targets are a test's as well: it gives them the inputs that were wrong once.
if fuzzes {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "credtrace-fuzz",
      dependencies: [
        "CFuzzer", "Diagnosis", "LiveChain", "Recordings", "Redaction", "Reports", "SessionModel",
      ],
      path: "Tests/Fuzz", exclude: ["CFuzzer", "Tests", "run.sh"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ]
} else {
  package.targets.append(
    .testTarget(
      name: "HostileTests",
      dependencies: [
        "CaseSupport", "Diagnosis", "LiveChain", "Recordings", "Redaction", "Reports",
        "SessionModel", "credtrace",
      ],
      path: "Tests/Fuzz", exclude: ["CFuzzer", "main.swift", "run.sh"], swiftSettings: settings))
}
