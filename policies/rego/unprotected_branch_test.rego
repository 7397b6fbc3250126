package breakglass.unprotected_branch_test

import rego.v1

import data.breakglass.unprotected_branch

good := {
	"required_pull_request_reviews": {"required_approving_review_count": 1},
	"enforce_admins": {"enabled": true},
	"allow_force_pushes": {"enabled": false},
	"allow_deletions": {"enabled": false},
}

rules := [
	{"type": "pull_request", "parameters": {"required_approving_review_count": 2}},
	{"type": "non_fast_forward"},
	{"type": "deletion"},
]

test_no_protection_is_denied if {
	denied := unprotected_branch.deny with input as {"message": "Branch not protected", "status": "404"}
	denied == {"the branch is not protected"}
}

test_protection_is_allowed if {
	count(unprotected_branch.deny) == 0 with input as good
}

test_rules_are_allowed if {
	count(unprotected_branch.deny) == 0 with input as rules
}

test_no_rules_are_denied if {
	count(unprotected_branch.deny) == 3 with input as []
}

test_a_pull_request_that_nobody_looks_at_is_denied if {
	alone := object.union(good, {"required_pull_request_reviews": {"required_approving_review_count": 0}})
	denied := unprotected_branch.deny with input as alone
	denied == {"changes need no review: require a pull request with an approval"}
}

test_no_reviews_are_denied if {
	count(unprotected_branch.deny) == 1 with input as object.remove(good, ["required_pull_request_reviews"])
}

test_force_pushes_and_deletions_are_denied if {
	loose := {"allow_force_pushes": {"enabled": true}, "allow_deletions": {"enabled": true}}
	count(unprotected_branch.deny) == 2 with input as object.union(good, loose)
}

test_administrators_that_go_round_it_are_denied if {
	denied := unprotected_branch.deny with input as object.union(good, {"enforce_admins": {"enabled": false}})
	denied == {"administrators need not keep to it: include them"}
}
