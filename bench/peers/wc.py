#!/usr/bin/python3
"""A bare scan as anyone would do it: wc -l of all files of a folder, in one run.

    wc.py FOLDER

Prints one line of JSON.
"""
import json
import os
import subprocess
import sys
import time


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: wc.py FOLDER")
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(sys.argv[1]) for name in names)
    listed = "\0".join(files).encode()
    began = time.perf_counter()
    out = subprocess.run(["wc", "-l", "--files0-from=-"], input=listed, capture_output=True, check=True).stdout
    spent = time.perf_counter() - began
    version = subprocess.run(["wc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    print(json.dumps({
        "peer": "wc",
        "versions": {"wc": version},
        "phases_s": {"scan": spent},
        "results": {"files": len(files), "lines": int(out.splitlines()[-1].split()[0])},
    }))


if __name__ == "__main__":
    main()
