/// Causes that lie in the region, the partition or the endpoint.
extension Cause {
  static let regionNotEnabled = Cause(
    "region-not-enabled", "The region must first be enabled for the account",
    """
    In an opt-in region that the account has not enabled, the services do not hold the account's \
    keys and refuse good credentials as unknown.
    """, .medium,
    requires: [.regionOptIn], test: .inUSEast,
    mends: [
      .inUSEast,
      .read("Is the region enabled?", "aws account get-region-opt-status --region-name {region}"),
      .admin(
        "Enable it; that takes minutes to hours", "aws account enable-region --region-name {region}"
      ),
      .change("Or use another region: --region, AWS_REGION, or region in the profile"),
    ], docs: Docs.regions)

  static let wrongPartition = Cause(
    "wrong-partition", "The key belongs to another AWS partition",
    """
    The commercial regions, GovCloud, China, the European Sovereign Cloud and the isolated \
    partitions share no credentials: a key of one is unknown in the others.
    """, .low,
    for: [.partitionMismatch], excludedBy: [.keyAcceptedElsewhere, .partitionAgrees],
    test: .read(
      "Does the key work in its own partition?",
      "aws sts get-caller-identity --region us-gov-west-1{--profile}"),
    mends: [
      .change(
        "Set a region of the key's partition", "aws configure set region us-gov-west-1{--profile}"),
      .read("Try it", "aws sts get-caller-identity --region us-gov-west-1{--profile}"),
      .read("See that the second field of each ARN in the profile names the same partition"),
    ], docs: Docs.partitions)

  static let globalSTSTokenInOptInRegion = Cause(
    "global-sts-token-in-opt-in-region",
    "A token of the global STS endpoint was used in an opt-in region",
    """
    Tokens that sts.amazonaws.com issues are good in default regions only; those of a regional \
    endpoint work everywhere.
    """, .low,
    requires: [.regionOptIn, .keyTemporary, .tokenPresent, .endpointGlobalSTS],
    for: [.endpointGlobalSTS], test: .inUSEast,
    mends: [
      .change(
        "Let the client ask the regional endpoint", "export AWS_STS_REGIONAL_ENDPOINTS=regional"),
      .change("Then get new credentials and repeat the call"),
      .admin(
        "Or for the whole account",
        "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token"),
    ], docs: Docs.regionsOfSTS)

  static let endpointIsNotAWS = Cause(
    "endpoint-is-not-aws",
    "The request went to something other than AWS, or with another vendor's key",
    """
    An endpoint set by hand (AWS_ENDPOINT_URL, endpoint_url, --endpoint-url) points at an emulator \
    or another store with keys of its own, or keys made for one of those were sent to AWS.
    """, .low,
    for: [.endpointNotAWS, .endpointOverride, .keyEmulator],
    test: .endpointSettings,
    mends: [
      .endpointSettings,
      .change(
        "Take the override away", "unset AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL_STS"),
      .change(
        "Or have configured endpoints ignored", "export AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true"),
      .change(
        "If you mean the other store, give it a profile of its own, with its keys and endpoint_url"),
    ], docs: Docs.endpoints)

  static let signedForWrongRegion = Cause(
    "signed-for-wrong-region", "It was signed for another region than the endpoint's",
    """
    The credential scope names a region that the endpoint does not serve: usual with custom \
    endpoint URLs, global endpoints, or a forgotten --region.
    """, .medium,
    for: [.scopeMismatch, .endpointOverride], excludedBy: [.scopeAgrees],
    mends: [
      .change(
        "Pass the endpoint's own region, or drop --endpoint-url",
        "aws {service} <command> --region <region>"),
      .read("Global endpoints sign with us-east-1, in GovCloud with us-gov-west-1"),
    ], docs: Docs.signing)

  static let signedForWrongService = Cause(
    "signed-for-wrong-service", "It was signed for another service than the endpoint's",
    "A custom endpoint was used with the wrong signing name (execute-api, es against aoss, bedrock).",
    .low,
    for: [.serviceScopeMismatch],
    mends: [
      .change("Use the SDK's client of that very service"),
      .change(
        "With curl, name the service",
        "curl --aws-sigv4 aws:amz:{region}:<service> https://{host}/"),
    ], docs: Docs.signing)

  static let bucketOtherRegion = Cause(
    "bucket-other-region", "The bucket lives in another region",
    """
    The request was signed and sent for a region that is not the bucket's. Clients mostly follow by \
    themselves; old ones and custom endpoints do not.
    """, .high,
    for: [.scopeMismatch, .regionRedirected],
    mends: [
      .read(
        "Where does the bucket live?", "aws s3api get-bucket-location --bucket <bucket>{--profile}"),
      .change("Repeat the command with --region of the bucket"),
    ], docs: Docs.errorsOfS3)

  static let regionMissingInScope = Cause(
    "region-missing", "The credential scope has an empty or odd region",
    "An empty region, or one with a slash, breaks the five parts of the scope.", .low,
    for: [.regionInvalid],
    mends: [.change("Set a region", "aws configure set region us-east-1{--profile}")],
    docs: Docs.signing)

  static let noRegion = Cause(
    "no-region", "No region is set for this profile",
    """
    Neither --region nor a variable nor the profile names one. botocore and CLI v1 read \
    AWS_DEFAULT_REGION only, CLI v2 AWS_REGION too, and a profile does not inherit from default.
    """, .high,
    for: [.regionNone],
    mends: [
      .change("Set one in the profile", "aws configure set region us-east-1{--profile}"),
      .change("Or in the shell", "export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1"),
      .whereFrom,
    ], docs: Docs.variables)
}
