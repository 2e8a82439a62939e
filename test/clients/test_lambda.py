"""Every Lambda operation that is served, by boto3, and functions called by the AWS CLI."""
import io
import json
import os
import tempfile
import unittest
import zipfile

import standin
from standin import code_of

functions = standin.client("lambda")
iam = standin.client("iam")
SOURCE = "export const handler = async (event) => ({ echo: event, of: process.env.OF });"


def zipped(source=SOURCE):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.mjs", source)
    return out.getvalue()


def setUpModule():
    global ROLE
    trust = standin.policy("sts:AssumeRole", None, Principal={"Service": "lambda.amazonaws.com"})
    ROLE = iam.create_role(RoleName="boto-functions", AssumeRolePolicyDocument=trust)["Role"]["Arn"]


def make(name, source=SOURCE, **words):
    made = functions.create_function(
        FunctionName=name, Runtime="nodejs22.x", Handler="index.handler", Role=ROLE, Code={"ZipFile": zipped(source)}, **words
    )
    standin.advance("PT10S")
    functions.get_waiter("function_active_v2").wait(FunctionName=name)
    return made


class Functions(unittest.TestCase):
    def test_are_made_changed_and_deleted(self):
        made = make("boto", Environment={"Variables": {"OF": "orders"}}, Tags={"plan": "orders"}, Timeout=10)
        self.assertEqual((made["State"], made["Version"]), ("Pending", "$LATEST"))
        whole = functions.get_function(FunctionName="boto")
        self.assertEqual((whole["Configuration"]["State"], whole["Tags"]), ("Active", {"plan": "orders"}))
        self.assertIn("boto", [one["FunctionName"] for one in functions.list_functions()["Functions"]])
        changed = functions.update_function_configuration(FunctionName="boto", MemorySize=256)
        self.assertEqual(changed["LastUpdateStatus"], "InProgress")
        self.assertEqual(code_of(functions.update_function_configuration, FunctionName="boto", MemorySize=512), "ResourceConflictException")
        standin.advance("PT10S")
        functions.update_function_code(FunctionName="boto", ZipFile=zipped("export const handler = async () => 2;"))
        standin.advance("PT10S")
        functions.get_waiter("function_updated_v2").wait(FunctionName="boto")
        self.assertEqual(functions.get_function_configuration(FunctionName="boto")["MemorySize"], 256)
        functions.tag_resource(Resource=made["FunctionArn"], Tags={"team": "sre"})
        functions.untag_resource(Resource=made["FunctionArn"], TagKeys=["plan"])
        self.assertEqual(functions.list_tags(Resource=made["FunctionArn"])["Tags"], {"team": "sre"})
        functions.delete_function(FunctionName="boto")
        self.assertEqual(code_of(functions.get_function, FunctionName="boto"), "ResourceNotFoundException")
        self.assertGreater(functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"], 0)

    def test_are_invoked_by_their_versions_and_aliases(self):
        make("boto-called", Publish=True)
        functions.create_alias(FunctionName="boto-called", Name="live", FunctionVersion="1")
        answer = functions.invoke(FunctionName="boto-called", Qualifier="live", Payload=json.dumps({"a": 1}), LogType="Tail")
        self.assertEqual((answer["StatusCode"], answer["ExecutedVersion"]), (200, "1"))
        self.assertEqual(json.load(answer["Payload"]), {"echo": {"a": 1}})
        self.assertEqual(functions.invoke(FunctionName="boto-called", InvocationType="Event")["StatusCode"], 202)
        self.assertEqual(functions.invoke(FunctionName="boto-called", InvocationType="DryRun")["StatusCode"], 204)
        functions.update_function_configuration(FunctionName="boto-called", Description="next")
        standin.advance("PT10S")
        self.assertEqual(functions.publish_version(FunctionName="boto-called")["Version"], "2")
        self.assertEqual(len(functions.list_versions_by_function(FunctionName="boto-called")["Versions"]), 3)
        functions.update_alias(FunctionName="boto-called", Name="live", FunctionVersion="2", RoutingConfig={"AdditionalVersionWeights": {"1": 0.1}})
        self.assertEqual(functions.get_alias(FunctionName="boto-called", Name="live")["FunctionVersion"], "2")
        self.assertEqual(len(functions.list_aliases(FunctionName="boto-called")["Aliases"]), 1)
        self.assertEqual(code_of(functions.delete_function, FunctionName="boto-called", Qualifier="1"), "ResourceConflictException")
        functions.delete_alias(FunctionName="boto-called", Name="live")
        functions.delete_function(FunctionName="boto-called", Qualifier="1")

    def test_show_how_they_failed(self):
        make("boto-fails", "export const handler = async () => { throw new Error('no'); };")
        answer = functions.invoke(FunctionName="boto-fails")
        self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        self.assertEqual(json.load(answer["Payload"])["errorMessage"], "no")

    def test_let_others_call_them_and_are_held_back(self):
        make("boto-shared")
        functions.add_permission(FunctionName="boto-shared", StatementId="rule", Action="lambda:InvokeFunction", Principal="events.amazonaws.com")
        self.assertIn("events.amazonaws.com", functions.get_policy(FunctionName="boto-shared")["Policy"])
        functions.remove_permission(FunctionName="boto-shared", StatementId="rule")
        self.assertEqual(code_of(functions.get_policy, FunctionName="boto-shared"), "ResourceNotFoundException")
        functions.put_function_concurrency(FunctionName="boto-shared", ReservedConcurrentExecutions=0)
        self.assertEqual(functions.get_function_concurrency(FunctionName="boto-shared")["ReservedConcurrentExecutions"], 0)
        self.assertEqual(code_of(functions.invoke, FunctionName="boto-shared"), "TooManyRequestsException")
        functions.delete_function_concurrency(FunctionName="boto-shared")
        functions.put_function_event_invoke_config(FunctionName="boto-shared", MaximumRetryAttempts=1, MaximumEventAgeInSeconds=60)
        self.assertEqual(functions.get_function_event_invoke_config(FunctionName="boto-shared")["MaximumRetryAttempts"], 1)
        functions.delete_function_event_invoke_config(FunctionName="boto-shared")

    def test_are_called_by_the_command_line(self):
        with tempfile.TemporaryDirectory() as folder:
            archive, out = os.path.join(folder, "code.zip"), os.path.join(folder, "out")
            with open(archive, "wb") as file:
                file.write(zipped())
            standin.aws(
                "lambda", "create-function", "--function-name", "cli", "--runtime", "nodejs22.x", "--handler", "index.handler",
                "--role", ROLE, "--zip-file", f"fileb://{archive}"
            )
            standin.advance("PT10S")
            standin.aws("lambda", "wait", "function-active-v2", "--function-name", "cli")
            called = standin.aws("lambda", "invoke", "--function-name", "cli", "--payload", '{"a":1}', out)
            self.assertEqual(called["StatusCode"], 200)
            with open(out) as file:
                self.assertEqual(json.load(file), {"echo": {"a": 1}})


if __name__ == "__main__":
    unittest.main()
