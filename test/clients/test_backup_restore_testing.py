"""Restore testing of AWS Backup by boto3: a plan restores what it selects every night, and what its tests made is deleted when they are judged."""
import unittest

import standin

backup = standin.client("backup")
s3 = standin.client("s3")
PLAN = {"RestoreTestingPlanName": "boto_nightly"}
SELECTION = {**PLAN, "RestoreTestingSelectionName": "boto_buckets"}


class RestoreTesting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-testing", "backup.amazonaws.com")
        backup.create_backup_vault(BackupVaultName="boto-tested")
        s3.create_bucket(Bucket="boto-tested", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        s3.put_bucket_versioning(Bucket="boto-tested", VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket="boto-tested", Key="proof", Body=b"it can be read")
        job = backup.start_backup_job(BackupVaultName="boto-tested", ResourceArn="arn:aws:s3:::boto-tested", IamRoleArn=cls.role)["BackupJobId"]
        standin.advance("PT2H")
        cls.point = backup.describe_backup_job(BackupJobId=job)["RecoveryPointArn"]

    def test_1_plans_are_made_and_changed(self):
        vault = f"arn:aws:backup:eu-central-1:{standin.ACCOUNT}:backup-vault:boto-tested"
        points = {"Algorithm": "LATEST_WITHIN_WINDOW", "RecoveryPointTypes": ["SNAPSHOT"], "IncludeVaults": [vault]}
        backup.create_restore_testing_plan(RestoreTestingPlan={**PLAN, "ScheduleExpression": "cron(0 5 ? * * *)", "RecoveryPointSelection": points})
        backup.update_restore_testing_plan(**PLAN, RestoreTestingPlan={"ScheduleExpression": "cron(0 3 ? * * *)", "StartWindowHours": 1})
        told = backup.get_restore_testing_plan(**PLAN)["RestoreTestingPlan"]
        self.assertEqual((told["ScheduleExpression"], told["StartWindowHours"], told["RecoveryPointSelection"]["IncludeVaults"]), ("cron(0 3 ? * * *)", 1, [vault]))
        self.assertEqual([plan["RestoreTestingPlanName"] for plan in backup.list_restore_testing_plans()["RestoreTestingPlans"]], ["boto_nightly"])

    def test_2_selections_are_made_and_changed(self):
        wanted = {"RestoreTestingSelectionName": "boto_buckets", "ProtectedResourceType": "S3", "IamRoleArn": self.role, "ProtectedResourceArns": ["*"]}
        backup.create_restore_testing_selection(**PLAN, RestoreTestingSelection=wanted)
        backup.update_restore_testing_selection(**SELECTION, RestoreTestingSelection={"ValidationWindowHours": 6, "ProtectedResourceArns": ["*"]})
        self.assertEqual(backup.get_restore_testing_selection(**SELECTION)["RestoreTestingSelection"]["ValidationWindowHours"], 6)
        self.assertEqual(len(backup.list_restore_testing_selections(**PLAN)["RestoreTestingSelections"]), 1)
        inferred = backup.get_restore_testing_inferred_metadata(BackupVaultName="boto-tested", RecoveryPointArn=self.point)["InferredMetadata"]
        self.assertRegex(inferred["DestinationBucketName" if "DestinationBucketName" in inferred else "destinationBucketName"], "^awsbackup-restore-test-")

    def test_3_what_a_test_restores_is_judged_and_deleted(self):
        job, restored = None, None
        for _ in range(30):
            standin.advance("PT1H")
            done = [one for one in backup.list_restore_jobs(ByStatus="COMPLETED")["RestoreJobs"] if one.get("CreatedBy")]
            if done:
                job, restored = done[0]["RestoreJobId"], done[0]["CreatedResourceArn"].rpartition(":")[2]
                break
        self.assertEqual(s3.get_object(Bucket=restored, Key="proof")["Body"].read(), b"it can be read")
        backup.put_restore_validation_result(RestoreJobId=job, ValidationStatus="SUCCESSFUL", ValidationStatusMessage="read")
        standin.advance("P5D")
        told = backup.describe_restore_job(RestoreJobId=job)
        self.assertEqual((told["ValidationStatus"], told["DeletionStatus"]), ("SUCCESSFUL", "SUCCESSFUL"))
        self.assertEqual(standin.code_of(s3.head_bucket, Bucket=restored), "404")

    def test_4_plans_and_selections_are_deleted(self):
        backup.delete_restore_testing_selection(**SELECTION)
        backup.delete_restore_testing_plan(**PLAN)
        self.assertEqual(standin.code_of(backup.get_restore_testing_plan, **PLAN), "ResourceNotFoundException")


if __name__ == "__main__":
    unittest.main()
