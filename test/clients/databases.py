"""Databases of a region in tests: made, waited for, and spoken to by way of node's `pg`, which is there wherever the stand-in is."""
import json
import os
import subprocess

import standin

PASSWORD = "correct-horse"
QUERY = """
  const { Client } = require('pg');
  const [port, text] = process.argv.slice(1);
  const client = new Client({ host: process.env.PGHOST, port: Number(port), user: 'keeper', password: process.env.PGPASSWORD, database: 'app' });
  client.connect().then(() => client.query({ text, rowMode: 'array' })).then(({ rows = [] }) => console.log(JSON.stringify(rows)))
    .then(() => client.end(), (error) => { console.error(error.message); process.exit(1); });
"""


class Databases:
    def __init__(self, region=None):
        self.rds = standin.client("rds", region)

    def make(self, name, **more):
        """The ARN of an instance that is available."""
        made = self.rds.create_db_instance(
            **{
                "DBInstanceIdentifier": name, "DBInstanceClass": "db.t4g.micro", "Engine": "postgres", "AllocatedStorage": 20, "DBName": "app",
                "MasterUsername": "keeper", "MasterUserPassword": PASSWORD, **more,
            }
        )["DBInstance"]
        self.until(name)
        return made["DBInstanceArn"]

    def told(self, name):
        return self.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]

    def until(self, name, most=24):
        """What is told of an instance once it is available."""
        for _ in range(most):
            told = self.told(name)
            if told["DBInstanceStatus"] == "available":
                return told
            standin.advance("PT5M")
        raise AssertionError(f"{name} never became available: {told['DBInstanceStatus']}")

    def sql(self, name, text):
        """The rows that a query answers with."""
        endpoint = self.told(name)["Endpoint"]
        environment = {**os.environ, "PGHOST": endpoint["Address"], "PGPASSWORD": PASSWORD}
        words = ["node", "-e", QUERY, str(endpoint["Port"]), text]
        done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=os.path.dirname(os.path.abspath(__file__)))
        if done.returncode:
            raise AssertionError(f"{name}: {done.stderr}")
        return json.loads(done.stdout)

    def delete(self, *names):
        for name in names:
            self.rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        standin.advance("PT30M")
