"""`aws backup` as people type it: a bucket and a database are backed up, lost, and brought back with what was in them."""
import json
import unittest

import standin
from databases import Databases

VAULT = ("--backup-vault-name", "cli-vault")
databases = Databases()


def backup(*words):
    return standin.aws("backup", *words)


def s3api(*words):
    return standin.aws("s3api", *words)


class Backups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = ("--iam-role-arn", standin.role("cli-backup", "backup.amazonaws.com"))
        backup("create-backup-vault", *VAULT)

    def back_up(self, arn):
        """The ARN of the one recovery point of a resource."""
        job = backup("start-backup-job", *VAULT, "--resource-arn", arn, *self.role)["BackupJobId"]
        standin.advance("PT4H")
        self.assertEqual(backup("describe-backup-job", "--backup-job-id", job)["State"], "COMPLETED")
        [point] = backup("list-recovery-points-by-backup-vault", *VAULT, "--by-resource-arn", arn)["RecoveryPoints"]
        self.assertEqual(point["Status"], "COMPLETED")
        return point["RecoveryPointArn"]

    def restore(self, point, metadata):
        """The ARN of what a restore made."""
        job = backup("start-restore-job", "--recovery-point-arn", point, *self.role, "--metadata", json.dumps(metadata))["RestoreJobId"]
        standin.advance("PT4H")
        told = backup("describe-restore-job", "--restore-job-id", job)
        self.assertEqual(told["Status"], "COMPLETED", told.get("StatusMessage"))
        return told["CreatedResourceArn"]

    def test_bring_a_bucket_back(self):
        where = ("--bucket", "cli-lost")
        s3api("create-bucket", *where, "--create-bucket-configuration", "LocationConstraint=eu-central-1")
        s3api("put-bucket-versioning", *where, "--versioning-configuration", "Status=Enabled")
        version = s3api("put-object", *where, "--key", "order", "--content-type", "text/one", "--metadata", "by=cli")["VersionId"]
        point = self.back_up("arn:aws:s3:::cli-lost")
        s3api("delete-object", *where, "--key", "order", "--version-id", version)
        s3api("delete-bucket", *where)
        made = self.restore(point, {"DestinationBucketName": "cli-lost", "NewBucket": "true"})
        self.assertEqual(made, "arn:aws:s3:::cli-lost")
        told = s3api("head-object", *where, "--key", "order")
        self.assertEqual((told["ContentType"], told["Metadata"]), ("text/one", {"by": "cli"}))

    def test_bring_a_database_back(self):
        arn = databases.make("cli-lost", BackupRetentionPeriod=0)
        databases.sql("cli-lost", "create table orders (id int, what text)")
        databases.sql("cli-lost", "insert into orders values (1, 'a book'), (2, 'a lamp')")
        point = self.back_up(arn)
        metadata = backup("get-recovery-point-restore-metadata", *VAULT, "--recovery-point-arn", point)["RestoreMetadata"]
        databases.delete("cli-lost")
        self.assertEqual(self.restore(point, {**metadata, "DBInstanceIdentifier": "cli-lost"}), arn)
        self.assertEqual(databases.sql("cli-lost", "select * from orders order by id"), [[1, "a book"], [2, "a lamp"]])
        databases.delete("cli-lost")


if __name__ == "__main__":
    unittest.main()
