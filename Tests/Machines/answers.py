"""What the endpoints of the cases answer, and where the cases are at home."""
import base64
import hashlib

HOME = "/tmp/credtrace-case-home"


def issued(seed, prefix="ASIA"):
    digest = hashlib.sha256(seed.encode()).digest()
    letters = base64.b32encode(digest).decode()
    return prefix + letters[:9] + "EXAMPLE", base64.b64encode(digest).decode()[:30] + "EXAMPLEKEY", "IQoJb3JpZ2luX2VjE" + letters + "EXAMPLE"


def metadata(seed, expires="2026-06-01T18:00:00Z"):
    key, secret, token = issued(seed)
    return {"Code": "Success", "AccessKeyId": key, "SecretAccessKey": secret, "Token": token, "Expiration": expires}


def sts_answer(action, seed, expires="2026-06-01T13:00:00Z"):
    key, secret, token = issued(seed)
    return (f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials><AccessKeyId>{key}</AccessKeyId>'
            f"<SecretAccessKey>{secret}</SecretAccessKey><SessionToken>{token}</SessionToken><Expiration>{expires}</Expiration></Credentials>"
            f"<AssumedRoleUser><AssumedRoleId>AROAIOSFODNN7EXAMPLE:s</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/x/s</Arn></AssumedRoleUser>"
            f"</{action}Result><ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata></{action}Response>")
