# How GitHub protects a branch, as it answers:
#   gh api repos/OWNER/REPO/branches/main/protection | opa eval -I -d . data.breakglass.unprotected_branch.deny
#   gh api repos/OWNER/REPO/rules/branches/main      | opa eval -I -d . data.breakglass.unprotected_branch.deny
# The first is the branch's own protection, the second the rules that rulesets lay on it. One of them is enough.
package breakglass.unprotected_branch

import rego.v1

deny contains "the branch is not protected" if input.message == "Branch not protected"

deny contains "changes need no review: require a pull request with an approval" if {
	is_told
	not needs_review
}

deny contains "history can be rewritten: forbid force pushes" if {
	is_told
	not keeps_history
}

deny contains "the branch can be deleted: forbid deletions" if {
	is_told
	not is_kept
}

deny contains "administrators need not keep to it: include them" if {
	is_object(input)
	is_told
	not input.enforce_admins.enabled == true
}

is_told if is_array(input)

is_told if {
	is_object(input)
	not input.message
}

needs_review if input.required_pull_request_reviews.required_approving_review_count >= 1

needs_review if {
	some rule in rules
	rule.type == "pull_request"
	rule.parameters.required_approving_review_count >= 1
}

keeps_history if {
	is_object(input)
	not input.allow_force_pushes.enabled == true
}

keeps_history if {
	some rule in rules
	rule.type == "non_fast_forward"
}

is_kept if {
	is_object(input)
	not input.allow_deletions.enabled == true
}

is_kept if {
	some rule in rules
	rule.type == "deletion"
}

rules := input if is_array(input)
