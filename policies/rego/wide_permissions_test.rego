package breakglass.wide_permissions_test

import rego.v1

import data.breakglass.wide_permissions

test_write_all_is_denied if {
	count(wide_permissions.deny) == 1 with input as {"permissions": "write-all", "jobs": {"build": {}}}
}

test_write_all_of_a_job_is_denied if {
	denied := wide_permissions.deny with input as {"permissions": {}, "jobs": {"build": {"permissions": "write-all"}}}
	denied == {"permissions of the job build are write-all: name what it needs"}
}

test_what_nobody_says_is_denied_for_each_job if {
	workflow := {"jobs": {"build": {}, "test": {"permissions": {"contents": "read"}}, "ship": {"permissions": null}}}
	count(wide_permissions.deny) == 2 with input as workflow
}

test_write_for_every_job_is_denied if {
	denied := wide_permissions.deny with input as {"permissions": {"contents": "read", "packages": "write"}, "jobs": {}}
	denied == {"every job of the workflow may write packages: give it to the job that needs it"}
}

test_write_for_the_job_that_needs_it_is_allowed if {
	workflow := {"permissions": {}, "jobs": {"ship": {"permissions": {"packages": "write"}}}}
	count(wide_permissions.deny) == 0 with input as workflow
}

test_reading_is_allowed if {
	count(wide_permissions.deny) == 0 with input as {"permissions": "read-all", "jobs": {"build": {}}}
	count(wide_permissions.deny) == 0 with input as {"permissions": {"contents": "read"}, "jobs": {"build": {}}}
}
