"""Random machines, for holding credtrace against botocore where nobody thought of a case."""
import random

import scenarios as s
from answers import HOME

KEYS = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "region", "role_arn", "source_profile", "credential_source",
        "sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "credential_process", "web_identity_token_file", "role_session_name",
        "external_id", "duration_seconds", "login_session", "services", "endpoint_url"]
PROFILES = ["default", "dev", "base", "ops"]


def value(r, key):
    if key == "aws_access_key_id":
        return r.choice(["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE", "", '"AKIAIOSFODNN7EXAMPLE"', "AKIAIOSFODNN7EXAMPLE # old"])
    return {
        "aws_secret_access_key": lambda: r.choice(["wJalrXUtnFEMI", "", "a=b", "x ; y"]),
        "aws_session_token": lambda: r.choice(["token", "", "IQoJ" + "x" * 30]),
        "aws_security_token": lambda: r.choice(["older", ""]),
        "region": lambda: r.choice(["us-east-1", "eu-west-1", "eu west", "", "us-gov-west-1", "_x"]),
        "role_arn": lambda: r.choice([s.ROLE + "one", s.ROLE + "two", "short", ""]),
        "source_profile": lambda: r.choice(PROFILES + ["gone", ""]),
        "credential_source": lambda: r.choice(["Environment", "EcsContainer", "Ec2InstanceMetadata", "environment", "Vault", ""]),
        "sso_session": lambda: r.choice(["main", "other", ""]),
        "sso_start_url": lambda: r.choice([s.START, ""]),
        "sso_region": lambda: r.choice(["us-east-1", "eu-west-1"]),
        "sso_account_id": lambda: "111122223333",
        "sso_role_name": lambda: "Reader",
        "credential_process": lambda: r.choice([f"/bin/sh {HOME}/cred", "/no/such", "", "'open", f"/bin/sh {HOME}/bad"]),
        "web_identity_token_file": lambda: r.choice([HOME + "/token", "/no/token", ""]),
        "role_session_name": lambda: r.choice(["me", "", "x"]),
        "external_id": lambda: r.choice(["ext", "e", ""]),
        "duration_seconds": lambda: r.choice(["900", "60", "ten", " 1_000", ""]),
        "login_session": lambda: r.choice([s.LOGIN, "nobody"]),
        "services": lambda: r.choice(["local", "gone"]),
        "endpoint_url": lambda: r.choice(["http://127.0.0.1:8103/all", "nonsense", ""]),
    }[key]()


def body(r, weight=3):
    lines = []
    kinds = [["aws_access_key_id", "aws_secret_access_key"], ["role_arn", "source_profile"], ["role_arn", "credential_source"], ["credential_process"],
             ["sso_session", "sso_account_id", "sso_role_name"], ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"],
             ["role_arn", "web_identity_token_file"], ["login_session"], ["region"]]
    names = []
    for _ in range(r.choice([0, 1, 1, 1, 2])):
        names += r.choice(kinds)
    names += [r.choice(KEYS) for _ in range(r.choice([0, 0, 0, 1, 2]))]
    if names and r.random() < 0.1:
        names.remove(r.choice(names))
    seen = set()
    for key in names:
        if key in seen and r.random() < 0.97:
            continue
        seen.add(key)
        shown = r.choice([key] * 8 + [key.upper(), key.title()])
        lines.append(r.choice([""] * 12 + ["  ", "\t"]) + shown + r.choice([" = "] * 6 + ["=", ":", " : ", " =  "]) + value(r, key) + r.choice([""] * 10 + ["  ", "\n\n", "\n# note"]))
    return "\n".join(lines) + "\n"


def file(r, isConfig):
    text = r.choice([""] * 8 + ["# head\n", "\n", "\ufeff"] if r.random() < 0.3 else [""])
    names = r.sample(PROFILES, r.randint(1, 4))
    if r.random() < 0.05:
        names.append(names[0])
    for name in names:
        section = name
        if isConfig and name != "default" or r.random() < 0.04:
            section = r.choice([f"profile {name}"] * 9 + [f'profile "{name}"', name, f"Profile {name}", f"profile  {name}", f"profile\t{name}"])
        text += f"[{section}]" + r.choice([""] * 9 + [" # x", " ;"]) + r.choice(["\n"] * 9 + ["\r\n"]) + body(r)
    if isConfig:
        if r.random() < 0.6:
            text += "[sso-session main]\n" + "".join(l for l in (f"sso_start_url = {s.START}\n", "sso_region = us-east-1\n") if r.random() < 0.9)
        if r.random() < 0.3:
            text += "[services local]\nsts =\n  endpoint_url = http://127.0.0.1:8103/svc\n"
    if r.random() < 0.04:
        text += r.choice(["nonsense\n", "[broken\n", "= x\n", "  deeper\n", "[DEFAULT]\nregion = eu-central-1\n", "s3 =\n  a b\n"])
    return text


