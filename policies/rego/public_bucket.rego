# A plan of Terraform: terraform show -json plan | opa eval -I -d . data.breakglass.public_bucket.deny
package breakglass.public_bucket

import rego.v1

public_acls := {"public-read", "public-read-write", "authenticated-read"}

blocks := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

everybody := {"allUsers", "allAuthenticatedUsers"}

deny contains message if {
	some change in changes
	change.type in {"aws_s3_bucket", "aws_s3_bucket_acl"}
	change.change.after.acl in public_acls
	message := sprintf("%s has the ACL %s", [change.address, change.change.after.acl])
}

deny contains message if {
	some change in changes
	change.type in {"aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"}
	some block in blocks
	not change.change.after[block] == true
	message := sprintf("%s leaves %s off", [change.address, block])
}

deny contains message if {
	some change in changes
	change.type == "aws_s3_bucket_policy"
	some statement in statements(json.unmarshal(change.change.after.policy))
	statement.Effect == "Allow"
	is_everybody(statement.Principal)
	not statement.Condition
	message := sprintf("%s lets everybody in", [change.address])
}

deny contains message if {
	some change in changes
	change.type in {"google_storage_bucket_iam_member", "google_storage_bucket_iam_binding"}
	some member in members(change.change.after)
	member in everybody
	message := sprintf("%s lets %s in", [change.address, member])
}

# A bucket that the same module has no block for.
deny contains message if {
	some module in modules
	some bucket in module.resources
	bucket.type == "aws_s3_bucket"
	bucket.mode == "managed"
	not is_blocked(module, bucket.address)
	message := sprintf("%s has no aws_s3_bucket_public_access_block", [bucket.address])
}

# The root module, those that it calls, and those that they call.
modules contains module if module := input.configuration.root_module

modules contains called.module if some called in input.configuration.root_module.module_calls

modules contains deeper.module if {
	some called in input.configuration.root_module.module_calls
	some deeper in called.module.module_calls
}

# What a plan deletes has nothing after it.
changes contains change if {
	some change in input.resource_changes
	change.change.after != null
}

statements(policy) := policy.Statement if is_array(policy.Statement)

statements(policy) := [policy.Statement] if is_object(policy.Statement)

is_everybody("*") := true

is_everybody(principal) if principal.AWS == "*"

is_everybody(principal) if "*" in principal.AWS

members(after) := {after.member} if after.member

members(after) := {member | some member in after.members} if after.members

is_blocked(module, address) if {
	some resource in module.resources
	resource.type == "aws_s3_bucket_public_access_block"
	address in resource.expressions.bucket.references
}
