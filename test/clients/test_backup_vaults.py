"""AWS Backup's vaults, plans, selections and settings, by boto3: what is set is read back, and what is refused is said in AWS's words."""
import json
import unittest

import standin

backup = standin.client("backup")


class Vaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.arn = backup.create_backup_vault(BackupVaultName="boto-vault", BackupVaultTags={"team": "data"})["BackupVaultArn"]

    def test_are_described_listed_and_deleted(self):
        told = backup.describe_backup_vault(BackupVaultName="boto-vault")
        self.assertEqual((told["NumberOfRecoveryPoints"], told["Locked"], told["VaultType"]), (0, False, "BACKUP_VAULT"))
        backup.create_backup_vault(BackupVaultName="boto-other")
        self.assertEqual(standin.code_of(backup.create_backup_vault, BackupVaultName="boto-other"), "AlreadyExistsException")
        pages = backup.get_paginator("list_backup_vaults").paginate(PaginationConfig={"PageSize": 1}).build_full_result()
        self.assertLessEqual({"boto-vault", "boto-other"}, {vault["BackupVaultName"] for vault in pages["BackupVaultList"]})
        backup.delete_backup_vault(BackupVaultName="boto-other")
        # AWS does not tell whether there is such a vault.
        self.assertEqual(standin.code_of(backup.describe_backup_vault, BackupVaultName="boto-other"), "AccessDeniedException")

    def test_are_tagged(self):
        backup.tag_resource(ResourceArn=self.arn, Tags={"stage": "test"})
        backup.untag_resource(ResourceArn=self.arn, TagKeyList=["team"])
        self.assertEqual(backup.list_tags(ResourceArn=self.arn)["Tags"], {"stage": "test"})

    def test_are_locked_until_it_is_for_good(self):
        backup.put_backup_vault_lock_configuration(BackupVaultName="boto-vault", MinRetentionDays=7, MaxRetentionDays=70)
        told = backup.describe_backup_vault(BackupVaultName="boto-vault")
        self.assertEqual((told["Locked"], told["MinRetentionDays"], told["MaxRetentionDays"]), (True, 7, 70))
        backup.delete_backup_vault_lock_configuration(BackupVaultName="boto-vault")
        backup.create_backup_vault(BackupVaultName="boto-locked")
        backup.put_backup_vault_lock_configuration(BackupVaultName="boto-locked", MinRetentionDays=7, ChangeableForDays=3)
        standin.advance("P3DT1S")
        self.assertEqual(standin.code_of(backup.delete_backup_vault_lock_configuration, BackupVaultName="boto-locked"), "InvalidRequestException")

    def test_have_a_policy_that_can_forbid(self):
        rule = standin.policy("backup:DeleteBackupVault", self.arn, Effect="Deny", Principal="*")
        backup.put_backup_vault_access_policy(BackupVaultName="boto-vault", Policy=rule)
        self.assertEqual(json.loads(backup.get_backup_vault_access_policy(BackupVaultName="boto-vault")["Policy"]), json.loads(rule))
        self.assertEqual(standin.code_of(backup.delete_backup_vault, BackupVaultName="boto-vault"), "AccessDeniedException")
        backup.delete_backup_vault_access_policy(BackupVaultName="boto-vault")
        self.assertEqual(standin.code_of(backup.get_backup_vault_access_policy, BackupVaultName="boto-vault"), "ResourceNotFoundException")

    def test_tell_a_topic_what_happens(self):
        topic = standin.client("sns").create_topic(Name="boto-vault")["TopicArn"]
        backup.put_backup_vault_notifications(BackupVaultName="boto-vault", SNSTopicArn=topic, BackupVaultEvents=["BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED"])
        told = backup.get_backup_vault_notifications(BackupVaultName="boto-vault")
        self.assertEqual((told["SNSTopicArn"], set(told["BackupVaultEvents"])), (topic, {"BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED"}))
        backup.delete_backup_vault_notifications(BackupVaultName="boto-vault")
        self.assertEqual(standin.code_of(backup.get_backup_vault_notifications, BackupVaultName="boto-vault"), "ResourceNotFoundException")


