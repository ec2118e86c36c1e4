"""A terminal that a program runs in, typed at and looked at through tmux."""
import os
import shutil
import subprocess
import tempfile
import time


class Terminal:
    """One window of a tmux server of its own, with an empty home folder.

    with Terminal("newsq seeds") as t: t.type("kremlin", "Enter"); t.wait("2 articles")
    """

    def __init__(self, program, columns=80, rows=24, home=None, **environment):
        self.home = home or tempfile.mkdtemp(prefix="newsq-home-")
        self.owns_home = home is None
        self.socket = "newsq-%d-%d" % (os.getpid(), time.monotonic_ns())
        variables = {"HOME": self.home, "LC_ALL": "C", "PS1": "$ ", "SWIFT_BACKTRACE": "enable=no"}
        variables.update(environment)
        command = ["env", "-u", "XDG_STATE_HOME", "-u", "XDG_CONFIG_HOME", "-u", "PAGER", "-u", "LESS", "-u", "EDITRC"]
        command += ["%s=%s" % item for item in variables.items()] + ["bash", "--norc", "--noprofile"]
        # tmux gives TERM itself; what the test wants is set where the program starts.
        self.tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), *command)
        self.wait("$ ")
        term = environment.get("TERM")
        self.type(("TERM=%s " % term if term else "") + program, "Enter")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server", check=False)
        if self.owns_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def tmux(self, *arguments, check=True):
        command = ["tmux", "-u", "-L", self.socket, "-f", "/dev/null", *arguments]
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        return subprocess.run(command, check=check, capture_output=True, text=True, env=environment).stdout

    def type(self, *keys):
        """Each of `keys` is a text, or the name of a key as tmux has it."""
        for key in keys:
            self.tmux("send-keys", key)

    def send(self, key, literal=False):
        """One key, or a text as it is."""
        self.tmux("send-keys", *(["-l", "--", key] if literal else [key]))

    def paste(self, text):
        self.tmux("set-buffer", text)
        self.tmux("paste-buffer", "-p", "-r")

    def resize(self, columns, rows=24):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self):
        return self.tmux("capture-pane", "-p").rstrip("\n")

    def wait(self, text, seconds=20):
        """The screen once it shows `text`; tmux leaves out blanks at the end of a row, so they do not count."""
        text = text.rstrip(" ")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.screen()
            if text in screen:
                return screen
            time.sleep(0.05)
        raise AssertionError("no %r on the screen:\n%s" % (text, self.screen()))

    def wait_until_gone(self, text, seconds=20):
        end = time.monotonic() + seconds
        while text in self.screen():
            if time.monotonic() > end:
                raise AssertionError("%r stays on the screen:\n%s" % (text, self.screen()))
            time.sleep(0.05)

    def ask(self, query, awaited):
        self.type(query, "Enter")
        return self.wait(awaited)

    def child(self):
        """The process that the terminal's shell runs."""
        shell = self.tmux("display", "-p", "#{pane_pid}").strip()
        return int(subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True).stdout.split()[0])

    def history(self):
        path = os.path.join(self.home, ".local/state/newsq/history.jsonl")
        return open(path, encoding="utf-8").read() if os.path.exists(path) else ""
