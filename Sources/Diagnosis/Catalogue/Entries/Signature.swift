extension Catalogue {
  private static let mismatch = Wording(
    "request signature we calculated does not match",
    suggests: ["secret-does-not-belong-to-key"],
    sample: "The request signature we calculated does not match the signature you provided.")
  private static let times = Wording(
    "Signature expired: .* is now earlier than|Signature not yet current: .* is still later than",
    suggests: ["clock-skew"], decides: true,
    sample:
      "Signature expired: 20250101T000000Z is now earlier than 20250101T001000Z (20250101T002500Z - 15 min.)"
  )

  /// The signature, and the clock that it depends on.
  static let signature: [Entry] = [
    Entry(
      "SignatureDoesNotMatch", aliases: ["InvalidSignatureException"], statuses: [403, 400],
      stage: .signature,
      meaning:
        "The key is known; the signature is not the one that its secret gives for this request.",
      wordings: [times, mismatch],
      causes: [
        .clockSkew, .secretDoesNotBelongToKey, .keyMalformedOrPlaceholder, .requestAlteredInTransit,
        .customSignerBug, .signedForWrongRegion, .slowUpload, .presignedURLChanged,
      ]),
    Entry(
      "RequestTimeTooSkewed", services: ["s3"], statuses: [403], stage: .signature,
      meaning: "The clock of this machine and that of S3 differ by more than fifteen minutes.",
      wordings: [
        Wording(
          "difference between the request time and the (?:current|server's) time is too large",
          suggests: ["clock-skew"], decides: false,
          sample: "The difference between the request time and the current time is too large.")
      ], causes: [.clockSkew, .slowUpload]),
    Entry(
      "IncompleteSignature", statuses: [400, 403], stage: .signature,
      meaning: "The Authorization header cannot be read: something in it is missing or malformed.",
      wordings: [
        Wording(
          nil, suggests: ["key-malformed-or-placeholder"],
          sample: "Authorization header requires 'Signature' parameter.")
      ],
      causes: [
        .keyMalformedOrPlaceholder, .customSignerBug, .regionMissingInScope,
        .bearerSentToIAMEndpoint,
      ]),
    Entry(
      "MissingAuthenticationToken", aliases: ["MissingAuthenticationTokenException"],
      statuses: [400, 403], stage: .signature,
      meaning: "The request came without a signature that the service could see.",
      wordings: [
        Wording(nil, suggests: ["request-unsigned"], sample: "Missing Authentication Token")
      ],
      causes: [.requestUnsigned, .requestAlteredInTransit]),
    Entry(
      "AuthorizationHeaderMalformed", services: ["s3"], statuses: [400], stage: .configuration,
      meaning: "The request was signed for another region than the one that the bucket lies in.",
      wordings: [
        Wording(
          "the region '[^']*' is wrong", suggests: ["bucket-other-region"],
          sample:
            "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'"
        )
      ],
      causes: [.bucketOtherRegion, .regionMissingInScope, .keyMalformedOrPlaceholder]),
  ]
}
