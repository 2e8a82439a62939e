"""A bucket through AWS Backup by boto3: backed up, copied to another region, listed every way, and brought back when it is lost."""
import unittest

import standin
from databases import Databases

ELSEWHERE = "us-west-2"
backup = standin.client("backup")
far = standin.client("backup", ELSEWHERE)
s3 = standin.client("s3")


def bucket(name, **objects):
    """The ARN of a bucket with versions and those objects."""
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for key, body in objects.items():
        s3.put_object(Bucket=name, Key=key, Body=body.encode())
    return f"arn:aws:s3:::{name}"


def read(name, key):
    return s3.get_object(Bucket=name, Key=key)["Body"].read().decode()


class Jobs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-backup-jobs", "backup.amazonaws.com")
        cls.vault = {"BackupVaultName": "boto-jobs"}
        backup.create_backup_vault(**cls.vault)
        cls.far_vault = far.create_backup_vault(BackupVaultName="boto-far")["BackupVaultArn"]
        cls.arn = bucket("boto-shop", order="one book")
        cls.job = cls.start(cls.arn, RecoveryPointTags={"team": "shop"}, Lifecycle={"DeleteAfterDays": 35})
        standin.advance("PT2H")
        cls.point = backup.describe_backup_job(BackupJobId=cls.job)["RecoveryPointArn"]
        cls.where = {**cls.vault, "RecoveryPointArn": cls.point}

    @classmethod
    def start(cls, arn, **more):
        return backup.start_backup_job(**cls.vault, ResourceArn=arn, IamRoleArn=cls.role, **more)["BackupJobId"]

    def test_are_told_of(self):
        told = backup.describe_backup_job(BackupJobId=self.job)
        self.assertEqual((told["State"], told["ResourceArn"], told["ResourceType"], told["BackupSizeInBytes"]), ("COMPLETED", self.arn, "S3", 8))
        pages = backup.get_paginator("list_backup_jobs").paginate(ByResourceArn=self.arn, ByState="COMPLETED").build_full_result()
        self.assertEqual([job["BackupJobId"] for job in pages["BackupJobs"]], [self.job])
        self.assertTrue(backup.list_backup_job_summaries(AggregationPeriod="FOURTEEN_DAYS")["BackupJobSummaries"])

    def test_can_be_stopped(self):
        job = self.start(bucket("boto-stopped"))
        backup.stop_backup_job(BackupJobId=job)
        standin.advance("PT10M")
        self.assertEqual(backup.describe_backup_job(BackupJobId=job)["State"], "ABORTED")
        self.assertEqual(standin.code_of(backup.stop_backup_job, BackupJobId=job), "InvalidRequestException")

    def test_fail_where_the_role_may_not(self):
        idle = standin.role("boto-idle", "backup.amazonaws.com", "s3:ListAllMyBuckets")
        job = backup.start_backup_job(**self.vault, ResourceArn=self.arn, IamRoleArn=idle)["BackupJobId"]
        standin.advance("PT2H")
        self.assertEqual(backup.describe_backup_job(BackupJobId=job)["State"], "FAILED")

    def test_leave_points(self):
        told = backup.describe_recovery_point(**self.where)
        self.assertEqual((told["Status"], told["ResourceName"], told["StorageClass"]), ("COMPLETED", "boto-shop", "WARM"))
        self.assertEqual(backup.list_tags(ResourceArn=self.point)["Tags"], {"team": "shop"})
        self.assertIn(self.point, [one["RecoveryPointArn"] for one in backup.list_recovery_points_by_backup_vault(**self.vault)["RecoveryPoints"]])
        self.assertEqual([one["RecoveryPointArn"] for one in backup.list_recovery_points_by_resource(ResourceArn=self.arn)["RecoveryPoints"]], [self.point])
        changed = backup.update_recovery_point_lifecycle(**self.where, Lifecycle={"DeleteAfterDays": 100})
        self.assertEqual((changed["CalculatedLifecycle"]["DeleteAt"] - told["CreationDate"]).days, 100)
        self.assertEqual(standin.code_of(backup.delete_backup_vault, **self.vault), "InvalidRequestException")

    def test_leave_points_that_can_be_deleted(self):
        job = self.start(bucket("boto-deleted"))
        standin.advance("PT2H")
        point = {**self.vault, "RecoveryPointArn": backup.describe_backup_job(BackupJobId=job)["RecoveryPointArn"]}
        backup.delete_recovery_point(**point)
        standin.advance("PT1H")
        self.assertEqual(standin.code_of(backup.describe_recovery_point, **point), "ResourceNotFoundException")

    def test_protect_resources(self):
        self.assertEqual(backup.describe_protected_resource(ResourceArn=self.arn)["ResourceType"], "S3")
        self.assertIn(self.arn, [one["ResourceArn"] for one in backup.list_protected_resources()["Results"]])
        self.assertIn(self.arn, [one["ResourceArn"] for one in backup.list_protected_resources_by_backup_vault(**self.vault)["Results"]])

    def test_copy_to_another_region(self):
        started = backup.start_copy_job(
            SourceBackupVaultName="boto-jobs", RecoveryPointArn=self.point, DestinationBackupVaultArn=self.far_vault, IamRoleArn=self.role
        )["CopyJobId"]
        standin.advance("PT4H")
        told = backup.describe_copy_job(CopyJobId=started)["CopyJob"]
        self.assertEqual((told["State"], told["DestinationBackupVaultArn"]), ("COMPLETED", self.far_vault))
        self.assertEqual([job["CopyJobId"] for job in backup.list_copy_jobs(ByResourceArn=self.arn)["CopyJobs"]], [started])
        self.assertTrue(backup.list_copy_job_summaries(AggregationPeriod="FOURTEEN_DAYS")["CopyJobSummaries"])
        copy = far.describe_recovery_point(BackupVaultName="boto-far", RecoveryPointArn=told["DestinationRecoveryPointArn"])
        self.assertEqual(copy["ResourceArn"], self.arn)

    def test_restore_what_was_lost(self):
        self.assertEqual(backup.get_recovery_point_restore_metadata(**self.where)["ResourceType"], "S3")
        asked = {"DestinationBucketName": "boto-shop-again", "NewBucket": "true", "Encrypted": "false"}
        started = backup.start_restore_job(RecoveryPointArn=self.point, Metadata=asked, IamRoleArn=self.role, ResourceType="S3")["RestoreJobId"]
        standin.advance("PT4H")
        told = backup.describe_restore_job(RestoreJobId=started)
        self.assertEqual((told["Status"], told["CreatedResourceArn"]), ("COMPLETED", "arn:aws:s3:::boto-shop-again"))
        self.assertEqual(read("boto-shop-again", "order"), "one book")
        self.assertEqual(backup.get_restore_job_metadata(RestoreJobId=started)["Metadata"], asked)
        self.assertIn(started, [job["RestoreJobId"] for job in backup.list_restore_jobs(ByStatus="COMPLETED")["RestoreJobs"]])
        self.assertEqual([job["RestoreJobId"] for job in backup.list_restore_jobs_by_protected_resource(ResourceArn=self.arn)["RestoreJobs"]], [started])
        self.assertTrue(backup.list_restore_job_summaries(AggregationPeriod="FOURTEEN_DAYS")["RestoreJobSummaries"])


