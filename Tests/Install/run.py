#!/usr/bin/env python3
"""Installs into an empty folder and looks at what is there: python3 Tests/Install/run.py"""
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(*command, **more):
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, errors="replace", **more)
    if done.returncode:
        raise AssertionError("%s: status %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done


def program_answers(prefix):
    answer = run(prefix + "/bin/newsq", "-c", "kremlin | count", "seeds/").stdout
    assert answer.startswith("count\t"), answer


def man_page_has_no_warning(prefix):
    page = prefix + "/share/man/man1/newsq.1"
    done = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", page, env=dict(os.environ, MANPAGER="cat", MANWIDTH="120", LC_ALL="C.UTF-8"))
    assert not done.stderr, done.stderr
    # Bold is a letter twice in one place, or an escape sequence.
    shown = re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout)
    for section in ("SYNOPSIS", "OPTIONS", "EXIT STATUS", "STAGES", "FILES", "EXAMPLES"):
        assert section in shown, section
    for option in re.findall(r"--[a-z][a-z-]*[a-z]", run(prefix + "/bin/newsq", "--help").stdout):
        assert option in shown, option


def bash_completes(prefix):
    script = "source %s/share/bash-completion/completions/newsq; complete -p newsq; " % prefix
    script += "COMP_WORDS=(newsq --sa); COMP_CWORD=1; COMP_LINE='newsq --sa'; COMP_POINT=10; "
    script += "$(complete -p newsq | sed 's/.*-F \\([^ ]*\\).*/\\1/') newsq --sa newsq 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\""
    assert "--save" in run("bash", "-c", script).stdout


def zsh_completes(prefix):
    folder = prefix + "/share/zsh/site-functions"
    script = "fpath=(%s $fpath); autoload -Uz compinit && compinit -u -D && print $_comps[newsq] && autoload +X _newsq" % folder
    assert "_newsq" in run("zsh", "-f", "-c", script).stdout


def fish_completes(prefix):
    script = "source %s/share/fish/vendor_completions.d/newsq.fish; complete -C 'newsq --sa'" % prefix
    with tempfile.TemporaryDirectory() as home:
        answer = run("fish", "--no-config", "-c", script, env=dict(os.environ, HOME=home, PATH=prefix + "/bin:" + os.environ["PATH"]))
    assert "--save" in answer.stdout, answer.stdout + answer.stderr


def uninstalling_leaves_nothing(prefix):
    run("make", "-s", "uninstall", "PREFIX=" + prefix)
    left = [name for _, _, files in os.walk(prefix) for name in files]
    assert not left, left


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as prefix:
        run("make", "-s", "install", "PREFIX=" + prefix)
        for test in [program_answers, man_page_has_no_warning, bash_completes, zsh_completes, fish_completes, uninstalling_leaves_nothing]:
            try:
                test(prefix)
                print("ok    ", test.__name__)
            except AssertionError as failure:
                failed += 1
                print("FAILED", test.__name__, failure)
    sys.exit(1 if failed else 0)


main()
