"""Signs the requests on standard input with botocore: one JSON object per line in the format of `sign --batch`, one signature per line out."""
import base64
import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


class Clock(datetime.datetime):
    fixed = None

    @classmethod
    def utcnow(cls):
        return cls.fixed

    @classmethod
    def now(cls, tz=None):
        return cls.fixed


botocore.auth.datetime = type("module", (), {"datetime": Clock})
if hasattr(botocore.auth, "get_current_datetime"):
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: Clock.fixed

for line in sys.stdin:
    job = json.loads(line)
    Clock.fixed = datetime.datetime.strptime(job["time"], "%Y-%m-%dT%H:%M:%SZ")
    signer = botocore.auth.S3SigV4Auth if job["service"] == "s3" else botocore.auth.SigV4Auth
    request = AWSRequest(job["method"], job["url"], headers=dict(job["headers"]), data=base64.b64decode(job["body_base64"]))
    # Without this hint botocore would leave the body of an https request to s3 unsigned.
    request.context["payload_signing_enabled"] = True
    credentials = Credentials(job["access_key"], job["secret_key"], job.get("session_token"))
    signer(credentials, job["service"], job["region"]).add_auth(request)
    print(request.headers["Authorization"].rsplit("Signature=", 1)[1])
