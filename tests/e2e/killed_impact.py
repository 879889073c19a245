"""Kills `impact --out` again and again while it writes, lets it end, and compares every byte of its
files with those of a run that nobody disturbed.

Usage: killed_impact.py PROGRAM      works in a fresh folder, removed at the end
"""
import filecmp
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

LISTINGS = 30000
CHUNK = 256  # BatchOptions::acts_a_chunk of server/impact/batch_report.h
KILLS = 5


def chunks_written(part):
    """Whole chunks that the unfinished folder says it holds."""
    try:
        with open(os.path.join(part, "state.json"), encoding="utf-8") as file:
            return json.load(file)["chunks"]
    except FileNotFoundError:
        return 0


def files_of(folder):
    return sorted(
        os.path.relpath(os.path.join(root, name), folder)
        for root, _, names in os.walk(folder) for name in names)


def kill_after(command, part, chunks):
    """Kills the run once so many chunks are written; False when it ended before."""
    with open("run.log", "w", encoding="utf-8") as log:
        run = subprocess.Popen(command, stdout=log, stderr=log)
        while run.poll() is None and chunks_written(part) < chunks:
            time.sleep(0.001)
        run.kill()
        return run.wait() == -signal.SIGKILL


def main(program):
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([program, "generate", "--entities", "15000", "--listings", str(LISTINGS),
                    "--out", "world"], **quiet)
    subprocess.run([program, "--data", "store", "import", "world"], **quiet)
    impact = [program, "--data", "store", "--as-of", "2025-10-01", "impact", "--out"]
    subprocess.run(impact + ["whole"], **quiet)

    with open("whole/summary.json", encoding="utf-8") as file:
        chunks = -(-json.load(file)["result"]["listings"] // CHUNK)
    went_on = 0
    for kill in range(KILLS):
        target = 1 + kill * chunks // (KILLS + 1)
        before = chunks_written("cut.part")
        if not kill_after(impact + ["cut", "--resume", "--threads", "2"], "cut.part", target):
            sys.exit(f"the run ended before chunk {target} of {chunks} was seen")
        if os.path.exists("cut"):
            sys.exit("a killed run left its folder")
        went_on += before > 0 and chunks_written("cut.part") >= before
    if went_on != KILLS - 1:
        sys.exit(f"{went_on} runs went on with what the one before had written, not {KILLS - 1}")
    end = subprocess.run(impact + ["cut", "--resume"], check=True, capture_output=True, text=True)
    if "gone on with after" not in end.stdout:
        sys.exit(f"the last run began anew: {end.stdout}")

    names = files_of("whole")
    if files_of("cut") != names or len(names) < 8:
        sys.exit(f"other files: {files_of('cut')}, not {names}")
    _, different, unread = filecmp.cmpfiles("whole", "cut", names, shallow=False)
    if different or unread:
        sys.exit(f"other bytes: {different + unread}")
    if os.path.exists("cut.part"):
        sys.exit("cut.part is left")
    print(f"{KILLS} kills within {chunks} chunks, {len(names)} files the same")


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as WORK:
        os.chdir(WORK)
        main(PROGRAM)
        os.chdir("/")
