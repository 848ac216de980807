"""Answers questions about the real AWS CLI: one JSON document a line in, one a line out. Each names a function of this file and its argument.

Run by python-cli.ts. It uses the modules of Debian's package awscli as they are.
"""

import base64
import copy
import fnmatch as patterns
import io
import json
import os
import shlex
import sys
from types import SimpleNamespace

import awscli.formatter
import awscli.table
import jmespath
from botocore.paginate import Paginator
from botocore.waiter import SingleWaiterConfig, Waiter


def json_dumps(given):
    return json.dumps(given["value"], **given["style"])


def json_loads(given):
    value = json.loads(given)
    return {"json": json.dumps(value), "repr": repr(value), "str": str(value), "type": type(value).__name__}


def sort(given):
    return sorted(given)


def width_ranges(_):
    ranges, start = [], None
    for code in range(0x110001):
        wide = code < 0x110000 and awscli.table.get_text_length(chr(code)) == 2
        if wide and start is None:
            start = code
        if not wide and start is not None:
            ranges.append([start, code - 1])
            start = None
    return ranges


def formatted(given):
    out = io.StringIO()
    # A query makes any value of an answer.
    query = SimpleNamespace(search=lambda _: given["value"])
    args = SimpleNamespace(query=query, color=given.get("color", "off"))
    # The colors of tables wrap the stream that is standard output when the formatter is made.
    real, sys.stdout = sys.stdout, out
    try:
        formatter = awscli.formatter.get_formatter(given["format"], args)
        if "columns" in given:
            formatter.table._terminal_width = given["columns"]
        formatter("ListThings", {}, sys.stdout)
    finally:
        sys.stdout = real
    return out.getvalue()


def search(given):
    try:
        compiled = jmespath.compile(given["expression"])
    except ValueError as error:
        return {"syntax": str(error)}
    return {"found": json.dumps(compiled.search(given["value"]))}


def paginate(given):
    """Prints the pages of a service that finds each page by the token of its input."""
    calls = []

    def method(**kwargs):
        calls.append(copy.deepcopy(kwargs))
        token = kwargs.get("Marker")
        return copy.deepcopy(given["pages"][given["tokens"].index(token) + 1 if token in given["tokens"] else 0])

    limit = SimpleNamespace(input_shape=SimpleNamespace(members={"MaxItems": SimpleNamespace(type_name="integer")}))
    out = io.StringIO()
    query = given["query"] and jmespath.compile(given["query"])
    formatter = awscli.formatter.get_formatter(given["format"], SimpleNamespace(query=query, color="off"))
    config = {key: value for key, value in given["options"].items() if value is not None}
    error = None
    try:
        formatter("ListThings", Paginator(method, given["paginator"], limit).paginate(PaginationConfig=config), out)
    except Exception as raised:
        error = str(raised)
    return {"calls": calls, "out": out.getvalue(), "error": error}


def wait(given):
    """Waits for a service that gives these answers, and the last one from then on."""
    answers = given["answers"]
    polls = []

    def method(**_):
        polls.append(None)
        return answers[min(len(polls), len(answers)) - 1]

    error = None
    try:
        Waiter("ThingExists", SingleWaiterConfig(given["config"]), method).wait()
    except Exception as raised:
        error = str(raised)
    return {"polls": len(polls), "error": error}


def b64decode(given):
    return list(base64.b64decode(given))


def fnmatch(given):
    return patterns.fnmatch(*given)


def paths(given):
    path, cwd = given
    absolute = os.path.normpath(os.path.join(cwd, path))
    if absolute.startswith("//"):
        absolute = absolute[1:]
    folder, name = os.path.split(absolute)
    return [absolute, os.path.join(os.path.relpath(folder, cwd), name)]


def split_words(given):
    return shlex.split(given)


def quote_word(given):
    return shlex.quote(given)


def numbers(given):
    found = []
    for read in (int, float):
        try:
            found.append(json.dumps(read(given)))
        except ValueError:
            found.append(None)
    return found


QUESTIONS = {name: value for name, value in globals().items() if callable(value) and value.__module__ == "__main__"}

for line in sys.stdin:
    question, given = json.loads(line)
    try:
        answer = {"ok": QUESTIONS[question](given)}
    except Exception as error:
        answer = {"error": str(error), "kind": type(error).__name__}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
