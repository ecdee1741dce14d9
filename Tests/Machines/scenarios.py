"""The machines whose chain is recorded: data, one call of `add` for each."""
import hashlib
import json

from answers import HOME, issued, metadata, sts_answer

CONFIG, SHARED = HOME + "/.aws/config", HOME + "/.aws/credentials"
ROLE = "arn:aws:iam::111122223333:role/"
OFF = {"AWS_EC2_METADATA_DISABLED": "true"}
IMDS = "/latest/meta-data/iam/security-credentials/"
cases = []


def add(name, config=None, shared=None, env=None, profile=None, region="us-east-1", client="botocore", files=None, rules=None, imds=False):
    written = dict(files or {})
    if config is not None:
        written[CONFIG] = config
    if shared is not None:
        written[SHARED] = shared
    machine = {**(env or {}), **({} if imds else OFF)}
    if imds is True:
        rules = {"PUT /latest/api/token": (200, "metadata-token"), IMDS + "web": (200, metadata("web")), IMDS: (200, "web"), **(rules or {})}
    cases.append({"name": name, "client": client, "profile": profile, "region": region, "env": machine, "files": written, "rules": rules or {}})


def all_cases():
    return cases


def keys(seed, token=False, prefix="AKIA"):
    key, secret, text = issued(seed, prefix)
    lines = f"aws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
    return lines + (f"aws_session_token = {text}\n" if token else "")


def variables(seed="env", token=False):
    key, secret, text = issued(seed, "ASIA" if token else "AKIA")
    pair = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}
    return {**pair, "AWS_SESSION_TOKEN": text} if token else pair


def role(name="deploy", source="source_profile = base", section=None, more=""):
    return f"[{section or 'profile ' + name}]\nrole_arn = {ROLE}{name}\n{source}\n{more}"


def sha1(text):
    return hashlib.sha1(text.encode()).hexdigest()


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


BASE = "[base]\n" + keys("base")
FAIL = ("<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>")
DENIED = (403, FAIL % ("AccessDenied", "not authorized to perform: sts:AssumeRole"))

# env
add("env-long-term", env=variables())
add("env-with-token", env=variables(token=True))
add("env-old-token-name", env={**variables(), "AWS_SECURITY_TOKEN": "old"})
add("env-both-token-names", env={**variables(), "AWS_SECURITY_TOKEN": "old", "AWS_SESSION_TOKEN": "new"})
add("env-empty-token", env={**variables(), "AWS_SESSION_TOKEN": ""})
add("env-key-without-secret", env={"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"})
add("env-key-empty-secret", env={"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": ""})
add("env-secret-alone", shared="[default]\n" + keys("d"), env={"AWS_SECRET_ACCESS_KEY": "x"})
add("env-empty-key", shared="[default]\n" + keys("d"), env={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "x"})
add("env-beats-shared", shared="[default]\n" + keys("d"), env=variables())
add("env-beats-aws-profile", shared="[dev]\n" + keys("d"), env={**variables(), "AWS_PROFILE": "dev"})
add("env-loses-to-argument", shared="[dev]\n" + keys("d"), env=variables(), profile="dev")
add("env-loses-to-argument-default", shared="[default]\n" + keys("d"), env=variables(), profile="default")
add("env-expiry-far", env={**variables(token=True), "AWS_CREDENTIAL_EXPIRATION": "2026-06-01T18:00:00Z"})
add("env-expiry-past", env={**variables(token=True), "AWS_CREDENTIAL_EXPIRATION": "2026-06-01T11:00:00Z"})
add("env-expiry-near", env={**variables(token=True), "AWS_CREDENTIAL_EXPIRATION": "2026-06-01T12:12:00Z"})
add("env-expiry-nonsense", env={**variables(token=True), "AWS_CREDENTIAL_EXPIRATION": "soon"})
add("env-key-with-blank", env={**variables(), "AWS_ACCESS_KEY_ID": " AKIAIOSFODNN7EXAMPLE"})

