"""Runs Checkov over a folder beside this file, with the policies of ../policies, and says what passed and what failed."""

import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def verdicts(folder, framework, check):
    """Names of what passed and of what failed: a workflow's file, or a resource of Terraform."""
    command = [
        "checkov",
        *("--directory", str(HERE / folder)),
        *("--external-checks-dir", str(HERE.parent / "policies")),
        *("--framework", framework),
        *("--check", check),
        *("--output", "json"),
        "--soft-fail",
        "--quiet",
    ]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    report = json.loads(ran.stdout)
    results = report.get("results", {"passed_checks": [], "failed_checks": []})

    def names(checks):
        if framework == "github_actions":
            return {pathlib.PurePosixPath(one["file_path"]).name for one in checks}
        return {one["resource"] for one in checks}

    failed = names(results["failed_checks"])
    return names(results["passed_checks"]) - failed, failed
