"""Every Systems Manager and Service Quotas operation that is served, by boto3, and some by the AWS CLI."""
import unittest

import standin
from standin import code_of

HOME = "eu-central-1"
ssm = standin.client("ssm", HOME)
quotas = standin.client("service-quotas", HOME)


def value_of(name):
    return ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]


class Parameters(unittest.TestCase):
    def test_are_put_read_overwritten_and_deleted(self):
        self.assertEqual(ssm.put_parameter(Name="/boto/a", Value="one", Type="String", Tags=[{"Key": "plan", "Value": "shop"}])["Version"], 1)
        self.assertEqual(code_of(ssm.put_parameter, Name="/boto/a", Value="two", Type="String"), "ParameterAlreadyExists")
        self.assertEqual(ssm.put_parameter(Name="/boto/a", Value="two", Overwrite=True)["Version"], 2)
        self.assertEqual((value_of("/boto/a"), value_of("/boto/a:1")), ("two", "one"))
        ssm.put_parameter(Name="/boto/deep/b", Value="x,y", Type="StringList", Tier="Advanced", AllowedPattern="^[a-z,]+$", Description="Two")
        read = ssm.get_parameters(Names=["/boto/a", "/boto/none"])
        self.assertEqual(([one["Value"] for one in read["Parameters"]], read["InvalidParameters"]), (["two"], ["/boto/none"]))
        pages = ssm.get_paginator("get_parameters_by_path").paginate(Path="/boto", Recursive=True, PaginationConfig={"PageSize": 1})
        self.assertEqual([one["Name"] for page in pages for one in page["Parameters"]], ["/boto/a", "/boto/deep/b"])
        described = ssm.describe_parameters(ParameterFilters=[{"Key": "Path", "Option": "Recursive", "Values": ["/boto/deep"]}])["Parameters"]
        self.assertEqual([(one["Tier"], one["Description"]) for one in described], [("Advanced", "Two")])
        self.assertEqual([one["Value"] for one in ssm.get_parameter_history(Name="/boto/a")["Parameters"]], ["one", "two"])
        ssm.delete_parameter(Name="/boto/a")
        self.assertEqual(code_of(ssm.get_parameter, Name="/boto/a"), "ParameterNotFound")
        self.assertEqual(ssm.delete_parameters(Names=["/boto/deep/b", "/boto/a"])["InvalidParameters"], ["/boto/a"])

    def test_are_secret_and_labelled_and_tagged(self):
        ssm.put_parameter(Name="secret", Value="open sesame", Type="SecureString")
        self.assertEqual(value_of("secret"), "open sesame")
        self.assertNotIn("sesame", ssm.get_parameter(Name="secret")["Parameter"]["Value"])
        self.assertEqual(ssm.label_parameter_version(Name="secret", Labels=["live"])["ParameterVersion"], 1)
        self.assertEqual(value_of("secret:live"), "open sesame")
        self.assertEqual(ssm.unlabel_parameter_version(Name="secret", ParameterVersion=1, Labels=["live"])["RemovedLabels"], ["live"])
        resource = {"ResourceType": "Parameter", "ResourceId": "secret"}
        ssm.add_tags_to_resource(**resource, Tags=[{"Key": "team", "Value": "sre"}, {"Key": "plan", "Value": "shop"}])
        ssm.remove_tags_from_resource(**resource, TagKeys=["plan"])
        self.assertEqual(ssm.list_tags_for_resource(**resource)["TagList"], [{"Key": "team", "Value": "sre"}])
        tagging = standin.client("resourcegroupstaggingapi", HOME)
        found = tagging.get_resources(ResourceTypeFilters=["ssm:parameter"], TagFilters=[{"Key": "team", "Values": ["sre"]}])["ResourceTagMappingList"]
        self.assertEqual([one["ResourceARN"] for one in found], [f"arn:aws:ssm:{HOME}:{standin.ACCOUNT}:parameter/secret"])
        tagging.tag_resources(ResourceARNList=[found[0]["ResourceARN"]], Tags={"cost": "low"})
        self.assertIn({"Key": "cost", "Value": "low"}, ssm.list_tags_for_resource(**resource)["TagList"])

    def test_of_aws_name_images(self):
        image = value_of("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64")
        self.assertEqual(standin.client("ec2", HOME).describe_images(ImageIds=[image])["Images"][0]["Architecture"], "arm64")

    def test_are_put_and_read_by_the_command_line(self):
        standin.aws("ssm", "put-parameter", "--region", HOME, "--name", "/cli/a", "--value", "one", "--type", "String")
        self.assertEqual(standin.aws("ssm", "get-parameter", "--region", HOME, "--name", "/cli/a")["Parameter"]["Value"], "one")
        with self.assertRaises(standin.Refused) as refused:
            standin.aws("ssm", "get-parameter", "--region", HOME, "--name", "/cli/none")
        self.assertIn("(ParameterNotFound)", refused.exception.stderr)


class Quotas(unittest.TestCase):
    def test_are_listed_and_looked_up(self):
        self.assertIn("rds", [one["ServiceCode"] for page in quotas.get_paginator("list_services").paginate() for one in page["Services"]])
        asked = {"ServiceCode": "rds", "QuotaCode": "L-7B6409FD"}
        applied, standard = quotas.get_service_quota(**asked)["Quota"], quotas.get_aws_default_service_quota(**asked)["Quota"]
        self.assertEqual((applied["QuotaName"], applied["Value"], standard["Value"]), ("DB instances", 40, 40))
        pages = quotas.get_paginator("list_service_quotas").paginate(ServiceCode="rds", PaginationConfig={"PageSize": 2})
        listed = [one["QuotaCode"] for page in pages for one in page["Quotas"]]
        defaults = [one["QuotaCode"] for one in quotas.list_aws_default_service_quotas(ServiceCode="rds")["Quotas"]]
        self.assertEqual(listed, defaults)
        self.assertEqual(code_of(quotas.get_service_quota, ServiceCode="rds", QuotaCode="L-00000000"), "NoSuchResourceException")

    def test_are_looked_up_by_the_command_line(self):
        words = ("get-service-quota", "--region", HOME, "--service-code", "lambda", "--quota-code", "L-B99A9384")
        self.assertEqual(standin.aws("service-quotas", *words)["Quota"]["Value"], 1000)


if __name__ == "__main__":
    unittest.main()