# shared-credentials-file
add("shared-default", shared="[default]\n" + keys("d"))
add("shared-with-token", shared="[default]\n" + keys("d", token=True, prefix="ASIA"))
add("shared-old-token-first", shared="[default]\n" + keys("d") + "aws_security_token = old\naws_session_token = new\n")
add("shared-empty-token", shared="[default]\n" + keys("d") + "aws_session_token =\n")
add("shared-by-aws-profile", shared="[default]\n" + keys("d") + "[dev]\n" + keys("dev"), env={"AWS_PROFILE": "dev"})
add("shared-by-argument", shared="[default]\n" + keys("d") + "[dev]\n" + keys("dev"), profile="dev")
add("shared-key-without-secret", shared="[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n")
add("shared-secret-without-key", shared="[default]\naws_secret_access_key = x\n")
add("shared-empty-key-wins", shared="[default]\naws_access_key_id =\naws_secret_access_key =\n")
add("shared-other-file", env={"AWS_SHARED_CREDENTIALS_FILE": "~/keys"}, files={HOME + "/keys": "[default]\n" + keys("k")})
add("shared-other-file-variable", env={"AWS_SHARED_CREDENTIALS_FILE": "$WHERE/keys", "WHERE": HOME}, files={HOME + "/keys": "[default]\n" + keys("k")})
add("shared-other-file-missing", shared="[default]\n" + keys("d"), env={"AWS_SHARED_CREDENTIALS_FILE": "/nowhere/keys"})
add("shared-is-directory", files={SHARED: None}, env=OFF)
add("shared-beats-config-file", shared="[default]\n" + keys("s"), config="[default]\n" + keys("c"))
add("shared-beats-process", shared="[default]\n" + keys("s"), config="[default]\ncredential_process = /bin/false\n")
add("shared-partial-hides-config-file", shared="[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n", config="[default]\n" + keys("c"))
add("shared-dev-only-default-asked", shared="[dev]\n" + keys("dev"))

# config-file
add("config-default", config="[default]\n" + keys("c"))
add("config-profile", config="[profile dev]\n" + keys("c"), profile="dev")
add("config-profile-default-section", config="[profile default]\n" + keys("c"))
add("config-both-defaults", config="[default]\n" + keys("one") + "[profile default]\n" + keys("two"))
add("config-both-defaults-reversed", config="[profile default]\n" + keys("two") + "[default]\n" + keys("one"))
add("config-key-without-secret", config="[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n")
add("config-no-prefix", config="[dev]\n" + keys("c"), profile="dev")
add("config-capital-prefix", config="[Profile dev]\n" + keys("c"), profile="dev")
add("config-quoted-name", config='[profile "my dev"]\n' + keys("c"), profile="my dev")
add("config-three-words", config="[profile my dev]\n" + keys("c"), profile="my")
add("config-odd-prefix", config="[profilex dev]\n" + keys("c"), profile="dev")
add("config-unbalanced-quote", config='[profile "dev]\n' + keys("c"), profile="dev")
add("config-other-file", env={"AWS_CONFIG_FILE": HOME + "/conf"}, files={HOME + "/conf": "[default]\n" + keys("c")})
add("config-file-empty-name", config="[default]\n" + keys("c"), env={"AWS_CONFIG_FILE": ""})

# the grammar of both files
for number, (name, text) in enumerate({
    "comment-lines": "# one\n[default]\n; two\n" + keys("g") + "   # three\n",
    "inline-comment": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE # mine\naws_secret_access_key = x\n",
    "text-after-section": "[default] # main\n" + keys("g"),
    "bracket-in-section": "[default]]\n" + keys("g"),
    "colon": "[default]\naws_access_key_id: AKIAIOSFODNN7EXAMPLE\naws_secret_access_key: a=b:c\n",
    "equals-in-value": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = a=b=\n",
    "capital-keys": "[default]\nAWS_ACCESS_KEY_ID = AKIAIOSFODNN7EXAMPLE\nAws_Secret_Access_Key = x\n",
    "carriage-returns": "[default]\r\n" + keys("g").replace("\n", "\r\n"),
    "lone-carriage-returns": "[default]\r" + keys("g").replace("\n", "\r"),
    "no-end-of-line": "[default]\n" + keys("g").rstrip("\n"),
    "mark-of-order": "\ufeff[default]\n" + keys("g"),
    "text-before-section": "aws_access_key_id = x\n[default]\n" + keys("g"),
    "section-twice": "[default]\n" + keys("g") + "[default]\nregion = x\n",
    "key-twice": "[default]\n" + keys("g") + "Aws_Access_Key_Id = AKIAI44QH8DHBEXAMPLE\n",
    "key-alone": "[default]\n" + keys("g") + "region\n",
    "value-alone": "[default]\n" + keys("g") + "= x\n",
    "indented-all": "[default]\n   " + keys("g").replace("\n", "\n   "),
    "indented-deeper": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n  aws_secret_access_key = x\n",
    "indented-section": "[default]\nregion = x\n  [other]\n" + keys("g"),
    "continued-value": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\n    def\n",
    "blank-line-in-value": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\n\n    def\n",
    "comment-in-value": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\n# no\n    def\n",
    "nested-block": "[default]\n" + keys("g") + "s3 =\n  max_queue_size = 5\n",
    "nested-without-equals": "[default]\n" + keys("g") + "s3 =\n  nothing here\n",
    "nested-key": "[default]\naws_access_key_id =\n  a = b\naws_secret_access_key = x\n",
    "default-in-capitals": "[DEFAULT]\n" + keys("g") + "[default]\nregion = us-east-1\n",
    "empty-section-name": "[]\n[default]\n" + keys("g"),
    "blanks-in-section": "[ default ]\n" + keys("g"),
    "percent-and-dollar": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = %(x)s$HOME\n",
    "quotes": "[default]\naws_access_key_id = \"AKIAIOSFODNN7EXAMPLE\"\naws_secret_access_key = 'x'\n",
    "empty-file": "",
    "only-comments": "# nothing\n",
    "form-feed": "[default]\n\x0c" + keys("g"),
    "no-break-space": "[default]\naws_access_key_id =\u00a0AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n",
    "line-separator": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = a\u2028b\n",
}.items()):
    add(f"ini-{name}", shared=text)
