import Testing

@testable import Redaction

private let secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
private let token =
  "IQoJb3JpZ2luX2VjEMq38lS6cnwaYajSmnF4i2Vb1Qai6X5UTk0W4h7nbngVI0AY6VWGObE5a8dhz7tqE4NBAMkNcvVMTwbL"
private let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
private let cut = "[session-token;len=96;prefix=IQoJ]"
private let broken = "[session-token;len=105;prefix=IQoJ;has=line-feed]"
private let broken2 = "[session-token;len=113;prefix=IQoJ;has=line-feed]"
private let broken3 = "[session-token;len=118;prefix=IQoJ;has=line-feed+space]"
private let key = "[secret-key;len=40]"
private let signature = String(repeating: "0a1b2c3d", count: 8)

@Suite("secrets go, evidence stays")
struct RedactorTests {
  @Test(
    "by position",
    arguments: [
      ("'X-Amz-Security-Token': b'\(token)'", "'X-Amz-Security-Token': b'\(cut)'"),
      ("<SessionToken>\(token)</SessionToken>", "<SessionToken>\(cut)</SessionToken>"),
      (
        "<SecretAccessKey>\(secretKey)</SecretAccessKey>",
        "<SecretAccessKey>\(key)</SecretAccessKey>"
      ),
      ("| > FEMI/BwnXV</SecretAccessKey>", "| > [secret-key;len=10]</SecretAccessKey>"),
      (
        "FEMI/BwnXV\\u003c/SecretAccessKey\\u003e",
        "[secret-key;len=10]\\u003c/SecretAccessKey\\u003e"
      ),
      (">FEMI/BwnXV</SecretAccessKey>", ">[secret-key;len=10]</SecretAccessKey>"),
      (
        "&gt;FEMI/BwnXV&lt;/SecretAccessKey&gt;", "&gt;[secret-key;len=10]&lt;/SecretAccessKey&gt;"
      ),
      ("a word</SecretAccessKey>", "a word</SecretAccessKey>"),
      (
        "\\u003cSecretAccessKey\\u003e\(secretKey)\\u003c/x",
        "\\u003cSecretAccessKey\\u003e\(key)\\u003c/x"
      ),
      (
        "<name>fs.s3a.secret.key</name>\n  <value>hunter2-a-long-one</value>",
        "<name>fs.s3a.secret.key</name>\n  <value>[secret-key;len=18]</value>"
      ),
      (
        "<property name=\"x.ConnectionPassword\" value=\"hunter2pass\"/>",
        "<property name=\"x.ConnectionPassword\" value=\"[password]\"/>"
      ),
      (
        "<entry key=\"aws.secretKey\">hunter2pass</entry>",
        "<entry key=\"aws.secretKey\">[secret-key;len=11]</entry>"
      ),
      (
        "spark.hadoop.fs.s3a.secret.key=minio4all",
        "spark.hadoop.fs.s3a.secret.key=[secret-key;len=9]"
      ),
      (
        "KeyError: 'aws_access_key_id': chan=\"stderr\": source=\"task\"",
        "KeyError: 'aws_access_key_id': chan=\"stderr\": source=\"task\""
      ),
      ("me:hunter2pass@tcp(db:3306)/app", "me:[password]@tcp(db:3306)/app"),
      ("<label for=\"password\">Password</label>", "<label for=\"password\">Password</label>"),
      ("<key>Team</key><value>Core</value>", "<key>Team</key><value>Core</value>"),
      ("&lt;SecretAccessKey&gt;\(secretKey)&lt;/x", "&lt;SecretAccessKey&gt;\(key)&lt;/x"),
      ("{\"secretAccessKey\": \"\(secretKey)\"}", "{\"secretAccessKey\": \"\(key)\"}"),
      (
        "{\\\"secretAccessKey\\\":\\\"\(secretKey)\\\"}", "{\\\"secretAccessKey\\\":\\\"\(key)\\\"}"
      ),
      ("aws_secret_access_key = \(secretKey)", "aws_secret_access_key = \(key)"),
      ("AWS_SECRET_ACCESS_KEY=\(secretKey)", "AWS_SECRET_ACCESS_KEY=\(key)"),
      ("export AWS_SECRET_ACCESS_KEY=\"\(secretKey)\"", "export AWS_SECRET_ACCESS_KEY=\"\(key)\""),
      ("x-amz-security-token:\(token)", "x-amz-security-token:\(cut)"),
      (
        "?X-Amz-Security-Token=\(token)&X-Amz-Expires=900",
        "?X-Amz-Security-Token=\(cut)&X-Amz-Expires=900"
      ),
      (
        "['--secret-string', 'hunter2', '--name', 'db']",
        "['--secret-string', '[secret-value]', '--name', 'db']"
      ),
      ("vault --token -t0_cw-ipUiaoZkr240mAg read", "vault --token [token;len=22] read"),
      ("vault --token -format=json", "vault --token -format=json"),
      ("vault --token --t0_cw-ipUiaoZkr240mAg read", "vault --token [token;len=23] read"),
      ("vault --token --address-of-the-vault=x1", "vault --token --address-of-the-vault=x1"),
      (
        "['--client-secret', '--3TALECM1e-olQGsyFFqU9Ae00', '--debug']",
        "['--client-secret', '[client-secret;len=27]', '--debug']"
      ),
      (
        "['--client-secret', '--no-verify-ssl', '--region=eu-west-1']",
        "['--client-secret', '--no-verify-ssl', '--region=eu-west-1']"
      ),
      ("aws ssm x --password 'a b' --debug", "aws ssm x --password '[password]' --debug"),
      ("['--token-code', '123456']", "['--token-code', '[mfa-code;len=6]']"),
      (
        "Unpacked value of 'hunter2' for parameter \"secret_string\": 'hunter2'",
        "Unpacked value of '[secret-value]' for parameter \"secret_string\": '[secret-value]'"
      ),
      ("('Authorization', 'Bearer \(jwt)')", "('Authorization', 'Bearer [authorization]')"),
      ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [authorization]"),
      (
        "'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260203/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=\(signature)'",
        "'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIA************MPLE/20260203/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=[signature]'"
      ),
      (
        "Authorization: AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
        "Authorization: AWS AKIA************MPLE:[signature]"
      ),
      (
        "Credential=AKIAIOSFODNN7EXAMPLE\\r/20260203", "Credential=AKIA************MPLE\\r/20260203"
      ),
      (
        "Credential=\"AKIAIOSFODNN7EXAMPLE\"/20260203",
        "Credential=\"AKIA************MPLE\"/20260203"
      ),
      ("Credential=test/20260203/", "Credential=****/20260203/"),
      ("'Set-Cookie': 'aws-creds=x; Path=/'", "'Set-Cookie': '[cookie]'"),
      ("https://user:pass@proxy.example.com:3128/", "https://[userinfo]@proxy.example.com:3128/"),
      ("<Token-0>\(token)</Token-0>", "<Token-0>\(cut)</Token-0>"),
      (
        "{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}",
        "{\"name\": \"DB_PASSWORD\", \"value\": \"[password]\"}"
      ),
      (
        "{\"Type\": \"SecureString\", \"Value\": \"hunter2\"}",
        "{\"Type\": \"SecureString\", \"Value\": \"[secret-value]\"}"
      ),
      (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END",
        "-----BEGIN RSA PRIVATE KEY-----\n[private-key]\n-----END"
      ),
      ("/v2/credentials/11111111-2222-3333-4444-555555555555", "/v2/credentials/[credential-path]"),
      (
        "Enter MFA code for arn:aws:iam::111122223333:mfa/me: 123456",
        "Enter MFA code for arn:aws:iam::111122223333:mfa/me: [mfa-code;len=6]"
      ),
      ("Invalid header value b'\(token)\\nAbCd1234'", "Invalid header value b'\(broken)'"),
      ("raise X('header value', 'y')", "raise X('header value', 'y')"),
      ("x-amz-security-token:\(token)\\n4UMAreM64KxrzLYj", "x-amz-security-token:\(broken2)"),
      (
        "aws_session_token = \(token)\n> 4UMAreM64KxrzLYjIal\nz",
        "aws_session_token = \(broken3)\nz"
      ),
      ("|  SecretAccessKey  |  \(secretKey)  |", "|  SecretAccessKey  |  \(key)  |"),
    ])
  func position(text: String, expected: String) {
    #expect(Redactor().redact(text) == expected)
    #expect(Redactor().redact(expected) == expected)
  }

