import SessionModel

/// Why a provider that the chain went past can have had nothing.
///
/// Source: botocore 1.44, the `load` methods in `credentials.py`.
enum AbsenceReason {
  static func text(for method: ProviderMethod) -> String? {
    switch method {
    case .env: "AWS_ACCESS_KEY_ID is not set or empty"
    case .assumeRole: "the profile names no role to assume"
    case .webIdentity: "no web_identity_token_file and no AWS_WEB_IDENTITY_TOKEN_FILE"
    case .sso: "the profile has no sso_account_id and no sso_role_name"
    case .sharedCredentialsFile: "no aws_access_key_id for the profile in the credentials file"
    case .login: "the profile has no login_session"
    case .customProcess: "the profile has no credential_process"
    case .configFile: "no aws_access_key_id for the profile in the config file"
    case .ec2CredentialsFile: "AWS_CREDENTIAL_FILE is not set"
    case .botoConfig: "no boto configuration with credentials"
    case .containerRole: "no container credentials URI is set"
    case .iamRole: "no role on the instance metadata service"
    default: nil
    }
  }
}
