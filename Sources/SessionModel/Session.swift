/// What happened in one process run, or what a walk of this machine found.
package struct Session: Hashable, Sendable {
  /// The program that ran.
  package struct Tool: Hashable, Sendable {
    /// `aws-cli`, `boto3` or `botocore`; nil where nothing tells.
    package var name: String?
    package var version: String?
    /// Version of the botocore underneath; AWS CLI v2 prints none.
    package var botocore: String?
    package var python: String?
    /// `Linux/6.1`, `Windows/10` … as the version line or the User-Agent has it.
    package var platform: String?
    /// Words after the program's name, secrets removed.
    package var arguments: [String]?
    package var citation: Citation?

    package init(
      name: String? = nil, version: String? = nil, botocore: String? = nil, python: String? = nil,
      platform: String? = nil, arguments: [String]? = nil, citation: Citation? = nil
    ) {
      (self.name, self.version, self.botocore) = (name, version, botocore)
      (self.python, self.platform, self.arguments) = (python, platform, arguments)
      self.citation = citation
    }

    /// Whether the log is from Windows, nil where nothing tells.
    package var isWindows: Bool? {
      platform.map { $0.hasPrefix("Windows") || $0.hasPrefix("windows") }
    }
  }

  /// The profile in effect and who chose it.
  package struct Profile: Hashable, Sendable {
    package enum Source: String, Hashable, Sendable {
      case commandLine = "command-line"
      case environment
      /// Chosen in code, or shown by the log to be explicit without saying how.
      case explicit
      case `default`
    }

    package var name: String?
    package var source: Source?
    package var citation: Citation?

    package init(name: String? = nil, source: Source? = nil, citation: Citation? = nil) {
      (self.name, self.source, self.citation) = (name, source, citation)
    }
  }

  /// Counted from 1 in the order of first lines.
  package var id: Int
  /// First and last line of the input; nil on a machine.
  package var lines: ClosedRange<Int>?
  package var tool: Tool
  package var profile: Profile
  package var region: String?
  package var regionCitation: Citation?
  package var walks: [Walk]
  package var requests: [Request]
  /// The final failure first, then those before it, in order.
  package var errors: [Failure]
  package var exitStatus: Int?
  package var observations: [Observation]
  /// Whether this is the walk of the machine that credtrace runs on, not a recording.
  package var isMachine: Bool
  /// The user's home directory, where it is known.
  package var home: String?
  /// How many walks, requests and errors were left out because of the caps.
  package var dropped: Int
  /// Whether the recording breaks off before this session ended, or begins after it began.
  package var isTruncatedAtHead: Bool
  package var isTruncatedAtTail: Bool
  /// Whose lines are mixed into it, with nothing on them that tells them apart; nil where none are.
  package var mixture: Mixture?

  package init(id: Int, lines: ClosedRange<Int>? = nil) {
    (self.id, self.lines) = (id, lines)
    (tool, profile) = (Tool(), Profile())
    (walks, requests, errors, observations) = ([], [], [], [])
    (isMachine, dropped) = (false, 0)
    (isTruncatedAtHead, isTruncatedAtTail) = (false, false)
  }

  /// Lines of which nothing tells who wrote them.
  package enum Mixture: Hashable, Sendable {
    /// Two runs that wrote at once.
    case runs
    /// Threads of one process; one winner was proven, and one key signs all calls.
    case threads
    /// Either of these.
    case runsOrThreads
  }

  package var isInterleaved: Bool { mixture != nil }

  /// The error that ended it.
  package var finalFailure: Failure? { errors.first { $0.isFinal } }

  /// The walk that matters: the last one that was seen.
  package var decisiveWalk: Walk? { walks.last }

  /// Observations of one kind, in order.
  package func observations(_ kind: Observation.Kind) -> [Observation] {
    observations.filter { $0.kind == kind }
  }

  /// The user's own requests, without those that fetch credentials.
  package var mainRequests: [Request] { requests.filter { !$0.forCredentials } }
}
