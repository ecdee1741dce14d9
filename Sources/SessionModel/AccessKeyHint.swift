/// What may be kept of an access key ID: a mask, its shape, and an identity within this run.
///
/// The key itself is dropped when the hint is made.
package struct AccessKeyHint: Hashable, Sendable {
  /// What the characters tell.
  package enum Shape: String, Hashable, Sendable {
    /// `AKIA`: long-term key of an IAM user or of the root; needs no session token.
    case longTerm
    /// `ASIA`: temporary key issued by STS; needs its session token.
    case temporary
    /// `AROA`, `AIDA` …: a unique id of something else, pasted into the key's place.
    case uniqueID
    /// A word out of documentation or a template.
    case placeholder
    /// A key of a local emulator or of another vendor's store.
    case emulator
    /// Empty.
    case empty
    /// Nothing AWS issues: wrong length, alphabet or prefix.
    case malformed
    /// Replaced by hand; nothing can be read off it.
    case redacted
  }

  /// The first and last four characters with one `*` for each between; all `*` up to 8 characters.
  package var masked: String
  /// `k1`, `k2` … in order of first sight; equal for equal keys within one run.
  package var ref: String
  package var shape: Shape
  /// What was taken off or stands wrong: `quotes`, `leading-space`, `trailing-space`,
  /// `carriage-return`, `line-feed`, `control-character`, `inner-space`, `lower-case`,
  /// `wrong-length`, `alphabet`, `angle-brackets`, `redacted`.
  package var anomalies: [String]
  /// The 12-digit account that the id encodes, where it is of the modern format.
  package var accountID: String?
  /// Equal for equal keys within this process only; never written anywhere.
  package var identity: Int
  /// Whether the input itself showed no more than the mask.
  package var isMask: Bool

  package init(
    masked: String, ref: String, shape: Shape, anomalies: [String] = [], accountID: String? = nil,
    identity: Int, isMask: Bool = false
  ) {
    (self.masked, self.ref, self.shape) = (masked, ref, shape)
    (self.anomalies, self.accountID, self.identity) = (anomalies, accountID, identity)
    self.isMask = isMask
  }

  /// Whether both can be the same key: by the whole id, or by the mask where one shows no more.
  package func isSame(as other: Self) -> Bool {
    isMask || other.isMask ? masked == other.masked : identity == other.identity
  }
}

/// What may be kept of a session token: that it is there, how long it is, and an identity.
package struct SessionTokenHint: Hashable, Sendable {
  /// `t1`, `t2` … in order of first sight; equal for equal tokens within one run.
  package var ref: String
  /// Length in bytes, after unescaping.
  package var length: Int
  /// A publicly known beginning of four characters (`IQoJ`, `FwoG` …), or nil.
  package var knownPrefix: String?
  /// `line-feed`, `carriage-return`, `quotes`, `space`, `alphabet`, `short`, `redacted`.
  package var anomalies: [String]
  /// Equal for equal tokens within this process only; never written anywhere.
  package var identity: Int
  /// Whether the input itself showed no more than credtrace's stand-in.
  package var isStandIn: Bool

  package init(
    ref: String, length: Int, knownPrefix: String? = nil, anomalies: [String] = [], identity: Int,
    isStandIn: Bool = false
  ) {
    (self.ref, self.length, self.knownPrefix) = (ref, length, knownPrefix)
    (self.anomalies, self.identity, self.isStandIn) = (anomalies, identity, isStandIn)
  }

  /// Whether both can be the same token: by the whole of it, or by what a stand-in tells.
  package func isSame(as other: Self) -> Bool {
    if anomalies.contains("redacted") || other.anomalies.contains("redacted") { return true }
    guard isStandIn || other.isStandIn else { return identity == other.identity }
    return length == other.length && knownPrefix == other.knownPrefix
  }
}
