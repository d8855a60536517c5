#!/usr/bin/python3
"""What every script begins with: Python's json reads each file of a folder.

    json_load.py FOLDER

Keeps nothing and measures nothing but the time. Prints one line of JSON.
"""
import json
import os
import platform
import sys
import time


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: json_load.py FOLDER")
    size, files, began = 0, 0, time.perf_counter()
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            with open(os.path.join(folder, name), "rb") as f:
                data = f.read()
            json.loads(data)
            size, files = size + len(data), files + 1
    print(json.dumps({
        "peer": "python-json",
        "versions": {"python": platform.python_version()},
        "phases_s": {"load": time.perf_counter() - began},
        "results": {"bytes": size, "files": files},
    }))


if __name__ == "__main__":
    main()
