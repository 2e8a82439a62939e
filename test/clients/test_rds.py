"""RDS's rules by boto3, and by psql where there is one: what is refused, the states in between, and rows that come back."""
import os
import shutil
import subprocess
import unittest

from botocore.exceptions import ClientError

import standin

REGION = "us-east-1"
PASSWORD = "correct-horse"
rds = standin.client("rds", region_name=REGION)


def refusal(call, **words):
    """The code and the status that a call was refused with."""
    try:
        call(**words)
    except ClientError as refused:
        return refused.response["Error"]["Code"], refused.response["ResponseMetadata"]["HTTPStatusCode"]
    raise AssertionError(f"{call} succeeded and should have been refused")


def create(name, **more):
    return rds.create_db_instance(
        **{
            "DBInstanceIdentifier": name, "DBInstanceClass": "db.t4g.micro", "Engine": "postgres", "AllocatedStorage": 20, "DBName": "app",
            "MasterUsername": "keeper", "MasterUserPassword": PASSWORD, **more,
        }
    )["DBInstance"]


def described(name):
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def available(name):
    """Lets time pass until the instance is available; the states it was seen in."""
    seen = []
    for _ in range(240):
        status = described(name)["DBInstanceStatus"]
        if status not in seen:
            seen.append(status)
        if status == "available":
            return seen
        standin.advance("PT30S")
    raise AssertionError(f"{name} went through {seen} and never became available")


def sql(name, text):
    """What psql answers, a row a line."""
    endpoint = described(name)["Endpoint"]
    words = ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", endpoint["Address"], "-p", str(endpoint["Port"]), "-U", "keeper", "-d", "app", "-c", text]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PGPASSWORD": PASSWORD}, check=True)
    return done.stdout.split()


class Refusals(unittest.TestCase):
    def test_of_names_and_values(self):
        self.assertEqual(refusal(create, name="two--hyphens"), ("InvalidParameterValue", 400))
        self.assertEqual(refusal(create, name="a", MultiAZ=True, AvailabilityZone="us-east-1a"), ("InvalidParameterCombination", 400))
        self.assertEqual(refusal(create, name="a", BackupRetentionPeriod=36), ("InvalidParameterValue", 400))
        self.assertEqual(refusal(rds.describe_db_instances, MaxRecords=19), ("InvalidParameterValue", 400))

    def test_of_what_is_not_there(self):
        self.assertEqual(refusal(rds.describe_db_instances, DBInstanceIdentifier="none"), ("DBInstanceNotFound", 404))
        self.assertEqual(refusal(rds.describe_db_snapshots, DBSnapshotIdentifier="none"), ("DBSnapshotNotFound", 404))
        self.assertEqual(refusal(rds.delete_db_instance_automated_backup, DbiResourceId="db-NONE"), ("DBInstanceAutomatedBackupNotFound", 404))


class Life(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = create("Rules", DeletionProtection=True)
        cls.seen = available("rules")

    @classmethod
    def tearDownClass(cls):
        rds.modify_db_instance(DBInstanceIdentifier="rules", DeletionProtection=False)
        rds.delete_db_instance(DBInstanceIdentifier="rules", SkipFinalSnapshot=True)
        standin.advance("PT10M")

    def test_passes_through_its_states(self):
        self.assertNotIn("Endpoint", self.made)
        self.assertEqual(self.seen, ["creating", "backing-up", "available"])
        self.assertEqual(described("rules")["Endpoint"]["Address"], "127.0.0.1")

    def test_is_protected(self):
        self.assertEqual(refusal(rds.delete_db_instance, DBInstanceIdentifier="rules", SkipFinalSnapshot=True), ("InvalidParameterCombination", 400))

    def test_refuses_what_its_state_forbids(self):
        rds.reboot_db_instance(DBInstanceIdentifier="rules")
        self.assertEqual(refusal(rds.stop_db_instance, DBInstanceIdentifier="rules"), ("InvalidDBInstanceState", 400))
        self.assertEqual(available("rules"), ["rebooting", "available"])
        self.assertEqual(refusal(rds.start_db_instance, DBInstanceIdentifier="rules"), ("InvalidDBInstanceState", 400))

    def test_is_restored_within_its_window_only(self):
        window = rds.describe_db_instance_automated_backups(DBInstanceIdentifier="rules")["DBInstanceAutomatedBackups"][0]["RestoreWindow"]
        words = {"SourceDBInstanceIdentifier": "rules", "TargetDBInstanceIdentifier": "target"}
        restore = rds.restore_db_instance_to_point_in_time
        self.assertEqual(refusal(restore, **words), ("InvalidParameterCombination", 400))
        self.assertEqual(refusal(restore, **words, RestoreTime=window["LatestTime"]), ("InvalidParameterValue", 400))
        self.assertEqual(refusal(restore, **words, RestoreTime=window["LatestTime"], UseLatestRestorableTime=True), ("InvalidParameterCombination", 400))

    @unittest.skipUnless(shutil.which("psql"), "there is no psql here")
    def test_rows_come_back_as_they_were_at_the_instant(self):
        sql("rules", "create table written (n int)")
        sql("rules", "insert into written values (1), (2)")
        moment = standin.control("GET", "clock")["now"]
        standin.advance("PT1S")
        sql("rules", "delete from written where n = 1")
        standin.advance("PT10M")
        rds.restore_db_instance_to_point_in_time(SourceDBInstanceIdentifier="rules", TargetDBInstanceIdentifier="back", RestoreTime=moment, BackupRetentionPeriod=0)
        available("back")
        self.assertEqual(sql("rules", "select n from written order by n"), ["2"])
        self.assertEqual(sql("back", "select n from written order by n"), ["1", "2"])
        address = described("rules")["Endpoint"]
        for old, new in (("rules", "rules-damaged"), ("back", "rules")):
            rds.modify_db_instance(DBInstanceIdentifier=old, NewDBInstanceIdentifier=new, ApplyImmediately=True)
            self.assertEqual(described(old)["DBInstanceStatus"], "renaming")
            standin.advance("PT5M")
            available(new)
        self.assertEqual(described("rules")["Endpoint"], address)
        self.assertEqual(sql("rules", "select n from written order by n"), ["1", "2"])
        rds.modify_db_instance(DBInstanceIdentifier="rules-damaged", DeletionProtection=False)
        rds.delete_db_instance(DBInstanceIdentifier="rules-damaged", SkipFinalSnapshot=True)
        standin.advance("PT10M")


if __name__ == "__main__":
    unittest.main()