add("ini-config-broken-keys-in-env", config="[default\nx\n", env=variables())
add("ini-shared-broken-keys-in-env", shared="[default\nx\n", env=variables())
add("ini-shared-broken-region-argument-none", shared="[default]\nx\n", config="[default]\n" + keys("c"), region=None)

# profile and region
add("profile-default-variable-first", shared="[a]\n" + keys("a") + "[b]\n" + keys("b"), env={"AWS_DEFAULT_PROFILE": "a", "AWS_PROFILE": "b"})
add("profile-v2-other-order", shared="[a]\n" + keys("a") + "[b]\n" + keys("b"), env={"AWS_DEFAULT_PROFILE": "a", "AWS_PROFILE": "b"}, client="aws-cli")
add("profile-unknown", shared="[a]\n" + keys("a"), profile="b")
add("profile-unknown-by-variable", shared="[a]\n" + keys("a"), env={"AWS_PROFILE": "b"})
add("profile-empty-variable", shared="[default]\n" + keys("a"), env={"AWS_PROFILE": ""})
add("profile-default-named-and-missing", env={"AWS_PROFILE": "default"})
add("profile-unknown-keys-in-env", env={**variables(), "AWS_PROFILE": "gone"})
add("region-of-profile", shared="[default]\n" + keys("a"), config="[default]\nregion = eu-west-1\n", region=None)
add("region-in-shared", shared="[default]\nregion = eu-north-1\n" + keys("a"), config="[default]\nregion = eu-west-1\n", region=None)
add("region-variable", shared="[default]\n" + keys("a"), env={"AWS_DEFAULT_REGION": "eu-west-3", "AWS_REGION": "eu-west-2"}, region=None)
add("region-v2-variable", shared="[default]\n" + keys("a"), env={"AWS_DEFAULT_REGION": "eu-west-3", "AWS_REGION": "eu-west-2"}, region=None, client="aws-cli")
add("region-aws-region-ignored", shared="[default]\n" + keys("a"), env={"AWS_REGION": "eu-west-2"}, region=None)
add("region-empty-variable", config=role(), shared=BASE, env={"AWS_DEFAULT_REGION": ""}, profile="deploy", region=None)
add("region-none-for-role", config=role(), shared=BASE, profile="deploy", region=None)
add("region-impossible", config=role(), shared=BASE, profile="deploy", region="us_east 1")