  private static let row = "MIIEpAIBAAKCAQEA7bq3xXv0Zk1LrQmT9uWc2dYpH5sNfGj8"

  @Test(
    "places of other programs",
    arguments: [
      (
        "\u{1B}[34;1m\"password\"\u{1B}[0m\u{1B}[1;39m:\u{1B}[0m \u{1B}[32m\"hunter2\"\u{1B}[0m",
        "\u{1B}[34;1m\"password\"\u{1B}[0m\u{1B}[1;39m:\u{1B}[0m \u{1B}[32m\"[password]\"\u{1B}[0m"
      ),
      (
        "\u{1B}[01;31m\u{1B}[Kpassword\u{1B}[m\u{1B}[K=hunter2",
        "\u{1B}[01;31m\u{1B}[Kpassword\u{1B}[m\u{1B}[K=[password]"
      ),
      (
        "no -----BEGIN RSA PRIVATE KEY----- in it\nend",
        "no -----BEGIN RSA PRIVATE KEY----- in it\nend"
      ),
      (
        "-----BEGIN PRIVATE KEY-----\n\(row)\n2031-02-03 04:05:06 x\n",
        "-----BEGIN PRIVATE KEY-----\n[private-key]\n2031-02-03 04:05:06 x\n"
      ),
      (
        "{\"msg\": \"-----BEGIN PRIVATE KEY-----\"}\n{\"msg\": \"\(row)\"}\n{\"msg\": \"-----END PRIVATE KEY-----\"}",
        "{\"msg\": \"-----BEGIN PRIVATE KEY-----\"}\n{\"msg\": \"[private-key]\"}\n{\"msg\": \"-----END PRIVATE KEY-----\"}"
      ),
      (
        "on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db1-master-AbCdEf because",
        "on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db1-master-AbCdEf because"
      ),
      (
        "S3 Extended Request ID: eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran)",
        "S3 Extended Request ID: eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran)"
      ),
      (
        "role:arn:aws:iam::111122223333:role/x:password:hunter2",
        "role:arn:aws:iam::111122223333:role/x:password:[password]"
      ),
      ("\"EncryptionKey\": \"alias/aws/s3\"", "\"EncryptionKey\": \"alias/aws/s3\""),
      ("password=alias/hunter2", "password=[password]"),
      ("<Token-0>shortish</Token-0>", "<Token-0>[session-token;len=8]</Token-0>"),
      ("DB_PASSWORD_1=hunter2", "DB_PASSWORD_1=[password]"),
      ("[\"DB_PASSWORD=a&b c;d\", \"LANG=C\"]", "[\"DB_PASSWORD=[password]\", \"LANG=C\"]"),
      ("machine x login me password hunter2\n", "machine x login me password [password]\n"),
      ("SMTP_PASS=hunter2", "SMTP_PASS=[password]"),
      ("compass=north bypass: no", "compass=north bypass: no"),
      ("ALTER USER x WITH PASSWORD 'hunter2'", "ALTER USER x WITH PASSWORD '[password]'"),
      ("CREATE USER x IDENTIFIED BY 'hunter2'", "CREATE USER x IDENTIFIED BY '[password]'"),
      ("password: |\n  hunter2\nnext: x", "password: |\n  [password]\nnext: x"),
      ("{\"password\": {\"S\": \"hunter2\"}}", "{\"password\": {\"S\": \"[password]\"}}"),
      ("password := \"hunter2\"", "password := \"[password]\""),
      ("--password 'a'\"'\"'b' --debug", "--password '[password]' --debug"),
      ("<Password>a&lt;b</Password>", "<Password>[password]</Password>"),
      ("MFA token code: 123456", "MFA token code: [mfa-code;len=6]"),
      (
        "['--authentication-code1', '123456', '--authentication-code2', '654321']",
        "['--authentication-code1', '[mfa-code;len=6]', '--authentication-code2', '[mfa-code;len=6]']"
      ),
      (
        "{\"Variables\":{\"STAGE\":\"prod\",\"DB_PASS\":\"x1\",\"A\":\"aB3xK9mQ2vR7tL5z\"}}",
        "{\"Variables\":{\"STAGE\":\"prod\",\"DB_PASS\":\"[secret-value]\",\"A\":\"[secret-value]\"}}"
      ),
      ("Authorization: token 1fa9c3e07b2d", "Authorization: token [authorization]"),
      ("Server=db;Uid=sa;Pwd=hunter2;", "Server=db;Uid=sa;Pwd=[password];"),
      ("PWD=/home/me", "PWD=/home/me"),
      (
        "Event load-cli-arg.rds.x.master-user-password: calling handler <awscli.x>",
        "Event load-cli-arg.rds.x.master-user-password: calling handler <awscli.x>"
      ),
    ])
  func otherPlaces(text: String, expected: String) {
    let redacted = Redactor().redact(text).replacing(/;len=(?!6\]|8\])\d+/, with: "")
    #expect(redacted == expected)
    #expect(Redactor().redact(expected) == expected)
  }

  @Test("a secret of which a hand or a terminal cut rows")
  func cutRows() {
    let margin = String(repeating: "x", count: 60) + " "
    let name = "SecretAccessKey: "
    for place in 4..<36 {
      for (head, cut) in [("", "\n"), (margin, "\n"), ("", "\\n")] {
        let text =
          head + name + secretKey.prefix(place) + cut + secretKey.dropFirst(place) + "\nend\n"
        let result = Redactor().redact(text)
        #expect(!result.contains(secretKey.prefix(place)), "\(text)")
        #expect(
          !result.contains(secretKey.dropFirst(place)) && result.hasSuffix("\nend\n"), "\(text)")
      }
    }
  }

  @Test(
    "by shape",
    arguments: [
      ("key AKIAIOSFODNN7EXAMPLE was", "key AKIA************MPLE was"),
      ("AKIAIOSFODNN7EXAMPLE.", "AKIA************MPLE."),
      ("echo \(token)", "echo \(cut)"), ("got \(jwt).", "got [jwt;len=\(jwt.utf8.count)]."),
      ("it is \(secretKey) here", "it is [secret-key;len=40] here"),
      ("Signature:\n\(signature)", "Signature:\n[hash]"),
      ("hash\n\(signature)", "hash\n[hash]"),
      ("ABSK\(token)", "ABSK\(token)".count == 100 ? "[bedrock-key;len=100]" : ""),
      ("k8s-aws-v1.aHR0cHM6Ly9zdHMuYW1hem9uYXdz", "[token;len=39]"),
      (
        "AKIAIOSFODNN7EXAMPLE,/5bR2OxyiVg/pVZ3/t/7Rx0/8Il3OaZ6+/Akht+b",
        "AKIA************MPLE,[secret-key;len=40]"
      ),
      (
        "AKIA************MPLE\t/5bR2OxyiVg/pVZ3/t/7Rx0/8Il3OaZ6+/Akht+b",
        "AKIA************MPLE\t[secret-key;len=40]"
      ),
      ("token: kQxZrTbWmNpLdSfGhJkV: is it", "token: [token;len=21] is it"),
      ("token: AbCdEfGhIjKlMnOpQrStUv: no", "token: [token;len=23] no"),
    ])
  func shape(text: String, expected: String) {
    #expect(Redactor().redact(text) == expected)
    #expect(Redactor().redact(expected) == expected)
  }

  @Test(
    "evidence stays",
    arguments: [
      "2026-02-03 10:11:12,345 - MainThread - botocore.credentials - DEBUG - Looking for credentials via: assume-role",
      "Found credentials in shared credentials file: ~/.aws/credentials",
      "Found token in environment variables.", "No token or secret: found",
      "could not get token: NoCredentialProviders: no valid providers in chain. Deprecated.",
      "InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.",
      "could not get token: EC2RoleRequestError: no EC2 instance role found",
      "Could not get session token: AccessDeniedException: not allowed",
      "could not get the password: botocore.exceptions.ClientError: An error occurred",
      "getting secret: software.amazon.awssdk.core.exception.SdkClientException: Unable to load",
      "'x-amz-id-2': 'vi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8h/EXAMPLE='",
      "<HostId>vi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8hEXAMPLEvi8HKFYGKQZQ8h/EXAMPLE=</HostId>",
      "'x-amzn-RequestId': 'c6104cbe-af31-11e0-8154-cbc7ccf896c7'",
      "commit 9c1dfd1e2b3c4d5e6f708192a3b4c5d6e7f80912",
      "arn:aws:sts::111122223333:assumed-role/MyStack-LambdaRole1A2B3C4D5E6F7G8H/session",
      "Checking for cached token at: 5fe1d1d8e1b7b1f8a5d7a7c8d9e0f1a2b3c4d5e6",
      "sha256:\(signature)",
      "x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "Loading JSON file: /opt/awscli-1.45.11/lib/python3.11/site-packages/botocore/data/s3/2006-03-01/service-2.json.gz",
      "User-Agent: aws-cli/1.45.11 md/Botocore#1.43.11 md/awscrt#0.38.1 ua/2.1 os/linux#6.18.44 m/o,b,i cfg/retry-mode#legacy",
      "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.",
      "{'NextToken': 'AAAAbbbb1111', 'ContinuationToken': 'x1y2z3'}",
      "['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']",
      "'SecretAccessKey': None, \"SessionToken\": \"\"", "https://***:***@proxy.example.com",
      "    aws_secret_access_key=source_cred_values['aws_secret_access_key'],",
      "GetParameter\n    value = provider.provide()",
      "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token",
    ])
  func evidence(text: String) {
    #expect(Redactor().redact(text) == text)
  }

  @Test(
    "by taint, in whatever coat",
    arguments: [
      (secretKey, "x \(secretKey) y", "x [secret-key;len=40] y"),
      (secretKey, "x wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY y", "x [secret-key;len=40] y"),
      (secretKey, "x wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY y", "x [secret-key;len=40] y"),
      (
        secretKey, "x wJalrXUtnFEMI\\u002fK7MDENG\\u002fbPxRfiCYEXAMPLEKEY y",
        "x [secret-key;len=40] y"
      ),
      (secretKey, "half MDENG/bPxRfiCYEXAMPLEKEY", "half [secret-key;len=24]"),
      ("k3Zq9w2Lm7xQ.a8RtYbNc4Vd6", "cut: k3Zq9w2Lm7xQ.a", "cut: [secret-key;len=14]"),
      (
        "correct horse", "say correct%20horse and correct+horse",
        "say [secret-key;len=13] and [secret-key;len=13]"
      ),
      ("p@ss/w0rd", "p%40ss%2Fw0rd", "[secret-key;len=9]"),
      ("p@ss/w0rd", "dXNlcjpwQHNzL3cwcmQ=", "dXNlcj[secret-key;len=9]="),
    ])
  func taint(secret: String, text: String, expected: String) {
    var taint = Taint()
    taint.learn(Array(secret.utf8), kind: .secretKey)
    #expect(Redactor(taint: taint).redact(text) == expected)
  }

  @Test("most of a short password goes too, of a long secret what tells of it")
  func parts() {
    var taint = Taint()
    taint.learn(Array("k3-Zq9.w2Lm7x".utf8), kind: .password)
    taint.learn(Array(secretKey.utf8), kind: .secretKey)
    let redactor = Redactor(taint: taint)
    #expect(redactor.redact("cut: k3-Zq9.w…") == "cut: [password]…")
    #expect(redactor.redact("cut: wJalrXUt…") == "cut: wJalrXUt…")
    #expect(redactor.redact("cut: wJalrXUtnFEMI…") == "cut: [secret-key;len=13]…")
  }

  @Test(
    "a stand-in that stands is never read as part of a value",
    arguments: [
      ("token:accesstoken:k", "token:accesstoken:[token;len=1]"),
      ("token:accesstoken:[token;len=1]", "token:accesstoken:[token;len=1]"),
      ("'secret_key', '[secret-key;len=40]', 'x'", "'secret_key', '[secret-key;len=40]', 'x'"),
      ("password=[password]&x=y", "password=[password]&x=y"),
      ("aws_access_key_id = Schlüssel-ü", "aws_access_key_id = Schl*********"),
    ])
  func standIns(text: String, expected: String) {
    #expect(Redactor().redact(text) == expected)
  }

  @Test(
    "of a secret that was masked by hand or by the AWS CLI its ends go too",
    arguments: [
      (
        "access_key     ****************ABCD shared-credentials-file    ",
        "access_key     ****************ABCD shared-credentials-file    "
      ),
      (
        "secret_key     ****************WXYZ shared-credentials-file    ",
        "secret_key     ******************** shared-credentials-file    "
      ),
      (
        "secret_key : ****************W/Yz     : env              :",
        "secret_key : ********************     : env              :"
      ),
      (
        "AWS Secret Access Key [****************WXYZ]: ",
        "AWS Secret Access Key [********************]: "
      ),
      ("aws_secret_access_key = wJal****EKEY", "aws_secret_access_key = ************"),
      ("secret_key     <not set>             None    None", nil),
    ])
  func masked(text: String, expected: String?) {
    #expect(Redactor().redact(text) == expected ?? text)
    #expect(Redactor().redact(expected ?? text) == expected ?? text)
  }

  @Test("words of a diagnosis are never learnt")
  func reserved() {
    var taint = Taint()
    for word in ["shared-credentials-file", "us-east-1", "env", "12345678"] { taint.learn(word) }
    #expect(taint.isEmpty)
    #expect("\(taint)" == "Taint" && String(reflecting: taint) == "Taint")
  }

  @Test(
    "a log's lines teach",
    arguments: [
      "<SecretAccessKey>\(secretKey)</SecretAccessKey>", "  \"SecretAccessKey\": \"\(secretKey)\",",
      "aws_secret_access_key=\(secretKey)",
      "https://me:wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY@host/",
    ])
  func harvest(line: String) {
    var harvest = SecretHarvest()
    let bytes = Array(line.utf8)
    harvest.harvest(bytes.span)
    #expect(!Redactor(taint: harvest.taint).redact("x=\(secretKey)=").contains("K7MDENG"))
  }
}
