# A workflow of GitHub Actions, or a composite action, as JSON:
#   conftest test --policy . .github/workflows   or   yq -o json release.yml | opa eval -I -d . data.breakglass.unpinned_action.deny
package breakglass.unpinned_action

import rego.v1

deny contains message if {
	some place, name in used
	not is_pinned(name)
	message := sprintf("%s uses %v, which is not pinned to a commit: what it names can be moved", [place, name])
}

# What is used, by where: steps, reusable workflows, steps of a composite action.
used[place] := name if {
	some job, definition in input.jobs
	some index, step in definition.steps
	name := step.uses
	place := sprintf("jobs.%s.steps[%d]", [job, index])
}

used[place] := name if {
	some job, definition in input.jobs
	name := definition.uses
	place := sprintf("jobs.%s", [job])
}

used[place] := name if {
	some index, step in input.runs.steps
	name := step.uses
	place := sprintf("runs.steps[%d]", [index])
}

# What lies in the same repository is as old as the workflow itself.
is_pinned(name) if startswith(name, "./")

is_pinned(name) if regex.match(`^[^@\s]+@([0-9a-f]{40}|[0-9a-f]{64})$`, name)

is_pinned(name) if regex.match(`^docker://[^@\s]+@sha256:[0-9a-f]{64}$`, name)
