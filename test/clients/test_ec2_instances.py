"""Instances of EC2 by boto3 and the AWS CLI: started, described, stopped, changed, rebooted, terminated."""
import unittest
import urllib.request

import standin

ec2 = standin.client("ec2")
SERVER = "#!/bin/sh\nexec node -e 'require(\"http\").createServer((q, s) => s.end(\"here\")).listen(process.env.MUSTER_PORT)'\n"


def image():
    [found] = ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "name", "Values": ["al2023-*-x86_64"]}])["Images"]
    return found["ImageId"]


def run(**more):
    wanted = {"ImageId": image(), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, **more}
    return ec2.run_instances(**wanted)["Instances"][0]["InstanceId"]


def find(instance):
    return ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]


class Instances(unittest.TestCase):
    def test_run_their_user_data_and_are_reached_by_name(self):
        group = ec2.create_security_group(GroupName="boto-web", Description="web")["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")
        tags = [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": "boto"}]} for kind in ("instance", "volume")]
        disk = {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 1, "VolumeType": "gp3", "DeleteOnTermination": True}}
        one = run(UserData=SERVER, SecurityGroupIds=[group], TagSpecifications=tags, BlockDeviceMappings=[disk], ClientToken="boto")
        self.assertEqual(find(one)["State"], {"Code": 0, "Name": "pending"})
        standin.advance("PT5M")
        ec2.get_waiter("instance_status_ok").wait(InstanceIds=[one], WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        told = find(one)
        self.assertEqual([mapping["DeviceName"] for mapping in told["BlockDeviceMappings"]], ["/dev/xvda", "/dev/sdf"])
        for name in (told["PrivateDnsName"], told["PublicIpAddress"]):
            where = standin.control("GET", f"resolve?name={name}&port=80")
            self.assertEqual(urllib.request.urlopen(f"http://{where['host']}:{where['port']}/").read(), b"here")
        [status] = standin.aws("ec2", "describe-instance-status", "--instance-ids", one)["InstanceStatuses"]
        self.assertEqual((status["InstanceStatus"]["Status"], status["SystemStatus"]["Status"]), ("ok", "ok"))
        [reservation] = standin.aws("ec2", "describe-instances", "--filters", "Name=tag:Name,Values=boto")["Reservations"]
        self.assertEqual(reservation["Instances"][0]["InstanceId"], one)
        ec2.reboot_instances(InstanceIds=[one])
        ec2.stop_instances(InstanceIds=[one])
        standin.advance("PT2M")
        ec2.get_waiter("instance_stopped").wait(InstanceIds=[one], WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        ec2.start_instances(InstanceIds=[one])
        standin.advance("PT2M")
        ec2.terminate_instances(InstanceIds=[one])
        standin.advance("PT2M")
        ec2.get_waiter("instance_terminated").wait(InstanceIds=[one], WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        ec2.delete_security_group(GroupId=group)

    def test_have_attributes_and_a_console(self):
        one = run(UserData="#!/bin/sh\necho hello\n")
        standin.advance("PT2M")
        self.assertEqual(ec2.get_console_output(InstanceId=one)["Output"], "hello\n")
        ec2.modify_instance_attribute(InstanceId=one, DisableApiTermination={"Value": True})
        self.assertEqual(standin.code_of(ec2.terminate_instances, InstanceIds=[one]), "OperationNotPermitted")
        names = ["blockDeviceMapping", "disableApiTermination", "ebsOptimized", "groupSet", "instanceInitiatedShutdownBehavior", "instanceType", "rootDeviceName", "userData"]
        told = {name: ec2.describe_instance_attribute(InstanceId=one, Attribute=name) for name in names}
        self.assertEqual(told["instanceType"]["InstanceType"]["Value"], "t3.micro")
        ec2.modify_instance_attribute(InstanceId=one, Attribute="disableApiTermination", Value="false")
        ec2.terminate_instances(InstanceIds=[one])

    def test_are_made_into_images(self):
        one = run()
        standin.advance("PT2M")
        made = ec2.create_image(InstanceId=one, Name="boto-image", NoReboot=True)["ImageId"]
        standin.advance("PT30M")
        ec2.get_waiter("image_available").wait(ImageIds=[made], WaiterConfig={"Delay": 0, "MaxAttempts": 1})
        ec2.deregister_image(ImageId=made)
        self.assertEqual(ec2.describe_images(Owners=["self"])["Images"], [])
        ec2.terminate_instances(InstanceIds=[one])

    def test_are_of_types_that_there_are(self):
        [kind] = ec2.describe_instance_types(InstanceTypes=["t3.micro"])["InstanceTypes"]
        self.assertEqual(kind["MemoryInfo"], {"SizeInMiB": 1024})
        offers = ec2.describe_instance_type_offerings(LocationType="availability-zone", Filters=[{"Name": "instance-type", "Values": ["t3.micro"]}])
        self.assertEqual(len(offers["InstanceTypeOfferings"]), 3)
        self.assertEqual(standin.code_of(run, InstanceType="x9.huge"), "InvalidParameterValue")
        self.assertEqual(standin.code_of(ec2.describe_instances, InstanceIds=["i-00000000000000000"]), "InvalidInstanceID.NotFound")


if __name__ == "__main__":
    unittest.main()