def environment(r):
    env = {}

    def sometimes(chance, **more):
        if r.random() < chance:
            env.update(more)

    sometimes(0.25, AWS_ACCESS_KEY_ID=r.choice(["AKIAIOSFODNN7EXAMPLE", "", "ASIAIOSFODNN7EXAMPLE", " x"]))
    sometimes(0.25, AWS_SECRET_ACCESS_KEY=r.choice(["x", "x", ""]))
    if "AWS_ACCESS_KEY_ID" in env and r.random() < 0.7:
        env["AWS_SECRET_ACCESS_KEY"] = "x"
    sometimes(0.1, AWS_SESSION_TOKEN=r.choice(["t", ""]))
    sometimes(0.1, AWS_SECURITY_TOKEN=r.choice(["o", ""]))
    sometimes(0.1, AWS_CREDENTIAL_EXPIRATION=r.choice(["2026-06-01T18:00:00Z", "2026-06-01T11:00:00Z", "2026-06-01 12:05:00+00:00", "", "2026-06-01T18:00:00", "x"]))
    sometimes(0.2, AWS_PROFILE=r.choice(PROFILES + ["gone", ""]))
    sometimes(0.15, AWS_DEFAULT_PROFILE=r.choice(PROFILES + [""]))
    sometimes(0.15, AWS_DEFAULT_REGION=r.choice(["us-west-2", "bad region", "eu-west-1"]))
    sometimes(0.15, AWS_REGION=r.choice(["us-west-1", ""]))
    sometimes(0.1, AWS_WEB_IDENTITY_TOKEN_FILE=r.choice([HOME + "/token", "", "/no/token"]))
    sometimes(0.1, AWS_ROLE_ARN=r.choice([s.ROLE + "web", "", "x"]))
    sometimes(0.05, AWS_ROLE_SESSION_NAME=r.choice(["me", ""]))
    sometimes(0.08, AWS_CREDENTIAL_FILE=r.choice(["~/ec2", "/no/ec2", ""]))
    sometimes(0.05, BOTO_CONFIG=r.choice([HOME + "/.boto", "/no/boto", ""]))
    sometimes(0.08, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=r.choice(["/v2/x", ""]))
    sometimes(0.08, AWS_CONTAINER_CREDENTIALS_FULL_URI=r.choice(["http://127.0.0.1:8102/c", "http://example.com/", "", "ftp://127.0.0.1/x", "127.0.0.1"]))
    sometimes(0.04, AWS_CONTAINER_AUTHORIZATION_TOKEN=r.choice(["x", "x\r", ""]))
    sometimes(0.04, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=r.choice([HOME + "/token", "/no/token", ""]))
    sometimes(0.1, AWS_EC2_METADATA_DISABLED=r.choice(["true", "TRUE", "1", ""]))
    sometimes(0.05, AWS_EC2_METADATA_V1_DISABLED=r.choice(["true", "false"]))
    sometimes(0.03, AWS_METADATA_SERVICE_NUM_ATTEMPTS=r.choice(["2", "0", "x", " 1 "]))
    sometimes(0.03, AWS_METADATA_SERVICE_TIMEOUT=r.choice(["2", "1.5"]))
    sometimes(0.03, AWS_EC2_METADATA_SERVICE_ENDPOINT=r.choice(["http://127.0.0.1:8103/m", "", "nonsense"]))
    sometimes(0.03, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=r.choice(["IPv4", "x", ""]))
    sometimes(0.05, AWS_SHARED_CREDENTIALS_FILE=r.choice(["", "~/other", "/no/file"]))
    sometimes(0.05, AWS_CONFIG_FILE=r.choice(["", "~/other"]))
    sometimes(0.03, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=r.choice(["false", "x"]))
    sometimes(0.03, AWS_STS_REGIONAL_ENDPOINTS=r.choice(["regional", "legacy"]))
    return env


def machines(count, seed):
    for number in range(count):
        r = random.Random(f"{seed}-{number}")
        files = {HOME + "/token": "web-identity-token", HOME + "/cred": "echo '{\"Version\": 1, \"AccessKeyId\": \"AKIAPROCESS7EXAMPLE\", \"SecretAccessKey\": \"p\"}'\n", HOME + "/bad": "echo no; exit 1\n"}
        if r.random() < 0.2:
            files[HOME + "/ec2"] = r.choice(["AWSAccessKeyId=AKIAEC2SFODN7EXAMPLE\nAWSSecretKey=y\n", "AWSAccessKeyId=x\n", "\n"])
        if r.random() < 0.2:
            files[HOME + "/.boto"] = r.choice(["[Credentials]\naws_access_key_id = AKIABOTOFODN7EXAMPLE\naws_secret_access_key = z\n", "[Credentials]\n", "x\n"])
        if r.random() < 0.1:
            files[HOME + "/other"] = file(r, r.random() < 0.5)
        for chance, more in ((0.6, s.token("main", r.choice(["2026-06-01T18:00:00Z", "2026-06-01T11:00:00Z"]))), (0.6, s.token(s.START)), (0.5, s.login())):
            if r.random() < chance:
                files.update(more)
        imds = r.random() < 0.3
        rules = {"PUT /latest/api/token": (200, "t"), s.IMDS + "web": (200, s.metadata("web")), s.IMDS: (200, "web")} if imds else {}
        if r.random() < 0.1:
            rules["AssumeRole"] = s.DENIED
        if r.random() < 0.8:
            files[s.CONFIG] = file(r, True)
        if r.random() < 0.7:
            files[s.SHARED] = file(r, False)
        yield {"name": f"random-{seed}-{number:04}", "client": r.choice(["botocore"] * 4 + ["aws-cli-v1"]), "profile": r.choice([None] * 3 + PROFILES + [""] if r.random() < 0.1 else [None] * 3 + PROFILES),
               "region": r.choice([None, "us-east-1", "us-east-1"]), "env": environment(r), "files": files, "rules": rules}
