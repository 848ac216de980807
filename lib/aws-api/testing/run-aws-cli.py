"""Runs commands of the AWS CLI as /usr/bin/aws does, many in one process, since each start of Python costs more than a command.

Reads a JSON list of arguments a line; answers each with a line {"status", "stdout", "stderr"}.
"""

import contextlib
import io
import json
import sys

import awscli.clidriver
import botocore.loaders

# What services there are and what they are made of is read once, not by every command: half of what one takes.
READ = {}
make_loader = botocore.loaders.Loader.__init__


def make_sharing_loader(self, *args, **kwargs):
    make_loader(self, *args, **kwargs)
    self._cache = READ


botocore.loaders.Loader.__init__ = make_sharing_loader

for line in sys.stdin:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = awscli.clidriver.AWSCLIEntryPoint().main(json.loads(line))
        except SystemExit as end:
            status = end.code
    answer = {
        "status": status or 0,
        "stdout": out.buffer.getvalue().decode(),
        "stderr": err.buffer.getvalue().decode(),
    }
    print(json.dumps(answer), flush=True)
