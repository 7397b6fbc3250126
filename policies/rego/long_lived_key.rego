# Keys that nobody rotates, as those who gave them list them:
#   aws iam list-access-keys --user-name USER       | opa eval -I -d . data.breakglass.long_lived_key.deny
#   gh api orgs/ORG/personal-access-tokens          | opa eval -I -d . data.breakglass.long_lived_key.deny
#   terraform show -json plan                       | opa eval -I -d . data.breakglass.long_lived_key.deny
package breakglass.long_lived_key

import rego.v1

# CIS Amazon Web Services Foundations Benchmark: access keys are rotated every 90 days or less.
max_days := 90

deny contains message if {
	some key in input.AccessKeyMetadata
	key.Status == "Active"
	days := age(key.CreateDate)
	days > max_days
	message := sprintf("the access key %s of %s is %d days old", [key.AccessKeyId, key.UserName, days])
}

deny contains message if {
	is_array(input)
	some token in input
	"token_expires_at" in object.keys(token)
	token.token_expires_at == null
	message := sprintf("the token %v of %v never expires", [token.token_name, token.owner.login])
}

deny contains message if {
	some change in input.resource_changes
	change.type == "aws_iam_access_key"
	"create" in change.change.actions
	message := sprintf("%s makes a key that lives until somebody deletes it: use a role", [change.address])
}

age(made) := floor((time.now_ns() - time.parse_rfc3339_ns(made)) / 86400000000000)
