# A workflow of GitHub Actions as JSON:
#   conftest test --policy . .github/workflows   or   yq -o json release.yml | opa eval -I -d . data.breakglass.wide_permissions.deny
package breakglass.wide_permissions

import rego.v1

deny contains "permissions of the workflow are write-all: name what each job needs" if input.permissions == "write-all"

deny contains message if {
	some job, definition in input.jobs
	definition.permissions == "write-all"
	message := sprintf("permissions of the job %s are write-all: name what it needs", [job])
}

# What nobody says, the settings of the repository say: that may be everything.
deny contains message if {
	not says_permissions(input)
	some job, definition in input.jobs
	not says_permissions(definition)
	message := sprintf("neither the workflow nor the job %s says permissions: begin with permissions: {}", [job])
}

# Every job has what the whole workflow has.
deny contains message if {
	some scope, access in input.permissions
	access == "write"
	message := sprintf("every job of the workflow may write %s: give it to the job that needs it", [scope])
}

says_permissions(part) if object.get(part, "permissions", null) != null
