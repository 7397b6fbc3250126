package breakglass.long_lived_key_test

import rego.v1

import data.breakglass.long_lived_key

now := time.parse_rfc3339_ns("2026-06-01T00:00:00Z")

keys(status, made) := {"AccessKeyMetadata": [{
	"UserName": "deploy",
	"AccessKeyId": "AKIAEXAMPLE",
	"Status": status,
	"CreateDate": made,
}]}

test_an_old_key_is_denied if {
	old := keys("Active", "2026-01-01T00:00:00+00:00")
	denied := long_lived_key.deny with input as old with time.now_ns as now
	denied == {"the access key AKIAEXAMPLE of deploy is 151 days old"}
}

test_ninety_days_are_allowed if {
	young := keys("Active", "2026-03-03T00:00:00Z")
	count(long_lived_key.deny) == 0 with input as young with time.now_ns as now
}

test_ninety_one_days_are_denied if {
	count(long_lived_key.deny) == 1 with input as keys("Active", "2026-03-02T00:00:00Z") with time.now_ns as now
}

test_a_key_that_is_off_is_allowed if {
	count(long_lived_key.deny) == 0 with input as keys("Inactive", "2020-01-01T00:00:00Z") with time.now_ns as now
}

test_a_token_that_never_expires_is_denied if {
	tokens := [
		{"token_name": "ci", "owner": {"login": "jon"}, "token_expires_at": null},
		{"token_name": "me", "owner": {"login": "ada"}, "token_expires_at": "2026-07-01T00:00:00Z"},
	]
	denied := long_lived_key.deny with input as tokens
	denied == {"the token ci of jon never expires"}
}

test_a_key_in_a_plan_is_denied if {
	change := {"address": "aws_iam_access_key.ci", "type": "aws_iam_access_key", "change": {"actions": ["create"]}}
	count(long_lived_key.deny) == 1 with input as {"resource_changes": [change]}
}

test_a_key_that_a_plan_deletes_is_allowed if {
	change := {"address": "aws_iam_access_key.ci", "type": "aws_iam_access_key", "change": {"actions": ["delete"]}}
	count(long_lived_key.deny) == 0 with input as {"resource_changes": [change]}
}
