"""Runs every test_*.py beside it, and fails for answers of the wrong shape and for operations that nobody called.

With names (`test_kms`, `test_kms.Keys`), runs those alone and does not ask for every operation.
"""
import collections
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKER = os.environ.get("MUSTER_SHAPE_CHECK")
sys.path.insert(0, HERE)
if CHECKER:
    sys.path.insert(0, CHECKER)
    import shape_check

import standin  # noqa: E402  (it must see the checker's hooks)


# What the checker says of answers that are right: how a line begins after its count.
EXCUSED = {
    # S3 names the class of each version, which is how clients find what lies in the archive; the model lists STANDARD alone.
    "s3\tListObjectVersions\tenum\t.Version[].StorageClass\t",
    # The model lists two codes, and its text says that any of the tagged service's own may stand there.
    "resourcegroupstaggingapi\tTagResources\tenum\t.FailedResourcesMap{}.ErrorCode\t",
    # What is not served is refused in a word of the stand-in's own.
    "s3control\tGetPublicAccessBlock\terror-unmodelled\tNotImplemented\t",
    # The model has one status; its text says 202 of events and 204 of dry runs.
    "lambda\tInvoke\tstatus\t\t202,",
    "lambda\tInvoke\tstatus\t\t204,",
    # Route 53 wraps its errors; of the services that speak XML so, only S3 does not.
    *(f"route53\t{operation}\terror-form\tErrorResponse\t" for operation in ("GetHostedZone", "DeleteHostedZone")),
    # The model's 32 characters are those of an id alone, and answers put /hostedzone/ before it.
    *(f"route53\t{operation}\trange\t" for operation in ("CreateHostedZone", "GetHostedZone", "ListHostedZones", "ListHostedZonesByName")),
}


def findings():
    """What the checker held against AWS's models and found wanting."""
    lines = shape_check.report() if CHECKER else []
    return ["wrong shape: " + line for line in lines if not line.partition("\t")[2].startswith(tuple(EXCUSED))]


def never_called():
    """Operations that the stand-in says it serves, and that no test called."""
    return [
        f"never called: {service} {operation}"
        for service, coverage in standin.control("GET", "coverage").items()
        for operation in coverage["served"]
        if (service, operation) not in standin.CALLED
    ]


named = sys.argv[1:]
tests = unittest.TestLoader().loadTestsFromNames(named) if named else unittest.TestLoader().discover(HERE)
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests)
complaints = findings() + ([] if named else never_called())
print("\n".join(complaints))
for reason, times in collections.Counter(reason for _, reason in result.skipped).items():
    print(f"{times} passed over: {reason}")
if not CHECKER:
    print("answers were not held against AWS's models: MUSTER_SHAPE_CHECK names no folder with shape_check.py")
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses) + len(complaints)
passed = result.testsRun - len(result.failures) - len(result.errors) - len(result.unexpectedSuccesses) - len(result.skipped)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