class ContinuousBackups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-continuous", "backup.amazonaws.com")
        cls.vault = {"BackupVaultName": "boto-continuous"}
        backup.create_backup_vault(**cls.vault)

    def follow(self, arn):
        """Has a plan begin to follow a resource, and takes the plan away again; the recovery point, as calls name it."""
        rule = {
            "RuleName": "all-the-time", "TargetBackupVaultName": "boto-continuous", "ScheduleExpression": "cron(0 * ? * * *)", "StartWindowMinutes": 60,
            "EnableContinuousBackup": True, "Lifecycle": {"DeleteAfterDays": 35},
        }
        plan = {"BackupPlanId": backup.create_backup_plan(BackupPlan={"BackupPlanName": "boto-continuous", "Rules": [rule]})["BackupPlanId"]}
        chosen = {"SelectionName": "one", "IamRoleArn": self.role, "Resources": [arn]}
        selection = backup.create_backup_selection(**plan, BackupSelection=chosen)["SelectionId"]
        standin.advance("PT6H")
        backup.delete_backup_selection(**plan, SelectionId=selection)
        backup.delete_backup_plan(**plan)
        [point] = backup.list_recovery_points_by_backup_vault(**self.vault, ByResourceArn=arn)["RecoveryPoints"]
        return {"RecoveryPointArn": point["RecoveryPointArn"]}

    def test_of_buckets_go_back_to_a_moment(self):
        point = self.follow(bucket("boto-followed", note="before"))
        moment = standin.control("GET", "clock")["now"]
        standin.advance("PT1M")
        s3.put_object(Bucket="boto-followed", Key="note", Body=b"after")
        standin.advance("PT1H")
        asked = {"DestinationBucketName": "boto-followed-back", "NewBucket": "true", "RestoreTime": moment}
        backup.start_restore_job(**point, Metadata=asked, IamRoleArn=self.role)
        standin.advance("PT4H")
        self.assertEqual((read("boto-followed", "note"), read("boto-followed-back", "note")), ("after", "before"))
        self.assertEqual(standin.code_of(backup.disassociate_recovery_point, **self.vault, **point), "InvalidRequestException")
        backup.delete_recovery_point(**self.vault, **point)
        standin.advance("PT6H")
        self.assertEqual(standin.code_of(backup.describe_recovery_point, **self.vault, **point), "ResourceNotFoundException")

    def test_of_databases_are_handed_back_to_rds(self):
        databases = Databases()
        point = self.follow(databases.make("boto-followed", BackupRetentionPeriod=0))
        told = databases.told("boto-followed")
        self.assertEqual((told["BackupRetentionPeriod"], told["AwsBackupRecoveryPointArn"]), (35, point["RecoveryPointArn"]))
        backup.disassociate_recovery_point(**self.vault, **point)
        self.assertEqual(standin.code_of(backup.describe_recovery_point, **self.vault, **point), "ResourceNotFoundException")
        told = databases.told("boto-followed")
        self.assertEqual((told["BackupRetentionPeriod"], told.get("AwsBackupRecoveryPointArn")), (35, None))
        databases.delete("boto-followed")


if __name__ == "__main__":
    unittest.main()
