"""Every EBS operation, of EC2 and of the direct APIs, by boto3 and by the AWS CLI: volumes, snapshots and their blocks."""
import base64
import hashlib
import unittest

import standin
from standin import code_of

ec2 = standin.client("ec2")
ebs = standin.client("ebs")
ZONE = ec2.meta.region_name + "a"
BLOCK = 524288


def volume(**words):
    made = ec2.create_volume(**{"AvailabilityZone": ZONE, "Size": 1, **words})
    standin.advance("PT1M")
    return made["VolumeId"]


def snapshot(of, **words):
    made = ec2.create_snapshot(VolumeId=of, **words)
    standin.advance("PT10M")
    return made["SnapshotId"]


def put(name, index, fill):
    data = bytes([fill]) * BLOCK
    checksum = base64.b64encode(hashlib.sha256(data).digest()).decode()
    ebs.put_snapshot_block(
        SnapshotId=name, BlockIndex=index, BlockData=data, DataLength=BLOCK, Checksum=checksum, ChecksumAlgorithm="SHA256", Progress=50
    )


def written(blocks, **words):
    name = ebs.start_snapshot(VolumeSize=1, **words)["SnapshotId"]
    for index, fill in blocks.items():
        put(name, index, fill)
    ebs.complete_snapshot(SnapshotId=name, ChangedBlocksCount=len(blocks))
    standin.advance("PT2M")
    return name


