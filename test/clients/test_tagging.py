"""The Resource Groups Tagging API, by boto3 and the AWS CLI: what has tags is found over all services, and tagged in its own service's right."""
import unittest

import standin
from standin import code_of

REGION = "us-east-1"
tagging = standin.client("resourcegroupstaggingapi", REGION)
sns = standin.client("sns", REGION)
s3 = standin.client("s3", REGION)
kms = standin.client("kms", REGION)


def found(**words):
    pages = tagging.get_paginator("get_resources").paginate(**words, PaginationConfig={"PageSize": 1})
    return [one["ResourceARN"] for page in pages for one in page["ResourceTagMappingList"]]


class Tagging(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.topic = sns.create_topic(Name="rgta-orders")["TopicArn"]
        cls.key = kms.create_key()["KeyMetadata"]["Arn"]
        s3.create_bucket(Bucket="rgta-papers")
        cls.bucket = "arn:aws:s3:::rgta-papers"
        done = tagging.tag_resources(ResourceARNList=[cls.topic, cls.key, cls.bucket], Tags={"rgta": "shop"})
        assert done["FailedResourcesMap"] == {}, done

    def test_finds_by_tag_and_by_type(self):
        filters = [{"Key": "rgta", "Values": ["shop", "other"]}]
        self.assertEqual(found(TagFilters=filters), sorted([self.topic, self.key, self.bucket]))
        self.assertEqual(found(TagFilters=filters, ResourceTypeFilters=["sns", "kms:key"]), sorted([self.topic, self.key]))
        self.assertEqual(found(TagFilters=[{"Key": "rgta", "Values": ["other"]}]), [])
        named = tagging.get_resources(ResourceARNList=[self.bucket, self.bucket + "-none"])["ResourceTagMappingList"]
        self.assertEqual(named, [{"ResourceARN": self.bucket, "Tags": [{"Key": "rgta", "Value": "shop"}]}])

    def test_lists_keys_and_values_in_use(self):
        keys = [key for page in tagging.get_paginator("get_tag_keys").paginate() for key in page["TagKeys"]]
        self.assertIn("rgta", keys)
        values = [value for page in tagging.get_paginator("get_tag_values").paginate(Key="rgta") for value in page["TagValues"]]
        self.assertEqual(values, ["shop"])

    def test_tags_as_the_service_itself_does(self):
        tagging.tag_resources(ResourceARNList=[self.topic], Tags={"rgta-more": "yes"})
        self.assertIn({"Key": "rgta-more", "Value": "yes"}, sns.list_tags_for_resource(ResourceArn=self.topic)["Tags"])
        self.assertEqual(tagging.untag_resources(ResourceARNList=[self.topic], TagKeys=["rgta-more"])["FailedResourcesMap"], {})
        self.assertEqual(sns.list_tags_for_resource(ResourceArn=self.topic)["Tags"], [{"Key": "rgta", "Value": "shop"}])

    def test_tells_what_each_service_refused(self):
        gone = self.topic + "-gone"
        failed = tagging.tag_resources(ResourceARNList=[gone, self.bucket], Tags={"rgta": "shop"})["FailedResourcesMap"]
        self.assertEqual({arn: why["ErrorCode"] for arn, why in failed.items()}, {gone: "ResourceNotFound"})
        theirs = standin.client("resourcegroupstaggingapi", REGION, keys=standin.user("rgta-ann", standin.policy("tag:*")))
        failed = theirs.tag_resources(ResourceARNList=[self.key], Tags={"rgta": "ann"})["FailedResourcesMap"]
        self.assertEqual(failed[self.key]["ErrorCode"], "AccessDeniedException")
        self.assertIn("kms:TagResource", failed[self.key]["ErrorMessage"])

    def test_refuses_what_aws_refuses(self):
        self.assertEqual(code_of(tagging.get_resources, ResourceTypeFilters=["mwaa"]), "InvalidParameterException")
        self.assertEqual(code_of(tagging.get_resources, ResourceARNList=[self.topic], ResourceTypeFilters=["sns"]), "InvalidParameterException")
        first = tagging.get_resources(ResourcesPerPage=1, TagFilters=[{"Key": "rgta"}])["PaginationToken"]
        standin.advance("PT16M")
        again = {"TagFilters": [{"Key": "rgta"}], "PaginationToken": first}
        self.assertEqual(code_of(tagging.get_resources, **again), "PaginationTokenExpiredException")

    def test_speaks_to_the_command_line(self):
        words = ("--region", REGION, "--tag-filters", "Key=rgta,Values=shop", "--resource-type-filters", "s3")
        told = standin.aws("resourcegroupstaggingapi", "get-resources", *words)
        self.assertEqual([one["ResourceARN"] for one in told["ResourceTagMappingList"]], [self.bucket])


if __name__ == "__main__":
    unittest.main()
