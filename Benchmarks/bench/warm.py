"""What the comparisons with a warm process of the library share."""
import argparse
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def arguments(text, rounds):
    """A parser of the corpus, the two programs, the rounds and the folder to work in."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--newsq", default=os.path.join(ROOT, ".build/release/newsq"))
    parser.add_argument("--bench", default=os.path.join(ROOT, ".build/release/newsq-bench"))
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--work", default=None)
    return parser


class Engine:
    """`newsq-bench` with an archive open."""

    def __init__(self, program, archive):
        self._process = subprocess.Popen([program, archive], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, kind, text):
        """What was counted, and milliseconds."""
        self._process.stdin.write(kind + "\t" + text + "\n")
        self._process.stdin.flush()
        count, taken = self._process.stdout.readline().split("\t")
        return int(count), int(taken) / 1e6

    def close(self):
        self._process.stdin.close()