# assume-role
add("role-source-shared", config=role(), shared=BASE, profile="deploy")
add("role-source-config", config=role() + "[profile base]\n" + keys("c"), profile="deploy")
add("role-own-keys", config=role(source="source_profile = deploy") + keys("own"), profile="deploy")
add("role-own-keys-in-shared", config=role(source="source_profile = deploy"), shared="[deploy]\n" + keys("own"), profile="deploy")
add("role-in-credentials-file", shared=role(section="deploy") + BASE, profile="deploy")
add("role-beats-own-keys", config=role(), shared=BASE + "[deploy]\n" + keys("own"), profile="deploy")
add("role-chain-of-two", config=role("deploy", "source_profile = middle") + role("middle"), shared=BASE, profile="deploy")
add("role-chain-of-three", config=role("deploy", "source_profile = m1") + role("m1", "source_profile = m2") + role("m2"), shared=BASE, profile="deploy")
add("role-chain-stops-at-keys", config=role("deploy", "source_profile = middle") + role("middle", "source_profile = gone"), shared="[middle]\n" + keys("m"), profile="deploy")
add("role-loop", config=role("deploy", "source_profile = other") + role("other", "source_profile = deploy"), profile="deploy")
add("role-loop-to-itself", config=role(source="source_profile = deploy"), profile="deploy")
add("role-loop-inner", config=role("deploy", "source_profile = a") + role("a", "source_profile = b") + role("b", "source_profile = a"), profile="deploy")
add("role-source-missing", config=role(source="source_profile = gone"), profile="deploy")
add("role-source-empty", config=role() + "[profile base]\nregion = x\n", profile="deploy")
add("role-source-half", config=role(), shared="[base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n", profile="deploy")
add("role-source-process", config=role() + f"[profile base]\ncredential_process = /bin/sh {HOME}/cred\n", files={HOME + "/cred": "echo '" + json.dumps({"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "x"}) + "'\n"}, profile="deploy")
add("role-both-sources", config=role(source="source_profile = base\ncredential_source = Environment"), shared=BASE, profile="deploy")
add("role-no-source", config=role(source=""), profile="deploy")
add("role-no-source-own-keys", config=role(source="") + keys("own"), profile="deploy")
add("role-default-profile", config=role("default", section="default"), shared=BASE)
add("role-env-wins-by-variable", config=role(), shared=BASE, env={**variables(), "AWS_PROFILE": "deploy"})
add("role-source-environment", config=role(source="credential_source = Environment"), env=variables(), profile="deploy")
add("role-source-environment-empty", config=role(source="credential_source = Environment"), profile="deploy")
add("role-source-environment-half", config=role(source="credential_source = Environment"), env={"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}, profile="deploy")
add("role-source-lower-case", config=role(source="credential_source = environment"), env=variables(), profile="deploy")
add("role-source-instance", config=role(source="credential_source = Ec2InstanceMetadata"), profile="deploy", imds=True)
add("role-source-instance-off", config=role(source="credential_source = Ec2InstanceMetadata"), profile="deploy")
add("role-source-container", config=role(source="credential_source = EcsContainer"), env={"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x"}, profile="deploy")
add("role-source-container-unset", config=role(source="credential_source = EcsContainer"), profile="deploy")
add("role-source-unknown", config=role(source="credential_source = Vault"), profile="deploy")
add("role-denied", config=role(), shared=BASE, profile="deploy", rules={"AssumeRole": DENIED})
add("role-denied-inner", config=role("deploy", "source_profile = middle") + role("middle"), shared=BASE, profile="deploy", rules={"role/middle": DENIED})
add("role-options", config=role(more="external_id = ee\nduration_seconds = 900\nrole_session_name = me\n"), shared=BASE, profile="deploy")
add("role-options-too-short", config=role(more="external_id = e\nduration_seconds = 5\nrole_session_name = m\n"), shared=BASE, profile="deploy")
add("role-duration-no-number", config=role(more="duration_seconds = ten\n"), shared=BASE, profile="deploy")
add("role-issued-expired", config=role(), shared=BASE, profile="deploy", rules={"AssumeRole": (200, sts_answer("AssumeRole", "late", "2026-06-01T11:00:00Z"))})
add("role-empty-arn", config="[profile deploy]\nrole_arn =\nsource_profile = base\n", shared=BASE, profile="deploy")
add("role-endpoint-override-broken", config=role(), shared=BASE, env={"AWS_ENDPOINT_URL_STS": "not a url"}, profile="deploy")
add("role-endpoint-refused", config=role(), shared=BASE, env={"AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}, profile="deploy")
add("role-endpoint-of-services", config=role(more="services = local\n") + "[services local]\nsts =\n  endpoint_url = http://127.0.0.1:8103/other\n", shared=BASE, env={"AWS_ENDPOINT_URL_STS": ""}, profile="deploy")
add("role-endpoint-services-missing", config=role(more="services = gone\n"), shared=BASE, env={"AWS_ENDPOINT_URL_STS": ""}, profile="deploy")
add("role-sso-session-of-profile-missing", config=role(more="sso_session = gone\n"), shared=BASE, profile="deploy")
ENTRY = compact({"RoleArn": ROLE + "deploy"}).replace('":"', '": "')
add("role-cached-cli", config=role(), shared=BASE, profile="deploy", client="aws-cli-v1", files={HOME + f"/.aws/cli/cache/{sha1(ENTRY)}.json": json.dumps({"Credentials": dict(zip(("AccessKeyId", "SecretAccessKey", "SessionToken"), issued("cached")), Expiration="2026-06-01T13:00:00Z")})})
add("role-cached-botocore-ignores", config=role(), shared=BASE, profile="deploy", files={HOME + f"/.aws/cli/cache/{sha1(ENTRY)}.json": json.dumps({"Credentials": dict(zip(("AccessKeyId", "SecretAccessKey", "SessionToken"), issued("cached")), Expiration="2026-06-01T13:00:00Z")})})
add("role-cached-too-old", config=role(), shared=BASE, profile="deploy", client="aws-cli-v1", files={HOME + f"/.aws/cli/cache/{sha1(ENTRY)}.json": json.dumps({"Credentials": dict(zip(("AccessKeyId", "SecretAccessKey", "SessionToken"), issued("cached")), Expiration="2026-06-01T12:10:00Z")})})
add("role-cached-broken", config=role(), shared=BASE, profile="deploy", client="aws-cli-v1", files={HOME + f"/.aws/cli/cache/{sha1(ENTRY)}.json": "{"})

# assume-role-with-web-identity
TOKEN = {HOME + "/token": "eyJhbGciOiJub25lIn0.e30."}
WEB = {"AWS_WEB_IDENTITY_TOKEN_FILE": HOME + "/token", "AWS_ROLE_ARN": ROLE + "pod"}
add("web-env", env=WEB, files=TOKEN)
add("web-profile", config=f"[profile pod]\nrole_arn = {ROLE}pod\nweb_identity_token_file = {HOME}/token\n", files=TOKEN, profile="pod")
add("web-env-ignored-by-argument", shared="[dev]\n" + keys("dev"), env=WEB, files=TOKEN, profile="dev")
add("web-env-mixed-with-profile", config=f"[default]\nrole_arn = {ROLE}pod\nrole_session_name = s\n", env={"AWS_WEB_IDENTITY_TOKEN_FILE": HOME + "/token"}, files=TOKEN)
add("web-no-role", env={"AWS_WEB_IDENTITY_TOKEN_FILE": HOME + "/token"}, files=TOKEN)
add("web-empty-variable-hides-profile", config=f"[default]\nrole_arn = {ROLE}pod\nweb_identity_token_file = {HOME}/token\n", env={"AWS_WEB_IDENTITY_TOKEN_FILE": ""}, files=TOKEN)
add("web-role-variable-alone", env={"AWS_ROLE_ARN": ROLE + "pod"})
add("web-file-missing", env=WEB)
add("web-file-is-directory", env=WEB, files={HOME + "/token": None})
add("web-denied", env=WEB, files=TOKEN, rules={"WebIdentity": (400, FAIL % ("InvalidIdentityToken", "Couldn't retrieve verification key"))})
add("web-beats-shared", env=WEB, files=TOKEN, shared="[default]\n" + keys("d"))
add("web-loses-to-env", env={**WEB, **variables()}, files=TOKEN)
add("web-role-is-block", config=f"[default]\nrole_arn =\n  a = b\nweb_identity_token_file = {HOME}/token\n", files=TOKEN)
add("web-as-source", config=role() + f"[profile base]\nrole_arn = {ROLE}pod\nweb_identity_token_file = {HOME}/token\n", files=TOKEN, profile="deploy")

add("web-no-region", env=WEB, files=TOKEN, region=None)

# where STS and SSO are asked, if nobody says so: the names do not resolve here, and the error has the URL
NOWHERE = {"AWS_ENDPOINT_URL_STS": "", "AWS_ENDPOINT_URL_SSO": "", "AWS_MAX_ATTEMPTS": "1"}
for place, region, more in (
    ("no-region", None, {}), ("virginia", "us-east-1", {}), ("ireland", "eu-west-1", {}), ("beijing", "cn-north-1", {}), ("gov", "us-gov-west-1", {}),
    ("iso", "us-iso-east-1", {}), ("isob", "us-isob-east-1", {}), ("isoe", "eu-isoe-west-1", {}), ("isof", "us-isof-south-1", {}), ("eusc", "eusc-de-east-1", {}),
    ("unheard-of", "xx-north-9", {}), ("global", "aws-global", {}),
    ("legacy", "eu-west-1", {"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}), ("legacy-new-region", "eu-south-1", {"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}),
    ("fips", "us-east-1", {"AWS_USE_FIPS_ENDPOINT": "true"}), ("fips-ireland", "eu-west-1", {"AWS_USE_FIPS_ENDPOINT": "true"}), ("fips-gov", "us-gov-west-1", {"AWS_USE_FIPS_ENDPOINT": "true"}),
    ("dual", "us-east-1", {"AWS_USE_DUALSTACK_ENDPOINT": "true"}), ("dual-beijing", "cn-north-1", {"AWS_USE_DUALSTACK_ENDPOINT": "true"}),
    ("fips-dual", "us-east-1", {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"}),
):
    add(f"endpoint-sts-{place}", config=role(), shared=BASE, env={**NOWHERE, **more}, profile="deploy", region=region)

# sso
START = "https://d-1234567890.awsapps.com/start"
LEGACY = f"[profile corp]\nsso_start_url = {START}\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Reader\n"
SESSION = "[profile corp]\nsso_session = main\nsso_account_id = 111122223333\nsso_role_name = Reader\n"
SECTION = f"[sso-session main]\nsso_start_url = {START}\nsso_region = us-east-1\n"


def token(name, expires="2026-06-01T18:00:00Z", **more):
    return {HOME + f"/.aws/sso/cache/{sha1(name)}.json": json.dumps({"startUrl": START, "region": "us-east-1", "accessToken": "sso-access-token", "expiresAt": expires, **more})}


add("sso-legacy", config=LEGACY, files=token(START), profile="corp")
add("sso-legacy-no-token", config=LEGACY, profile="corp")
add("sso-legacy-expired", config=LEGACY, files=token(START, "2026-06-01T11:00:00Z"), profile="corp")
add("sso-legacy-token-broken", config=LEGACY, files={HOME + f"/.aws/sso/cache/{sha1(START)}.json": "nonsense"}, profile="corp")
add("sso-legacy-token-without-expiry", config=LEGACY, files={HOME + f"/.aws/sso/cache/{sha1(START)}.json": '{"accessToken": "x"}'}, profile="corp")
add("sso-session", config=SESSION + SECTION, files=token("main"), profile="corp")
add("sso-session-no-token", config=SESSION + SECTION, profile="corp")
add("sso-session-expired", config=SESSION + SECTION, files=token("main", "2026-06-01T11:00:00Z"), profile="corp")
add("sso-session-near-end", config=SESSION + SECTION, files=token("main", "2026-06-01T12:05:00Z"), profile="corp")
add("sso-session-missing", config=SESSION, profile="corp")
add("sso-session-disagrees", config=SESSION + "sso_region = eu-west-1\n" + SECTION, profile="corp")
add("sso-session-agrees", config=SESSION + "sso_region = us-east-1\n" + SECTION, files=token("main"), profile="corp")
add("sso-session-without-region", config=SESSION + f"[sso-session main]\nsso_start_url = {START}\n", profile="corp")
add("sso-missing-two", config="[profile corp]\nsso_account_id = 111122223333\nsso_start_url = x\n", profile="corp")
add("sso-start-url-alone", config=f"[profile corp]\nsso_start_url = {START}\nsso_region = us-east-1\n", shared="[corp]\n" + keys("c"), profile="corp")
add("sso-refused", config=LEGACY, files=token(START), profile="corp", rules={"federation": (401, {"__type": "UnauthorizedException", "message": "Session token not found or invalid"})})
add("sso-forbidden", config=LEGACY, files=token(START), profile="corp", rules={"federation": (403, {"__type": "ForbiddenException", "message": "No access"})})
add("sso-beats-shared", config=LEGACY, shared="[corp]\n" + keys("c"), files=token(START), profile="corp")
add("sso-loses-to-role", config=LEGACY + f"role_arn = {ROLE}deploy\nsource_profile = base\n", shared=BASE, profile="corp")
add("sso-as-source", config=role(source="source_profile = corp") + LEGACY, files=token(START), profile="deploy")
CACHED = {HOME + f"/.aws/cli/cache/{sha1(compact({'startUrl': START, 'roleName': 'Reader', 'accountId': '111122223333'}))}.json": json.dumps({"ProviderType": "sso", "Credentials": dict(zip(("AccessKeyId", "SecretAccessKey", "SessionToken"), issued("cached")), Expiration="2026-06-01T13:00:00Z")})}
add("sso-cached-v2", config=LEGACY, files=CACHED, profile="corp", client="aws-cli")
add("sso-cached-v1-ignores", config=LEGACY, files={**CACHED, **token(START)}, profile="corp", client="aws-cli-v1")

for place, region, more in (("virginia", "us-east-1", {}), ("beijing", "cn-north-1", {}), ("gov", "us-gov-west-1", {}), ("fips", "us-east-1", {"AWS_USE_FIPS_ENDPOINT": "true"}), ("dual", "us-east-1", {"AWS_USE_DUALSTACK_ENDPOINT": "true"})):
    add(f"endpoint-sso-{place}", config=LEGACY.replace("us-east-1", region), files=token(START), env={**NOWHERE, **more}, profile="corp")

# login
LOGIN = "arn:aws:iam::111122223333:user/demo"
PEM = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIAgDDlVpU5a3ZOBYzMzTnYg4VV8KbIbO0xNZ8rM0s0p2oAoGCCqGSM49AwEHoUQDQgAE\n-----END EC PRIVATE KEY-----\n"


def login(expires="2026-06-01T18:00:00Z", drop=(), where=HOME + "/.aws/login/cache"):
    c = issued("login")
    value = {"accessToken": {"accessKeyId": c[0], "secretAccessKey": c[1], "sessionToken": c[2], "accountId": "111122223333", "expiresAt": expires}, "tokenType": "t", "refreshToken": "r", "identityToken": "i", "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": PEM}
    return {f"{where}/{hashlib.sha256(LOGIN.encode()).hexdigest()}.json": json.dumps({k: v for k, v in value.items() if k not in drop})}


add("login-fresh", config=f"[default]\nlogin_session = {LOGIN}\n", files=login())
add("login-no-cache", config=f"[default]\nlogin_session = {LOGIN}\n")
add("login-field-missing", config=f"[default]\nlogin_session = {LOGIN}\n", files=login(drop=("refreshToken", "clientId")))
add("login-other-directory", config=f"[default]\nlogin_session = {LOGIN}\n", env={"AWS_LOGIN_CACHE_DIRECTORY": HOME + "/logins"}, files=login(where=HOME + "/logins"))
add("login-loses-to-shared", config=f"[default]\nlogin_session = {LOGIN}\n", files=login(), shared="[default]\n" + keys("s"))
add("login-beats-process", config=f"[default]\nlogin_session = {LOGIN}\ncredential_process = /bin/false\n", files=login())

# custom-process
def process(output, status=0, more=""):
    text = output if isinstance(output, str) else json.dumps(output)
    return {"config": f"[default]\ncredential_process = /bin/sh {HOME}/cred\n{more}", "files": {HOME + "/cred": f"cat <<'END'\n{text}\nEND\nexit {status}\n"}}


GOOD = {"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "x"}
add("process-plain", **process(GOOD))
add("process-with-token", **process({**GOOD, "AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SessionToken": "t", "Expiration": "2026-06-01T18:00:00Z"}))
add("process-expired", **process({**GOOD, "SessionToken": "t", "Expiration": "2026-06-01T11:00:00Z"}))
add("process-null-expiry", **process({**GOOD, "Expiration": None}))
add("process-status", **process("", 3))
add("process-no-json", **process("hello"))
add("process-list", **process([GOOD]))
add("process-version-two", **process({**GOOD, "Version": 2}))
add("process-version-text", **process({**GOOD, "Version": "1"}))
add("process-version-fraction", **process({**GOOD, "Version": 1.0}))
add("process-no-version", **process({"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "x"}))
add("process-no-secret", **process({"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}))
add("process-program-missing", config="[default]\ncredential_process = /no/such/program --x\n")
add("process-not-executable", config=f"[default]\ncredential_process = {HOME}/cred\n", files={HOME + "/cred": "nothing"})
add("process-empty", config="[default]\ncredential_process =\n")
add("process-quotes", config=f"[default]\ncredential_process = /bin/sh '{HOME}/my cred' \"a b\" c\\ d\n", files={HOME + "/my cred": "echo '" + json.dumps(GOOD) + "'\n"})
add("process-in-shared", shared=f"[default]\ncredential_process = /bin/sh {HOME}/cred\n", files={HOME + "/cred": "echo '" + json.dumps(GOOD) + "'\n"})
add("process-beats-config-file", **{**process(GOOD, more=keys("c"))})

# ec2-credentials-file and boto-config
add("ec2-file", env={"AWS_CREDENTIAL_FILE": "~/ec2"}, files={HOME + "/ec2": "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE\nAWSSecretKey=x=y\n"})
add("ec2-file-missing", env={"AWS_CREDENTIAL_FILE": "/no/such/file"})
add("ec2-file-without-key", env={"AWS_CREDENTIAL_FILE": HOME + "/ec2"}, files={HOME + "/ec2": "hello\n"})
add("ec2-file-without-secret", env={"AWS_CREDENTIAL_FILE": HOME + "/ec2"}, files={HOME + "/ec2": "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE\n"})
add("ec2-file-missing-behind-shared", shared="[default]\n" + keys("d"), env={"AWS_CREDENTIAL_FILE": "/no/such/file"})
add("boto-home", files={HOME + "/.boto": "[Credentials]\n" + keys("b")})
add("boto-variable", env={"BOTO_CONFIG": HOME + "/b"}, files={HOME + "/b": "[Credentials]\n" + keys("b"), HOME + "/.boto": "[Credentials]\n" + keys("no")})
add("boto-variable-missing", env={"BOTO_CONFIG": HOME + "/b"}, files={HOME + "/.boto": "[Credentials]\n" + keys("no")})
add("boto-half", files={HOME + "/.boto": "[Credentials]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"})
add("boto-broken", files={HOME + "/.boto": "nonsense\n"})
add("boto-lower-case", files={HOME + "/.boto": "[credentials]\n" + keys("b")})
add("boto-token-not-read", files={HOME + "/.boto": "[Credentials]\n" + keys("b", token=True)})

# container-role
FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
LOCAL = "http://127.0.0.1:8102/creds"
add("container-relative", env={"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/x"})
add("container-full", env={FULL: LOCAL})
add("container-both", env={FULL: LOCAL, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/x"})
add("container-host-refused", env={FULL: "http://example.com/creds"})
add("container-refused-then-ends", env={FULL: "http://127.0.0.1:9/creds"})
add("container-500", env={FULL: LOCAL}, rules={"/creds": (500, {"code": "InternalError", "message": "oops"})})
add("container-no-json", env={FULL: LOCAL}, rules={"/creds": (200, "hello")})
add("container-field-missing", env={FULL: LOCAL}, rules={"/creds": (200, {"AccessKeyId": "ASIAIOSFODNN7EXAMPLE"})})
add("container-expired", env={FULL: LOCAL}, rules={"/creds": (200, metadata("late", "2026-06-01T11:00:00Z"))})
add("container-token", env={FULL: LOCAL, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x"})
add("container-token-newline", env={FULL: LOCAL, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x\n"})
add("container-token-file", env={FULL: LOCAL, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": HOME + "/t"}, files={HOME + "/t": "token"})
add("container-token-file-missing", env={FULL: LOCAL, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": HOME + "/t"})
add("container-loses-to-shared", env={FULL: LOCAL}, shared="[default]\n" + keys("d"))
add("container-beats-instance", env={FULL: LOCAL}, imds=True)
add("container-for-empty-profile", env={FULL: LOCAL}, config="[profile dev]\nregion = x\n", profile="dev")

# iam-role
add("instance-v2", imds=True)
add("instance-v1", imds=True, rules={"PUT /latest/api/token": (404, "")})
add("instance-v1-refused", imds=True, env={"AWS_EC2_METADATA_V1_DISABLED": "true"}, rules={"PUT /latest/api/token": (403, "")})
add("instance-token-400", imds=True, rules={"PUT /latest/api/token": (400, "")})
add("instance-token-timeout", imds=True, rules={"PUT /latest/api/token": "readTimeout"})
add("instance-no-role", imds=True, rules={"PUT /latest/api/token": (200, "t"), IMDS: (404, "")})
add("instance-role-without-credentials", imds=True, rules={IMDS + "web": (200, {"Code": "AssumeRoleUnauthorizedAccess", "Message": "no"})})
add("instance-no-json", imds=True, rules={IMDS + "web": (200, "<html>")})
add("instance-expiring", imds=True, rules={IMDS + "web": (200, metadata("web", "2026-06-01T12:01:00Z"))})
add("instance-attempts", imds=True, env={"AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"}, rules={IMDS: (500, "")})
add("instance-attempts-no-number", imds=True, env={"AWS_METADATA_SERVICE_NUM_ATTEMPTS": "many"})
add("instance-endpoint-broken", imds=True, env={"AWS_EC2_METADATA_SERVICE_ENDPOINT": "ht!tp//x"})
add("instance-mode-unknown", imds=True, env={"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "ipv5"})
add("instance-other-endpoint", imds=True, env={"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:8103"})
add("instance-refused", imds=True, env={"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:9"})
add("instance-for-empty-profile", imds=True, config="[profile dev]\nregion = x\n", profile="dev")
add("nobody", region=None)
