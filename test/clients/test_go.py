"""AWS's SDK for Go, in programs of its own: `go test` in the folder go/."""
import os
import re
import shutil
import subprocess
import unittest

import standin

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "go")


def go_is_new_enough():
    """As new as go/go.mod asks: Debian's own is too old for the SDK, so a machine without is passed over, in CI too."""
    if not shutil.which("go"):
        return False
    found = re.search(r"go(\d+)\.(\d+)", standin.run("go", "version", GOTOOLCHAIN="local").stdout)
    return (int(found[1]), int(found[2])) >= (1, 24)


@unittest.skipUnless(go_is_new_enough(), "there is no Go 1.24 or newer: AWS's SDK for Go is not tried in this run")
class Go(unittest.TestCase):
    def test_programs_work_unmodified(self):
        environment = {**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=readonly"}
        done = subprocess.run(["go", "test", "-vet=off", "-count=1", "-v", "./..."], cwd=FOLDER, env=environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count("--- PASS: "), 6)


if __name__ == "__main__":
    unittest.main()
