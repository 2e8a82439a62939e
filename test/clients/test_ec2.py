"""Networks of EC2 by boto3 and the AWS CLI: what there is from the start, and what is made, changed and deleted."""
import unittest

import standin

ec2 = standin.client("ec2")
POSTGRES = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "within"}]}


def named(kind, name):
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]


class Networks(unittest.TestCase):
    def test_there_is_one_from_the_start_with_a_subnet_for_each_zone(self):
        zones = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]]
        [network] = standin.aws("ec2", "describe-vpcs", "--filters", "Name=is-default,Values=true")["Vpcs"]
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [network["VpcId"]]}])["Subnets"]
        self.assertEqual([subnet["AvailabilityZone"] for subnet in subnets], zones)
        self.assertIn("eu-central-1", [region["RegionName"] for region in ec2.describe_regions()["Regions"]])

    def test_are_made_and_deleted_when_nothing_is_in_them(self):
        vpc = {"VpcId": ec2.create_vpc(CidrBlock="10.7.0.0/16", TagSpecifications=named("vpc", "boto"))["Vpc"]["VpcId"]}
        ec2.get_waiter("vpc_available").wait(VpcIds=[vpc["VpcId"]], WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        subnet = ec2.create_subnet(**vpc, CidrBlock="10.7.1.0/24", AvailabilityZone="eu-central-1b")["Subnet"]
        self.assertEqual(subnet["AvailableIpAddressCount"], 251)
        self.assertEqual(standin.code_of(ec2.create_subnet, **vpc, CidrBlock="10.8.0.0/24"), "InvalidSubnet.Range")
        self.assertEqual(standin.code_of(ec2.delete_vpc, **vpc), "DependencyViolation")
        ec2.delete_subnet(SubnetId=subnet["SubnetId"])
        ec2.delete_vpc(**vpc)
        self.assertEqual(standin.code_of(ec2.describe_vpcs, VpcIds=[vpc["VpcId"]]), "InvalidVpcID.NotFound")

    def test_are_tagged(self):
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        ec2.create_tags(Resources=[vpc], Tags=[{"Key": "team", "Value": "data"}, {"Key": "stage", "Value": "test"}])
        ec2.delete_tags(Resources=[vpc], Tags=[{"Key": "team"}])
        told = ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [vpc]}])["Tags"]
        self.assertEqual(told, [{"Key": "stage", "ResourceId": vpc, "ResourceType": "vpc", "Value": "test"}])
        self.assertEqual(standin.code_of(ec2.delete_vpc, VpcId=vpc, DryRun=True), "DryRunOperation")
        ec2.delete_vpc(VpcId=vpc)


class SecurityGroups(unittest.TestCase):
    def test_have_rules(self):
        group = {"GroupId": ec2.create_security_group(GroupName="boto-db", Description="databases", TagSpecifications=named("security-group", "db"))["GroupId"]}
        [rule] = ec2.authorize_security_group_ingress(**group, IpPermissions=[POSTGRES])["SecurityGroupRules"]
        self.assertEqual((rule["CidrIpv4"], rule["IsEgress"]), ("10.0.0.0/8", False))
        self.assertEqual(standin.code_of(ec2.authorize_security_group_ingress, **group, IpPermissions=[POSTGRES]), "InvalidPermission.Duplicate")
        ec2.authorize_security_group_egress(**group, IpPermissions=[POSTGRES])
        [told] = ec2.describe_security_groups(GroupIds=[group["GroupId"]])["SecurityGroups"]
        self.assertEqual(told["IpPermissions"][0]["IpRanges"], POSTGRES["IpRanges"])
        self.assertEqual(len(told["IpPermissionsEgress"]), 2)
        ec2.revoke_security_group_egress(**group, IpPermissions=[POSTGRES])
        ec2.revoke_security_group_ingress(**group, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
        [told] = ec2.describe_security_groups(GroupIds=[group["GroupId"]])["SecurityGroups"]
        self.assertEqual((told["IpPermissions"], len(told["IpPermissionsEgress"])), ([], 1))
        ec2.delete_security_group(**group)
        self.assertEqual(standin.code_of(ec2.describe_security_groups, GroupIds=[group["GroupId"]]), "InvalidGroup.NotFound")


if __name__ == "__main__":
    unittest.main()
