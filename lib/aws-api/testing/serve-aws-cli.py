"""Answers for the shell program `aws` of aws-in-shells.ts: runs each command as /usr/bin/aws does, in a fork of a process that has loaded the
AWS CLI already, since to load it costs more than the command does.

The argument names a folder with a named pipe `calls`. A caller writes its process id there and waits at the named pipe of that name for the
exit code; its output comes through those that end in .1 and .2. What it was given is read from /proc.
"""

import os
import signal
import sys

import awscli.clidriver
import awscli.customizations.assumerole

folder = sys.argv[1]


def answer(pid):
    for name in (1, 2):
        os.dup2(os.open(f"{folder}/{pid}.{name}", os.O_WRONLY), name)
    os.chdir(f"/proc/{pid}/cwd")
    # The CLI has put there where its own data are.
    own = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ["AWS_DATA_PATH"] = own
    with open(f"/proc/{pid}/environ") as environ:
        os.environ.update(entry.split("=", 1) for entry in environ.read().split("\0") if "=" in entry)
    # Where sessions of roles are kept was decided when this was loaded, by another home.
    awscli.customizations.assumerole.CACHE_DIR = os.path.expanduser("~/.aws/cli/cache")
    # Messages begin with the name of the program.
    sys.argv[0] = "aws"
    with open(f"/proc/{pid}/cmdline") as cmdline:
        # The shell, its program, and what follows.
        args = cmdline.read().split("\0")[2:-1]
    try:
        status = awscli.clidriver.AWSCLIEntryPoint().main(args)
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    return status or 0


# What every command loads before it begins: the plugins, the names of all commands, and what the clients of these services are made of.
driver = awscli.clidriver.create_clidriver()
driver.create_parser(driver.subcommand_table)
for service in ("iam", "organizations", "sts"):
    driver.session.create_client(service, region_name="us-east-1")

# Open for writing as well, so that it does not end with the first caller.
calls = open(os.open(f"{folder}/calls", os.O_RDWR))
print("ready", flush=True)
# Children that have ended leave nothing behind.
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in calls:
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        caller, status = line.strip(), 1
        try:
            status = answer(caller)
        finally:
            with open(f"{folder}/{caller}", "w") as waiting:
                waiting.write(f"{status}\n")
        os._exit(0)
