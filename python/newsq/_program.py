"""Finds the newsq program."""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig

from ._errors import FileError


@functools.lru_cache(maxsize=None)
def program() -> str:
    """Returns the path of the program: `NEWSQ` in the environment, the one installed with this package, or the one on
    the PATH. Raises FileError if there is none."""
    named = os.environ.get("NEWSQ")
    if named:
        return named
    folders = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    # A user's own site has its scripts elsewhere.
    user = sysconfig.get_preferred_scheme("user")
    folders.append(sysconfig.get_path("scripts", user))
    for folder in folders:
        path = os.path.join(folder, "newsq")
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return path
    found = shutil.which("newsq")
    if found:
        return found
    raise FileError("the program newsq was not found; install it or set NEWSQ to its path")


@functools.lru_cache(maxsize=None)
def version() -> str:
    """Returns the version of the program, such as `0.2.0`; an empty string if the program is missing."""
    try:
        done = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True)
    except (FileError, OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.split()[-1] if done.stdout.split() else ""
