/// Pages of AWS and boto3 that the catalogue points to.
enum Docs {
  private static let cli = "https://docs.aws.amazon.com/cli/latest/userguide/"
  private static let iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
  private static let sts = "https://docs.aws.amazon.com/STS/latest/APIReference/"
  private static let s3 = "https://docs.aws.amazon.com/AmazonS3/latest/"

  static let precedence =
    cli + "cli-configure-quickstart.html#cli-configure-quickstart-precedence"
  static let files = cli + "cli-configure-files.html"
  static let variables = cli + "cli-configure-envvars.html"
  static let role = cli + "cli-configure-role.html"
  static let process = cli + "cli-configure-sourcing-external.html"
  static let sso = cli + "cli-configure-sso.html"
  static let signIn = cli + "cli-configure-sign-in.html"
  static let proxy = cli + "cli-configure-proxy.html"
  static let retries = cli + "cli-configure-retries.html"
  static let troubleshooting = cli + "cli-chap-troubleshooting.html"
  static let accessKeys = iam + "id_credentials_access-keys.html"
  static let temporary = iam + "id_credentials_temp_use-resources.html"
  static let regionsOfSTS = iam + "id_credentials_temp_enable-regions.html"
  static let sessionTags = iam + "id_session-tags.html"
  static let troubleshootIAM = iam + "troubleshoot.html"
  static let accessDenied = iam + "troubleshoot_access-denied.html"
  static let roles = iam + "troubleshoot_roles.html"
  static let mfa = iam + "troubleshoot_mfa.html"
  static let saml = iam + "troubleshoot_saml.html"
  static let signing = iam + "reference_sigv-troubleshooting.html"
  static let assumeRole = sts + "API_AssumeRole.html"
  static let assumeRoleWithWebIdentity = sts + "API_AssumeRoleWithWebIdentity.html"
  static let getSessionToken = sts + "API_GetSessionToken.html"
  static let getFederationToken = sts + "API_GetFederationToken.html"
  static let decodeMessage = sts + "API_DecodeAuthorizationMessage.html"
  static let commonSTS = sts + "CommonErrors.html"
  static let errorsOfS3 = s3 + "API/ErrorResponses.html"
  static let forbiddenS3 = s3 + "userguide/troubleshoot-403-errors.html"
  static let presigned = s3 + "userguide/using-presigned-url.html"
  static let endpoints = "https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html"
  static let regions =
    "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html"
  static let partitions =
    "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html"
  static let errorsOfEC2 =
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"
  static let instanceMetadata =
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"
  static let boto3Errors =
    "https://boto3.amazonaws.com/v1/documentation/api/latest/guide/error-handling.html"
  static let tokenArticle = "https://repost.aws/knowledge-center/iam-credentials-token"
  static let suspended = "https://repost.aws/knowledge-center/reactivate-suspended-account"
  static let subscription = "https://repost.aws/knowledge-center/error-access-service"
  static let apiGateway =
    "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors"
  static let invalidIdentityToken =
    "https://repost.aws/knowledge-center/iam-sts-invalididentitytoken"
  static let serviceAccounts =
    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html"
  static let podIdentity = "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html"
  static let troubleshootEKS =
    "https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html"
  static let taskRoles =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"
  static let kms = "https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html"
  static let bedrockKeys = "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"
  static let rolesAnywhere =
    "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/troubleshooting.html"
  static let marketplace =
    "https://docs.aws.amazon.com/marketplace/latest/buyerguide/buyer-subscribing-to-products.html"
  static let portal =
    "https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html"
  static let oidc =
    "https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html"
  static let r2 = "https://developers.cloudflare.com/r2/api/s3/tokens/"
  static let identityPool =
    "https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/"
    + "API_GetCredentialsForIdentity.html"
  static let userPool =
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/"
    + "API_InitiateAuth.html"
  static let secretHash =
    "https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html"
  static let endpointsOfServices =
    "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html"
  static let registry =
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html"
  static let keyProbing = "https://github.com/trufflesecurity/trufflehog"
}
