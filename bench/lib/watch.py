#!/usr/bin/env python3
"""watch.py PID COMMAND… | watch.py PID FILE.db: how an import goes on, twice a second until the process ends.

Prints the seconds since the start, the log's head (which for a fresh database is the number of articles) and RssAnon in kB.
COMMAND prints the head; a SQLite file is asked directly.
"""
import sqlite3
import subprocess
import sys
import time


def head(source):
    try:
        if len(source) > 1:
            return int(subprocess.run(source, capture_output=True, text=True, check=True).stdout)
        with sqlite3.connect(f"file:{source[0]}?mode=ro", uri=True, timeout=0) as database:
            return database.execute('SELECT "LastSequence" FROM log_sequence').fetchone()[0]
    except (sqlite3.Error, subprocess.CalledProcessError, ValueError, TypeError):
        return 0  # not there yet, or busy


def rss(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("RssAnon")), None)


pid, source, start = sys.argv[1], sys.argv[2:], time.monotonic()
try:
    while (memory := rss(pid)) is not None:
        print(f"{time.monotonic() - start:.2f} {head(source)} {memory}", flush=True)
        time.sleep(0.5)
except FileNotFoundError:
    pass
