"""What keeps a database beside itself, by boto3: copied and shared snapshots, read replicas, a standby, backups in another region."""
import unittest

import standin
from databases import PASSWORD, Databases

ELSEWHERE = "us-west-2"
here, there = Databases(), Databases(ELSEWHERE)
theirs = standin.client("rds", aws_access_key_id="210987654321", aws_secret_access_key="210987654321")


class Copies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.arn = here.make("copied", BackupRetentionPeriod=7)
        here.sql("copied", "create table written (n int)")
        here.sql("copied", "insert into written values (1), (2)")

    @classmethod
    def tearDownClass(cls):
        here.delete("copied")

    def test_of_snapshots_are_shared_and_leave_the_region(self):
        made = here.rds.create_db_snapshot(DBSnapshotIdentifier="copied-now", DBInstanceIdentifier="copied")["DBSnapshot"]
        standin.advance("PT30M")
        there.rds.copy_db_snapshot(SourceDBSnapshotIdentifier=made["DBSnapshotArn"], TargetDBSnapshotIdentifier="copied-far", SourceRegion="eu-central-1")
        standin.advance("PT4H")
        self.assertEqual(there.rds.describe_db_snapshots(DBSnapshotIdentifier="copied-far")["DBSnapshots"][0]["Status"], "available")
        self.assertEqual(standin.code_of(theirs.describe_db_snapshots, DBSnapshotIdentifier=made["DBSnapshotArn"]), "DBSnapshotNotFound")
        here.rds.modify_db_snapshot_attribute(DBSnapshotIdentifier="copied-now", AttributeName="restore", ValuesToAdd=["210987654321"])
        told = here.rds.describe_db_snapshot_attributes(DBSnapshotIdentifier="copied-now")["DBSnapshotAttributesResult"]
        self.assertEqual(told["DBSnapshotAttributes"], [{"AttributeName": "restore", "AttributeValues": ["210987654321"]}])
        self.assertEqual(len(theirs.describe_db_snapshots(IncludeShared=True)["DBSnapshots"]), 1)
        there.rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="restored-far", DBSnapshotIdentifier="copied-far")
        there.until("restored-far")
        self.assertEqual(there.sql("restored-far", "select n from written order by n"), [[1], [2]])
        there.delete("restored-far")

    def test_follow_as_replicas_until_they_are_promoted(self):
        there.rds.create_db_instance_read_replica(DBInstanceIdentifier="replica", SourceDBInstanceIdentifier=self.arn, SourceRegion="eu-central-1")
        told = there.until("replica")
        self.assertEqual(told["ReadReplicaSourceDBInstanceIdentifier"], self.arn)
        self.assertEqual(told["StatusInfos"][0]["Status"], "replicating")
        self.assertEqual(len(here.told("copied")["ReadReplicaDBInstanceIdentifiers"]), 1)
        with self.assertRaisesRegex(AssertionError, "read-only transaction"):
            there.sql("replica", "insert into written values (3)")
        self.assertEqual(there.sql("replica", "select n from written order by n"), [[1], [2]])
        there.rds.promote_read_replica(DBInstanceIdentifier="replica", BackupRetentionPeriod=1)
        standin.advance("PT5M")
        there.until("replica")
        there.sql("replica", "insert into written values (3)")
        self.assertEqual(there.sql("replica", "select count(*)::int from written"), [[3]])
        there.delete("replica")


class Standbys(unittest.TestCase):
    def test_take_over_and_lose_nothing(self):
        here.make("doubled", MultiAZ=True, MasterUserPassword=PASSWORD)
        here.sql("doubled", "create table written (n int)")
        here.sql("doubled", "insert into written values (1)")
        before = here.told("doubled")
        here.rds.reboot_db_instance(DBInstanceIdentifier="doubled", ForceFailover=True)
        standin.advance("PT10M")
        after = here.until("doubled")
        self.assertEqual((after["Endpoint"], after["AvailabilityZone"]), (before["Endpoint"], before["SecondaryAvailabilityZone"]))
        self.assertEqual(here.sql("doubled", "select n from written"), [[1]])
        here.delete("doubled")


class AutomatedBackups(unittest.TestCase):
    def test_are_replicated_to_another_region(self):
        arn = here.make("replicated", BackupRetentionPeriod=7)
        here.sql("replicated", "create table written (n int)")
        there.rds.start_db_instance_automated_backups_replication(SourceDBInstanceArn=arn, BackupRetentionPeriod=7, SourceRegion="eu-central-1")
        standin.advance("PT3H")
        here.sql("replicated", "insert into written values (7)")
        standin.advance("PT1H")
        [backups] = there.rds.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]
        this = {"SourceDBInstanceAutomatedBackupsArn": backups["DBInstanceAutomatedBackupsArn"]}
        there.rds.restore_db_instance_to_point_in_time(**this, TargetDBInstanceIdentifier="back-far", UseLatestRestorableTime=True, DBInstanceClass="db.t4g.micro")
        there.until("back-far")
        self.assertEqual(there.sql("back-far", "select n from written"), [[7]])
        there.delete("back-far")
        there.rds.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=arn)
        here.delete("replicated")


if __name__ == "__main__":
    unittest.main()
