package breakglass.unpinned_action_test

import rego.v1

import data.breakglass.unpinned_action

commit := "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683"

steps(names) := {"jobs": {"build": {"steps": [{"uses": name} | some name in names]}}}

test_a_tag_is_denied if {
	denied := unpinned_action.deny with input as steps([commit, "actions/setup-node@v4"])
	count(denied) == 1
	some message in denied
	startswith(message, "jobs.build.steps[1] uses actions/setup-node@v4,")
}

test_a_branch_or_nothing_is_denied if {
	count(unpinned_action.deny) == 2 with input as steps(["acme/tool@main", "acme/tool"])
}

test_a_short_commit_is_denied if {
	count(unpinned_action.deny) == 1 with input as steps(["actions/checkout@11bd719"])
}

test_a_commit_is_allowed if {
	count(unpinned_action.deny) == 0 with input as steps([commit])
}

test_what_lies_in_the_repository_is_allowed if {
	count(unpinned_action.deny) == 0 with input as steps(["./.github/actions/build"])
}

test_an_image_is_pinned_by_its_digest if {
	image := "docker://alpine@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5"
	count(unpinned_action.deny) == 0 with input as steps([image])
	count(unpinned_action.deny) == 1 with input as steps(["docker://alpine:3.20"])
}

test_a_reusable_workflow_is_denied if {
	count(unpinned_action.deny) == 1 with input as {"jobs": {"call": {"uses": "acme/flows/.github/workflows/ci.yml@v1"}}}
}

test_a_composite_action_is_denied if {
	count(unpinned_action.deny) == 1 with input as {"runs": {"steps": [{"uses": "actions/cache@v4"}, {"run": "make"}]}}
}

test_a_step_that_runs_is_allowed if {
	count(unpinned_action.deny) == 0 with input as {"jobs": {"build": {"steps": [{"run": "make"}]}}}
}
