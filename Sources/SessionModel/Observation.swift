/// A smaller fact of a session that a rule may ask for.
package struct Observation: Hashable, Sendable {
  /// What was seen; open, so that a new one touches its writer and its reader alone.
  package struct Kind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A role session was taken from the cache.
    package static let roleFromCache = Self(rawValue: "role-from-cache")
    /// A role session in the cache was past its time.
    package static let cachedRoleExpired = Self(rawValue: "cached-role-expired")
    /// When the credentials end; value: ISO 8601.
    package static let credentialsExpire = Self(rawValue: "credentials-expire")
    /// A refresh failed in the mandatory period.
    package static let mandatoryRefreshFailed = Self(rawValue: "mandatory-refresh-failed")
    /// The same in the advisory period: a warning, not a failure.
    package static let advisoryRefreshFailed = Self(rawValue: "advisory-refresh-failed")
    /// Credentials are being refreshed.
    package static let refreshing = Self(rawValue: "refreshing")
    /// A cached SSO token was read; value: its expiry in ISO 8601, where printed.
    package static let ssoTokenCached = Self(rawValue: "sso-token-cached")
    /// The refresh of an SSO token failed.
    package static let ssoRefreshFailed = Self(rawValue: "sso-refresh-failed")
    /// A request to the instance metadata service failed; value: how.
    package static let imdsFailed = Self(rawValue: "imds-failed")
    /// The container endpoint failed; value: how.
    package static let containerFailed = Self(rawValue: "container-failed")
    /// A request to IMDS was seen; value: the path.
    package static let imdsRequest = Self(rawValue: "imds-request")
    /// IMDS answered without a token: IMDSv1.
    package static let imdsV1 = Self(rawValue: "imds-v1")
    /// A request to the container credentials endpoint; value: host and path without query.
    package static let containerRequest = Self(rawValue: "container-request")
    /// `IMDS ENDPOINT: U`, where U is not the default; value: U.
    package static let imdsEndpoint = Self(rawValue: "imds-endpoint")
    /// `Found endpoint for S via: W`; value: `S via W`.
    package static let endpointOverride = Self(rawValue: "endpoint-override")
    /// A proxy is used; value: host where printed.
    package static let proxy = Self(rawValue: "proxy")
    /// A retry was decided; value: the reason where printed.
    package static let retry = Self(rawValue: "retry")
    /// `Enter MFA code for S:`; value: the serial.
    package static let mfaPrompt = Self(rawValue: "mfa-prompt")
    /// S3 redirected to another region; value: the region.
    package static let regionRedirect = Self(rawValue: "region-redirect")
    /// The caller is known: value: the ARN that STS answered.
    package static let callerARN = Self(rawValue: "caller-arn")
    /// A program printed the result of a call, as boto3 returns it; value: its HTTP status.
    package static let printedResult = Self(rawValue: "printed-result")
    /// The configured profile or an option as the session logged it; value: `name=value`.
    package static let setting = Self(rawValue: "setting")
    /// Part of the recording is missing here; value: how (`elided`, `wrapped`, `cut`).
    package static let gap = Self(rawValue: "gap")
    /// A command line as typed; value: its words.
    package static let commandLine = Self(rawValue: "command-line")
    /// The clock was corrected by botocore; value: seconds.
    package static let clockCorrection = Self(rawValue: "clock-correction")
    /// A warning about the machine: permissions, misspelt keys …; value: the sentence.
    ///
    /// `cause`: the id of the finding that it becomes, such as `misspelt-key`.
    package static func trap(_ cause: String) -> Self { Self(rawValue: "trap/\(cause)") }

    /// The `cause` of a trap, nil for anything else.
    package var trapCause: String? {
      rawValue.hasPrefix("trap/") ? String(rawValue.dropFirst(5)) : nil
    }
    /// Something was not done for lack of leave, or because it would change the machine; value: what.
    package static let withheld = Self(rawValue: "withheld")
    /// The account of the caller that STS answered.
    package static let callerAccount = Self(rawValue: "caller-account")
  }

  package var kind: Kind
  package var value: String?
  package var citation: Citation?

  package init(_ kind: Kind, _ value: String? = nil, at citation: Citation? = nil) {
    (self.kind, self.value, self.citation) = (kind, value, citation)
  }
}
