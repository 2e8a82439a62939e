"""psql, through the gate: in the clear, encrypted, and verifying whom it talks to by the stand-in's own authority."""
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.request

import databases
import standin


@unittest.skipUnless(shutil.which("psql"), "there is no psql here")
class Psql(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.databases = databases.Databases()
        cls.databases.make("asked", BackupRetentionPeriod=0)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.authority = os.path.join(folder.name, "rds-ca.pem")
        urllib.request.urlretrieve(f"{standin.ENDPOINT}/_standin/rds-ca.pem", cls.authority)

    @classmethod
    def tearDownClass(cls):
        cls.databases.delete("asked")

    def psql(self, text, **words):
        """What psql ends with, prints and complains of."""
        endpoint = self.databases.told("asked")["Endpoint"]
        where = {"host": endpoint["Address"], "port": endpoint["Port"], "user": "keeper", "dbname": "app", **words}
        command = ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", " ".join(f"{name}={value}" for name, value in where.items()), "-c", text]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PGPASSWORD": databases.PASSWORD})
        return done.returncode, done.stdout.split(), done.stderr

    def test_without_tls(self):
        self.assertEqual(self.psql("select ssl from pg_stat_ssl where pid = pg_backend_pid()", sslmode="disable")[:2], (0, ["f"]))

    def test_verifying_the_server(self):
        words = {"sslmode": "verify-full", "sslrootcert": self.authority}
        self.assertEqual(self.psql("select ssl from pg_stat_ssl where pid = pg_backend_pid()", **words)[:2], (0, ["t"]))

    def test_a_server_of_another_name_is_not_believed(self):
        words = {"sslmode": "verify-full", "sslrootcert": self.authority, "hostaddr": "127.0.0.1", "host": "other.example"}
        code, _, complaint = self.psql("select 1", **words)
        self.assertEqual(code, 2)
        self.assertIn("does not match host name", complaint)
