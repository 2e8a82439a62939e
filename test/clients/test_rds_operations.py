"""Every RDS operation, by boto3 and the AWS CLI, on an instance that is really there."""
import datetime
import socket
import struct
import unittest

from botocore.exceptions import ClientError

import standin

rds = standin.client("rds")


def code_of(call, **words):
    try:
        call(**words)
    except ClientError as refused:
        return refused.response["Error"]["Code"]
    return None


def described(name):
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def speaks_postgresql(endpoint):
    """Whether a PostgreSQL server answers: N or S to a request for TLS."""
    with socket.create_connection((endpoint["Address"], endpoint["Port"]), timeout=10) as connection:
        connection.sendall(struct.pack("!ii", 8, 80877103))
        return connection.recv(1) in (b"N", b"S")


def until(name, status, most=20):
    for _ in range(most):
        if described(name)["DBInstanceStatus"] == status:
            return
        standin.advance("PT5M")
    raise AssertionError(f"{name} never became {status}: {described(name)['DBInstanceStatus']}")


class Instances(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = rds.create_db_instance(
            DBInstanceIdentifier="orders", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20, DBName="shop",
            MasterUsername="owner", MasterUserPassword="not-a-secret-1", BackupRetentionPeriod=7, Tags=[{"Key": "a", "Value": "b"}],
        )["DBInstance"]
        cls.arn, cls.status = made["DBInstanceArn"], made["DBInstanceStatus"]
        until("orders", "available")

    def test_1_are_created_and_listen(self):
        self.assertEqual(self.status, "creating")
        self.assertTrue(speaks_postgresql(described("orders")["Endpoint"]))
        rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier="orders", WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        self.assertEqual(standin.aws("rds", "describe-db-instances")["DBInstances"][0]["DBInstanceIdentifier"], "orders")

    def test_2_are_tagged(self):
        rds.add_tags_to_resource(ResourceName=self.arn, Tags=[{"Key": "c", "Value": "d"}])
        rds.remove_tags_from_resource(ResourceName=self.arn, TagKeys=["a"])
        self.assertEqual(rds.list_tags_for_resource(ResourceName=self.arn)["TagList"], [{"Key": "c", "Value": "d"}])

    def test_3_are_modified_rebooted_stopped_and_started(self):
        rds.modify_db_instance(DBInstanceIdentifier="orders", BackupRetentionPeriod=14, ApplyImmediately=True)
        standin.advance("PT5M")
        until("orders", "available")
        self.assertEqual(described("orders")["BackupRetentionPeriod"], 14)
        rds.reboot_db_instance(DBInstanceIdentifier="orders")
        standin.advance("PT5M")
        until("orders", "available")
        rds.stop_db_instance(DBInstanceIdentifier="orders")
        until("orders", "stopped")
        rds.start_db_instance(DBInstanceIdentifier="orders")
        until("orders", "available")

    def test_4_are_snapshotted_and_restored(self):
        rds.create_db_snapshot(DBSnapshotIdentifier="before", DBInstanceIdentifier="orders")
        standin.advance("PT30M")
        self.assertEqual(rds.describe_db_snapshots(DBSnapshotIdentifier="before")["DBSnapshots"][0]["Status"], "available")
        rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="from-snapshot", DBSnapshotIdentifier="before")
        until("from-snapshot", "available")
        self.assertTrue(speaks_postgresql(described("from-snapshot")["Endpoint"]))
        rds.delete_db_snapshot(DBSnapshotIdentifier="before")
        self.assertEqual(code_of(rds.describe_db_snapshots, DBSnapshotIdentifier="before"), "DBSnapshotNotFound")
        rds.delete_db_instance(DBInstanceIdentifier="from-snapshot", SkipFinalSnapshot=True)

    def test_5_are_restored_to_a_point_in_time(self):
        standin.advance("PT30M")
        self.assertIsInstance(described("orders")["LatestRestorableTime"], datetime.datetime)
        backups = rds.describe_db_instance_automated_backups(DBInstanceIdentifier="orders")["DBInstanceAutomatedBackups"]
        self.assertEqual(len(backups), 1)
        rds.restore_db_instance_to_point_in_time(SourceDBInstanceIdentifier="orders", TargetDBInstanceIdentifier="back", UseLatestRestorableTime=True)
        until("back", "available")
        self.assertTrue(speaks_postgresql(described("back")["Endpoint"]))
        rds.delete_db_instance(DBInstanceIdentifier="back", SkipFinalSnapshot=True)

    def test_6_have_events_and_refusals(self):
        self.assertTrue(rds.describe_events(SourceType="db-instance", Duration=1440)["Events"])
        self.assertEqual(code_of(rds.describe_db_instances, DBInstanceIdentifier="none"), "DBInstanceNotFound")
        self.assertEqual(code_of(rds.create_db_instance, DBInstanceIdentifier="orders", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20, MasterUsername="owner", MasterUserPassword="not-a-secret-1"), "DBInstanceAlreadyExists")

    def test_7_leave_their_backups_behind(self):
        resource = described("orders")["DbiResourceId"]
        rds.delete_db_instance(DBInstanceIdentifier="orders", SkipFinalSnapshot=True, DeleteAutomatedBackups=False)
        standin.advance("PT30M")
        self.assertEqual(code_of(rds.describe_db_instances, DBInstanceIdentifier="orders"), "DBInstanceNotFound")
        gone = rds.delete_db_instance_automated_backup(DbiResourceId=resource)["DBInstanceAutomatedBackup"]
        self.assertEqual(gone["DbiResourceId"], resource)


if __name__ == "__main__":
    unittest.main()
