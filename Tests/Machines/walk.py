"""Runs botocore's chain on the machine that this process stands in, and tells what happened.

usage: walk.py CASE.json      (called by `record`, in the case's environment)
"""
import datetime
import json
import subprocess
import sys

CASE = json.load(open(sys.argv[1], encoding="utf-8"))
NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.timezone.utc)
real = datetime.datetime


class Still(type):
    def __instancecheck__(cls, thing):
        return isinstance(thing, real)


class Clock(real, metaclass=Still):
    """A clock that stands, so that recordings do not change with the day."""

    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz) if tz else NOW.replace(tzinfo=None)

    @classmethod
    def utcnow(cls):
        return NOW.replace(tzinfo=None)


datetime.datetime = Clock

import botocore  # noqa: E402
import botocore.credentials as credentials  # noqa: E402
import botocore.session  # noqa: E402
from botocore.utils import JSONFileCache  # noqa: E402

path, processes, depth = [], [], [0]


def traced(load):
    def traced_load(self):
        entry = [depth[0], self.METHOD, None]
        path.append(entry)
        depth[0] += 1
        try:
            found = load(self)
            entry[2] = "absent" if found is None else "found"
            return found
        except BaseException:
            entry[2] = "failed"
            raise
        finally:
            depth[0] -= 1

    return traced_load


for cls in list(vars(credentials).values()):
    if isinstance(cls, type) and issubclass(cls, credentials.CredentialProvider) and cls.__dict__.get("METHOD"):
        if "load" in cls.__dict__:
            cls.load = traced(cls.load)


class Process(subprocess.Popen):
    """Keeps what credential_process came to."""

    def __init__(self, words, **more):
        self.entry = {"words": words}
        processes.append(self.entry)
        try:
            super().__init__(words, **more)
        except FileNotFoundError:
            self.entry["failure"] = "notFound"
            raise
        except PermissionError:
            self.entry["failure"] = "permissionDenied"
            raise

    def communicate(self, *more):
        out, err = super().communicate(*more)
        self.entry.update(status=self.returncode, output=out.decode("utf-8", "replace"), errorBytes=len(err))
        return out, err


credentials.ProcessProvider.__init__.__defaults__ = (Process,)


def error(raised):
    answer = getattr(raised, "response", None)
    return {"class": type(raised).__name__, "code": answer["Error"]["Code"] if isinstance(answer, dict) and "Error" in answer else None, "message": str(raised)}


def walked():
    client = CASE["client"]
    session = botocore.session.Session(profile=CASE["profile"])
    if client == "aws-cli":
        # What AWS CLI v2 changes in its own copy of botocore.
        session.session_var_map["profile"] = (None, ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"], None, None)
        session.session_var_map["region"] = ("region", ["AWS_REGION", "AWS_DEFAULT_REGION"], None, None)
    if CASE["region"] is not None:
        session.set_config_variable("region", CASE["region"])
    result = {"botocore": botocore.__version__, "region": None, "winner": None, "key": None, "token": None, "error": None}
    try:
        try:
            result["region"] = session.get_config_variable("region")
        except Exception as raised:
            result["error"] = error(raised)
        resolver = session.get_component("credential_provider")
        if client != "botocore":
            cache = JSONFileCache(CASE["home"] + "/.aws/cli/cache")
            for name in ("assume-role", "assume-role-with-web-identity") + (("sso",) if client == "aws-cli" else ()):
                resolver.get_provider(name).cache = cache
        found = session.get_credentials()
        if found is None:
            raise botocore.exceptions.NoCredentialsError()
        result["winner"] = next(p[1] for p in reversed(path) if p[0] == 0 and p[2] == "found")
        frozen = found.get_frozen_credentials()
        result["key"], result["token"] = frozen.access_key, bool(frozen.token)
    except Exception as raised:
        result["error"] = error(raised)
    return {**result, "path": path, "processes": processes}


json.dump(walked(), sys.stdout)