class Volumes(unittest.TestCase):
    def test_are_made_described_changed_and_deleted(self):
        tags = [{"ResourceType": "volume", "Tags": [{"Key": "plan", "Value": "boto"}]}]
        name = volume(VolumeType="gp3", TagSpecifications=tags)
        ec2.get_waiter("volume_available").wait(VolumeIds=[name])
        found = ec2.describe_volumes(Filters=[{"Name": "tag:plan", "Values": ["boto"]}])["Volumes"]
        self.assertEqual([(one["VolumeId"], one["Iops"], one["State"]) for one in found], [(name, 3000, "available")])
        self.assertEqual(ec2.describe_volume_status(VolumeIds=[name])["VolumeStatuses"][0]["VolumeStatus"]["Status"], "ok")
        ec2.modify_volume_attribute(VolumeId=name, AutoEnableIO={"Value": True})
        self.assertTrue(ec2.describe_volume_attribute(VolumeId=name, Attribute="autoEnableIO")["AutoEnableIO"]["Value"])
        self.assertEqual(ec2.modify_volume(VolumeId=name, Size=2)["VolumeModification"]["ModificationState"], "modifying")
        standin.advance("PT10M")
        self.assertEqual(ec2.describe_volumes_modifications(VolumeIds=[name])["VolumesModifications"][0]["ModificationState"], "completed")
        self.assertEqual(ec2.describe_volumes(VolumeIds=[name])["Volumes"][0]["Size"], 2)
        ec2.delete_volume(VolumeId=name)
        standin.advance("PT2M")
        self.assertEqual(code_of(ec2.describe_volumes, VolumeIds=[name]), "InvalidVolume.NotFound")
        self.assertEqual(code_of(ec2.create_volume, AvailabilityZone=ZONE), "MissingParameter")

    def test_are_attached_to_nothing_yet(self):
        name = volume()
        nothing = "i-0123456789abcdef0"
        self.assertEqual(code_of(ec2.attach_volume, VolumeId=name, InstanceId=nothing, Device="/dev/sdf"), "InvalidInstanceID.NotFound")
        self.assertEqual(code_of(ec2.detach_volume, VolumeId=name), "IncorrectState")

    def test_are_encrypted_by_default_where_the_account_says_so(self):
        key = standin.client("kms").create_key()["KeyMetadata"]["Arn"]
        self.assertFalse(ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"])
        self.assertTrue(ec2.enable_ebs_encryption_by_default()["EbsEncryptionByDefault"])
        self.assertEqual(ec2.modify_ebs_default_kms_key_id(KmsKeyId=key)["KmsKeyId"], key)
        self.assertEqual(ec2.get_ebs_default_kms_key_id()["KmsKeyId"], key)
        self.assertEqual(ec2.describe_volumes(VolumeIds=[volume()])["Volumes"][0]["KmsKeyId"], key)
        self.assertEqual(ec2.reset_ebs_default_kms_key_id()["KmsKeyId"], "alias/aws/ebs")
        self.assertFalse(ec2.disable_ebs_encryption_by_default()["EbsEncryptionByDefault"])


class Snapshots(unittest.TestCase):
    def test_are_taken_copied_and_deleted(self):
        source = snapshot(volume(), Description="of a volume")
        ec2.get_waiter("snapshot_completed").wait(SnapshotIds=[source])
        found = ec2.describe_snapshots(OwnerIds=["self"], Filters=[{"Name": "description", "Values": ["of a volume"]}])["Snapshots"]
        self.assertEqual([(one["SnapshotId"], one["Progress"]) for one in found], [(source, "100%")])
        west = standin.client("ec2", "us-west-2")
        copy = west.copy_snapshot(SourceRegion=ec2.meta.region_name, SourceSnapshotId=source, Encrypted=True)["SnapshotId"]
        standin.advance("PT10M")
        self.assertTrue(west.describe_snapshots(SnapshotIds=[copy])["Snapshots"][0]["Encrypted"])
        ec2.delete_snapshot(SnapshotId=source)
        self.assertEqual(code_of(ec2.describe_snapshots, SnapshotIds=[source]), "InvalidSnapshot.NotFound")

    def test_are_shared(self):
        name = snapshot(volume())
        ec2.modify_snapshot_attribute(SnapshotId=name, Attribute="createVolumePermission", OperationType="add", UserIds=["210987654321"])
        told = ec2.describe_snapshot_attribute(SnapshotId=name, Attribute="createVolumePermission")
        self.assertEqual(told["CreateVolumePermissions"], [{"UserId": "210987654321"}])
        ec2.reset_snapshot_attribute(SnapshotId=name, Attribute="createVolumePermission")
        self.assertEqual(ec2.describe_snapshot_attribute(SnapshotId=name, Attribute="createVolumePermission")["CreateVolumePermissions"], [])

    def test_are_locked(self):
        name = snapshot(volume())
        self.assertEqual(ec2.lock_snapshot(SnapshotId=name, LockMode="governance", LockDuration=1)["LockState"], "governance")
        self.assertEqual([one["SnapshotId"] for one in ec2.describe_locked_snapshots(SnapshotIds=[name])["Snapshots"]], [name])
        self.assertEqual(code_of(ec2.delete_snapshot, SnapshotId=name), "OperationNotPermitted")
        self.assertEqual(ec2.unlock_snapshot(SnapshotId=name)["SnapshotId"], name)
        ec2.delete_snapshot(SnapshotId=name)


class Blocks(unittest.TestCase):
    def test_are_written_listed_compared_and_read(self):
        first = written({0: 1, 7: 2}, Description="boto", Tags=[{"Key": "plan", "Value": "boto"}])
        second = written({7: 3}, ParentSnapshotId=first)
        listed = ebs.list_snapshot_blocks(SnapshotId=second)
        self.assertEqual([one["BlockIndex"] for one in listed["Blocks"]], [0, 7])
        changed = ebs.list_changed_blocks(FirstSnapshotId=first, SecondSnapshotId=second)["ChangedBlocks"]
        self.assertEqual([one["BlockIndex"] for one in changed], [7])
        block = ebs.get_snapshot_block(SnapshotId=second, BlockIndex=7, BlockToken=listed["Blocks"][1]["BlockToken"])
        data = block["BlockData"].read()
        self.assertEqual((len(data), data[0], block["Checksum"]), (BLOCK, 3, base64.b64encode(hashlib.sha256(data).digest()).decode()))
        self.assertEqual(code_of(ebs.get_snapshot_block, SnapshotId=second, BlockIndex=0, BlockToken="bm8="), "ValidationException")
        self.assertEqual(code_of(ebs.list_snapshot_blocks, SnapshotId="snap-0123456789abcdef0"), "ResourceNotFoundException")


class CommandLine(unittest.TestCase):
    def test_makes_a_volume_of_what_it_finds(self):
        name = written({3: 9})
        told = standin.aws("ec2", "describe-snapshots", "--snapshot-ids", name)
        self.assertEqual(told["Snapshots"][0]["State"], "completed")
        made = standin.aws("ec2", "create-volume", "--availability-zone", ZONE, "--snapshot-id", name)
        self.assertEqual((made["Size"], made["SnapshotId"]), (1, name))
        blocks = standin.aws("ebs", "list-snapshot-blocks", "--snapshot-id", name)
        self.assertEqual([one["BlockIndex"] for one in blocks["Blocks"]], [3])
