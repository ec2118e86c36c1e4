#!/usr/bin/env python3
"""Runs every console session that the project shows, and compares.

A session is a fenced block ```console in README.md or Docs/*.md, or a file Tests/Console/*.session: lines that begin with
`$ ` are commands (a line that ends in a backslash goes on), what follows is what they print, standard output and standard
error together. `[exit 2]` alone on a line after the output is the exit status where it is not 0. `newsq` is the program
named on the command line; the folder is the top of the project.

    Tests/Console/run.py PROGRAM [--record]     --record writes what came out into the files instead
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FENCE = re.compile(r"(```console\n)(.*?)(```\n)", re.S)


def commands(text):
    """[(command as written, expected output)]"""
    found, lines, i = [], [line + "\n" for line in text.split("\n")[:-1]], 0
    while i < len(lines):
        if not lines[i].startswith("$ "):
            raise SystemExit("a session begins with `$ `: " + lines[i])
        command = lines[i]
        while command.endswith("\\\n"):
            i += 1
            command += lines[i]
        i += 1
        output = ""
        while i < len(lines) and not lines[i].startswith("$ "):
            output += lines[i]
            i += 1
        found.append((command, output))
    return found


def run(command, environment):
    done = subprocess.run(
        ["bash", "-c", command], cwd=TOP, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, timeout=120)
    output = done.stdout.decode("utf-8", "replace")
    if output and not output.endswith("\n"):
        output += "\n"
    return output + (f"[exit {done.returncode}]\n" if done.returncode else "")


def main():
    program, record = os.path.abspath(sys.argv[1]), "--record" in sys.argv
    folder = tempfile.mkdtemp()
    os.symlink(program, os.path.join(folder, "newsq"))
    environment = {
        "PATH": folder + ":" + os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80"}
    files = ["README.md"] + sorted("Docs/" + f for f in os.listdir(TOP + "/Docs") if f.endswith(".md"))
    files += sorted("Tests/Console/" + f for f in os.listdir(TOP + "/Tests/Console") if f.endswith(".session"))
    passed = failed = 0
    for name in files:
        path = os.path.join(TOP, name)
        if not os.path.exists(path):
            continue
        text = open(path, encoding="utf-8", newline="").read()

        def session(block):
            nonlocal passed, failed
            result = ""
            for command, expected in commands(block):
                shell = re.sub(r"\\\n", "\\\n", command[2:])
                actual = run(shell, environment)
                result += command + actual
                if actual == expected:
                    passed += 1
                elif not record:
                    failed += 1
                    print(f"{name}: {command}", end="")
                    sys.stdout.writelines(difflib.unified_diff(
                        expected.splitlines(True), actual.splitlines(True), "expected", "actual"))
            return result

        if name.endswith(".session"):
            new = session(text)
        else:
            new = FENCE.sub(lambda m: m[1] + session(m[2]) + m[3], text)
        if record and new != text:
            open(path, "w", encoding="utf-8", newline="").write(new)
            print("recorded", name)
    print(f"console sessions: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
