"""Runs commands of the AWS CLI as /usr/bin/aws does, many in one process, since each start of Python costs more than a command.

Reads a JSON list a line: the arguments, variables of the environment for this command alone, and standard input. Answers each with a line
{"status", "stdout", "stderr"}.
"""

import contextlib
import getpass
import io
import json
import os
import subprocess
import sys


def ask(prompt):
    """Asks without a terminal."""
    print(prompt, end="", flush=True)
    return sys.stdin.readline().rstrip("\n")


def run_program(command, shell):
    """Runs the program of an alias, whose output goes where that of the command goes."""
    done = subprocess.run(command, shell=shell, capture_output=True, text=True, input=sys.stdin.read())
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode


# Before the AWS CLI is loaded, which keeps the functions.
getpass.getpass = ask
call_program = subprocess.call
subprocess.call = run_program

import awscli.clidriver
import botocore.loaders

subprocess.call = call_program

# What services there are and what they are made of is read once, not by every command: half of what one takes.
READ = {}
make_loader = botocore.loaders.Loader.__init__


def make_sharing_loader(self, *args, **kwargs):
    make_loader(self, *args, **kwargs)
    self._cache = READ


botocore.loaders.Loader.__init__ = make_sharing_loader

# Messages begin with the name of the program.
sys.argv[0] = "aws"
common = dict(os.environ)
lines = sys.stdin
for line in lines:
    arguments, environment, given = json.loads(line)
    os.environ.update(environment)
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = awscli.clidriver.AWSCLIEntryPoint().main(arguments)
        except SystemExit as end:
            status = end.code
    os.environ.clear()
    os.environ.update(common)
    answer = {
        "status": status or 0,
        "stdout": out.buffer.getvalue().decode(),
        "stderr": err.buffer.getvalue().decode(),
    }
    print(json.dumps(answer), flush=True)
