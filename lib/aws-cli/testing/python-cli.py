"""Answers questions about the real AWS CLI: one JSON document a line in, one a line out. Each names a function of this file and its argument.

Run by python-cli.ts. It uses the modules of Debian's package awscli as they are.
"""

import json
import sys

# The package brings its own botocore, which must be found as `botocore`.
import awscli  # noqa: F401


def json_dumps(given):
    return json.dumps(given["value"], **given["style"])


def json_loads(given):
    value = json.loads(given)
    return {"json": json.dumps(value), "repr": repr(value), "str": str(value), "type": type(value).__name__}


def sort(given):
    return sorted(given)


QUESTIONS = {name: value for name, value in globals().items() if callable(value) and value.__module__ == "__main__"}

for line in sys.stdin:
    question, given = json.loads(line)
    try:
        answer = {"ok": QUESTIONS[question](given)}
    except Exception as error:
        answer = {"error": str(error), "kind": type(error).__name__}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
