"""What databases are set up with, by boto3: groups of parameters, groups of subnets, and certificates."""
import unittest

import standin
from databases import Databases

databases = Databases()
rds = databases.rds
ec2 = standin.client("ec2")


class ParameterGroups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.group = {"DBParameterGroupName": "boto-group"}
        rds.create_db_parameter_group(**cls.group, DBParameterGroupFamily="postgres18", Description="for drills")

    @classmethod
    def tearDownClass(cls):
        rds.delete_db_parameter_group(**cls.group)

    def set(self, name, value):
        rds.modify_db_parameter_group(**self.group, Parameters=[{"ParameterName": name, "ParameterValue": value, "ApplyMethod": "immediate"}])

    def value(self, group, name):
        pages = rds.get_paginator("describe_db_parameters").paginate(DBParameterGroupName=group).build_full_result()
        return [one.get("ParameterValue") for one in pages["Parameters"] if one["ParameterName"] == name]

    def test_are_copied_and_reset(self):
        self.set("work_mem", "8192")
        copied = {"SourceDBParameterGroupIdentifier": "boto-group", "TargetDBParameterGroupIdentifier": "boto-copy", "TargetDBParameterGroupDescription": "a copy"}
        rds.copy_db_parameter_group(**copied)
        rds.reset_db_parameter_group(**self.group, ResetAllParameters=True)
        self.assertEqual((self.value("boto-copy", "work_mem"), self.value("boto-group", "work_mem")), (["8192"], self.value("default.postgres18", "work_mem")))
        told = [group["DBParameterGroupName"] for group in rds.describe_db_parameter_groups()["DBParameterGroups"]]
        self.assertLessEqual({"boto-copy", "boto-group", "default.postgres18"}, set(told))
        rds.delete_db_parameter_group(DBParameterGroupName="boto-copy")
        self.assertEqual(standin.code_of(rds.describe_db_parameters, DBParameterGroupName="boto-copy"), "DBParameterGroupNotFound")
        self.assertTrue(rds.describe_engine_default_parameters(DBParameterGroupFamily="postgres18")["EngineDefaults"]["Parameters"])

    def test_reach_the_servers(self):
        databases.make("grouped", **self.group, BackupRetentionPeriod=0)
        self.set("work_mem", "16384")
        standin.advance("PT5M")
        self.assertEqual(databases.sql("grouped", "show work_mem"), [["16MB"]])
        self.assertEqual(standin.code_of(rds.delete_db_parameter_group, **self.group), "InvalidDBParameterGroupState")
        databases.delete("grouped")


class SubnetGroups(unittest.TestCase):
    def test_place_databases_in_a_network(self):
        vpc = {"VpcId": ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]}
        zones = ("eu-central-1a", "eu-central-1b", "eu-central-1c")
        subnets = [
            ec2.create_subnet(**vpc, CidrBlock=f"10.20.{number}.0/24", AvailabilityZone=zone)["Subnet"]["SubnetId"] for number, zone in enumerate(zones)
        ]
        group = {"DBSubnetGroupName": "boto-subnets"}
        words = {**group, "DBSubnetGroupDescription": "for drills"}
        self.assertEqual(standin.code_of(rds.create_db_subnet_group, **words, SubnetIds=subnets[:1]), "DBSubnetGroupDoesNotCoverEnoughAZs")
        rds.create_db_subnet_group(**words, SubnetIds=subnets[:2])
        rds.modify_db_subnet_group(**group, SubnetIds=subnets)
        self.assertEqual(len(rds.describe_db_subnet_groups(**group)["DBSubnetGroups"][0]["Subnets"]), 3)
        databases.make("placed", **group, BackupRetentionPeriod=0)
        self.assertEqual(databases.told("placed")["DBSubnetGroup"]["VpcId"], vpc["VpcId"])
        self.assertEqual(standin.code_of(rds.delete_db_subnet_group, **group), "InvalidDBSubnetGroupStateFault")
        databases.delete("placed")
        rds.delete_db_subnet_group(**group)
        for subnet in subnets:
            ec2.delete_subnet(SubnetId=subnet)
        ec2.delete_vpc(**vpc)


class Certificates(unittest.TestCase):
    def test_are_told_of(self):
        told = rds.describe_certificates()
        self.assertIn(told["DefaultCertificateForNewLaunches"], [one["CertificateIdentifier"] for one in told["Certificates"]])


if __name__ == "__main__":
    unittest.main()
