/// Remediations that many causes share.
extension Mend {
  /// Prints the claims of a web identity token, without the signature that makes it good.
  static let claimsInPowerShell =
    "$p = (Get-Content $env:AWS_WEB_IDENTITY_TOKEN_FILE).Split('.')[1].Replace('-', '+').Replace('_', '/'); "
    + "[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($p.PadRight($p.Length + (4 - $p.Length % 4) % 4, '=')))"
  static let whoAmI = read(
    "Ask STS who these credentials are; it needs no permission",
    "aws sts get-caller-identity{--profile}")
  static let whereFrom = read(
    "See which place supplies the key (its last four characters are shown)",
    "aws configure list{--profile}")
  static let listProfiles = read("List the profiles that exist", "aws configure list-profiles")
  static let namesOfVariables = read(
    "List the names of the AWS variables that are set, without their values",
    "env | cut -d= -f1 | grep '^AWS_'",
    powerShell: "Get-ChildItem Env:AWS_* | Select-Object -ExpandProperty Name")
  static let unsetKeys = change("Take the keys out of this shell", "unset {unset}")
    .unlessRefuted(.winnerEnv)
  /// Typed blindly, so that neither screen nor history keeps it.
  static let enterKeysInShell = change(
    "Enter the pair anew in this shell, without quotes; nothing of it is shown",
    "read -rs AWS_ACCESS_KEY_ID; read -rs AWS_SECRET_ACCESS_KEY; export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY",
    powerShell:
      "Set-Item Env:AWS_ACCESS_KEY_ID (Read-Host -MaskInput); Set-Item Env:AWS_SECRET_ACCESS_KEY (Read-Host -MaskInput)"
  ).onlyIf(.winnerEnv)
  static let fileNamesWithKeys = read(
    "Find the files that set them (only names are listed)",
    "grep -lE 'AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)' ~/.bashrc ~/.zshrc ~/.profile .env",
    powerShell: "(Get-Item HKCU:\\Environment).Property -like 'AWS_*'")
  static let shapeInShell = read(
    "Show quotes, ^M and spaces around the key id in this shell (each letter and digit as x)",
    "printf '%s' \"$AWS_ACCESS_KEY_ID\" | sed 's/[A-Za-z0-9]/x/g' | cat -A",
    powerShell: "$env:AWS_ACCESS_KEY_ID -replace '[A-Za-z0-9]', 'x' | Format-Hex"
  ).onlyIf(.winnerEnv)
  static let shapeInFile = read(
    "Show quotes, ^M and spaces around the key id in the file (each letter and digit as x)",
    "aws configure get aws_access_key_id{--profile} | sed 's/[A-Za-z0-9]/x/g' | cat -A",
    powerShell:
      "(aws configure get aws_access_key_id{--profile}) -replace '[A-Za-z0-9]', 'x' | Format-Hex"
  ).unless(.winnerEnv)
  static let secretLengthInShell = read(
    "Has the secret in this shell 40 characters? (it is counted, not shown)",
    "printf '%s' \"$AWS_SECRET_ACCESS_KEY\" | wc -c",
    powerShell: "$env:AWS_SECRET_ACCESS_KEY.Length"
  ).onlyIf(.winnerEnv)
  static let secretLengthInFile = read(
    "Has the secret 40 characters? (it is counted, not shown)",
    "aws configure get aws_secret_access_key{--profile} | tr -d '\\n' | wc -c",
    powerShell: "(aws configure get aws_secret_access_key{--profile}).Length"
  ).unless(.winnerEnv)
  static let ssoLogin = change("Sign in again", "aws sso login{--profile}")
  static let consoleLogin = change("Sign in again", "aws login{--profile}")
  static let configure = change("Enter the keys anew, without quotes", "aws configure{--profile}")
    .unless(.winnerEnv)
  static let inUSEast = read(
    "Try the same key in us-east-1: if it works there, the key is fine",
    "aws sts get-caller-identity --region us-east-1{--profile}")
  static let clearRoleCache = change(
    "Drop the cached role sessions; the next command fetches new ones",
    "rm -f ~/.aws/cli/cache/*.json")
  static let clearSSOCache = change(
    "Drop the cached sign-ins, then sign in again", "rm -f ~/.aws/sso/cache/*.json")
  static let reachHost = read(
    "Try the host by hand from the same machine", "curl -sv https://{host}/ -o /dev/null",
    powerShell: "Test-NetConnection {host} -Port 443")
  static let proxyVariables = read(
    "List the proxy variables that are set", "env | cut -d= -f1 | grep -i proxy",
    powerShell: "Get-ChildItem Env:*proxy* | Select-Object -ExpandProperty Name")
  static let trustPolicy = admin(
    "Read the role's trust policy",
    "aws iam get-role --role-name {roleName} --query Role.AssumeRolePolicyDocument")
  static let compareClock = read(
    "Compare this clock with the one of AWS",
    "date -u; curl -sI https://sts.amazonaws.com | grep -i '^date'",
    powerShell:
      "(Get-Date).ToUniversalTime(); (Invoke-WebRequest https://sts.amazonaws.com -Method Head).Headers.Date"
  )
  static let endpointSettings = read(
    "See whether an endpoint is set by hand",
    "env | cut -d= -f1 | grep AWS_ENDPOINT_URL; aws configure get endpoint_url{--profile}",
    powerShell: "Get-ChildItem Env:AWS_ENDPOINT_URL*; aws configure get endpoint_url{--profile}")
}
