"""Every operation on zones and records of Route 53, by boto3."""
import unittest

import standin

route53 = standin.client("route53")


def change(zone, action, name, kind, *values):
    records = {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value} for value in values]}
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": records}]}
    return route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)["ChangeInfo"]["Id"]


class Zones(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.zone = route53.create_hosted_zone(Name="boto.example", CallerReference="once")["HostedZone"]["Id"]

    def test_are_found(self):
        self.assertEqual(route53.get_hosted_zone(Id=self.zone)["HostedZone"]["Name"], "boto.example.")
        self.assertIn(self.zone, [zone["Id"] for zone in route53.list_hosted_zones()["HostedZones"]])
        self.assertEqual(route53.list_hosted_zones_by_name(DNSName="boto.example")["HostedZones"][0]["Id"], self.zone)

    def test_are_tagged(self):
        this = {"ResourceType": "hostedzone", "ResourceId": self.zone.rpartition("/")[2]}
        route53.change_tags_for_resource(**this, AddTags=[{"Key": "team", "Value": "data"}])
        self.assertEqual(route53.list_tags_for_resource(**this)["ResourceTagSet"]["Tags"], [{"Key": "team", "Value": "data"}])

    def test_have_records_that_are_in_force_a_while_later(self):
        pending = change(self.zone, "CREATE", "db.boto.example", "CNAME", "one.example.net")
        self.assertEqual(route53.get_change(Id=pending)["ChangeInfo"]["Status"], "PENDING")
        standin.advance("PT1M")
        self.assertEqual(route53.get_change(Id=pending)["ChangeInfo"]["Status"], "INSYNC")
        change(self.zone, "UPSERT", "db.boto.example", "CNAME", "two.example.net")
        records = route53.list_resource_record_sets(HostedZoneId=self.zone)["ResourceRecordSets"]
        self.assertEqual([one["ResourceRecords"] for one in records if one["Type"] == "CNAME"], [[{"Value": "two.example.net"}]])
        self.assertEqual(standin.code_of(route53.delete_hosted_zone, Id=self.zone), "HostedZoneNotEmpty")
        change(self.zone, "DELETE", "db.boto.example", "CNAME", "two.example.net")

    def test_are_deleted(self):
        zone = route53.create_hosted_zone(Name="gone.example", CallerReference="twice")["HostedZone"]["Id"]
        route53.delete_hosted_zone(Id=zone)
        self.assertEqual(standin.code_of(route53.get_hosted_zone, Id=zone), "NoSuchHostedZone")


if __name__ == "__main__":
    unittest.main()