class Plans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.role = standin.role("boto-plans", "backup.amazonaws.com")
        backup.create_backup_vault(BackupVaultName="boto-plans")

    def plan(self, name, **more):
        rule = {
            "RuleName": "nightly", "TargetBackupVaultName": "boto-plans", "ScheduleExpression": "cron(0 5 ? * * *)", "ScheduleExpressionTimezone": "Europe/Berlin",
            "StartWindowMinutes": 60, "CompletionWindowMinutes": 120, "Lifecycle": {"DeleteAfterDays": 35}, "RecoveryPointTags": {"by": "plan"}, **more,
        }
        return {"BackupPlanName": name, "Rules": [rule]}

    def test_have_versions(self):
        made = backup.create_backup_plan(BackupPlan=self.plan("boto-versions"), BackupPlanTags={"a": "b"})
        this = {"BackupPlanId": made["BackupPlanId"]}
        self.assertEqual(backup.list_tags(ResourceArn=made["BackupPlanArn"])["Tags"], {"a": "b"})
        updated = backup.update_backup_plan(**this, BackupPlan=self.plan("boto-versions", Lifecycle={"DeleteAfterDays": 70}))
        self.assertNotEqual(updated["VersionId"], made["VersionId"])
        days = [
            backup.get_backup_plan(**this, **version)["BackupPlan"]["Rules"][0]["Lifecycle"]["DeleteAfterDays"] for version in ({"VersionId": made["VersionId"]}, {})
        ]
        self.assertEqual(days, [35, 70])
        self.assertEqual(len(backup.list_backup_plan_versions(**this)["BackupPlanVersionsList"]), 2)
        self.assertEqual(json.loads(backup.export_backup_plan_template(**this)["BackupPlanTemplateJson"])["BackupPlanName"], "boto-versions")
        self.assertIn(made["BackupPlanId"], [plan["BackupPlanId"] for plan in backup.list_backup_plans()["BackupPlansList"]])
        backup.delete_backup_plan(**this)
        deleted = backup.list_backup_plans(IncludeDeleted=True)["BackupPlansList"]
        self.assertIn("DeletionDate", [plan for plan in deleted if plan["BackupPlanId"] == made["BackupPlanId"]][0])

    def test_are_refused_what_cannot_be(self):
        for more in ({"ScheduleExpression": "daily"}, {"Lifecycle": {"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 60}}):
            self.assertEqual(standin.code_of(backup.create_backup_plan, BackupPlan=self.plan("boto-wrong", **more)), "InvalidParameterValueException")

    def test_select_resources_by_tags(self):
        this = {"BackupPlanId": backup.create_backup_plan(BackupPlan=self.plan("boto-selects"))["BackupPlanId"]}
        wanted = {
            "SelectionName": "gold", "IamRoleArn": self.role, "Resources": ["arn:aws:s3:::*"],
            "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/plan", "ConditionValue": "boto-gold"}]},
        }
        selection = backup.create_backup_selection(**this, BackupSelection=wanted)["SelectionId"]
        told = backup.get_backup_selection(**this, SelectionId=selection)["BackupSelection"]
        self.assertEqual((told["Resources"], told["Conditions"]["StringEquals"]), (wanted["Resources"], wanted["Conditions"]["StringEquals"]))
        self.assertEqual([one["SelectionName"] for one in backup.list_backup_selections(**this)["BackupSelectionsList"]], ["gold"])
        self.assertEqual(standin.code_of(backup.delete_backup_plan, **this), "InvalidRequestException")
        s3 = standin.client("s3")
        for name, plan in (("boto-gold-bucket", "boto-gold"), ("boto-tin-bucket", "boto-tin")):
            s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "plan", "Value": plan}]})
        standin.advance("P1D")
        jobs = backup.list_backup_jobs(ByBackupVaultName="boto-plans")["BackupJobs"]
        self.assertEqual({(job["ResourceName"], job["State"], job["CreatedBy"]["BackupPlanId"]) for job in jobs}, {("boto-gold-bucket", "COMPLETED", this["BackupPlanId"])})
        backup.delete_backup_selection(**this, SelectionId=selection)
        backup.delete_backup_plan(**this)


class Settings(unittest.TestCase):
    def test_of_a_region_choose_its_types(self):
        self.assertLessEqual({"S3", "RDS"}, set(backup.get_supported_resource_types()["ResourceTypes"]))
        backup.update_region_settings(ResourceTypeOptInPreference={"EBS": False})
        self.assertIs(backup.describe_region_settings()["ResourceTypeOptInPreference"]["EBS"], False)
        self.assertEqual(standin.code_of(backup.update_region_settings, ResourceTypeOptInPreference={"Abacus": True}), "InvalidParameterValueException")

    def test_of_the_organization_let_backups_leave_the_account(self):
        for state in ("true", "false"):
            backup.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": state})
            self.assertEqual(backup.describe_global_settings()["GlobalSettings"]["isCrossAccountBackupEnabled"], state)


if __name__ == "__main__":
    unittest.main()
