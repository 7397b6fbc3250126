package breakglass.public_bucket_test

import rego.v1

import data.breakglass.public_bucket

plan(type, after) := {"resource_changes": [{
	"address": sprintf("%s.it", [type]),
	"type": type,
	"change": {"actions": ["create"], "after": after},
}]}

policy(statement) := plan("aws_s3_bucket_policy", {"policy": json.marshal({"Statement": [statement]})})

shut := {
	"block_public_acls": true,
	"block_public_policy": true,
	"ignore_public_acls": true,
	"restrict_public_buckets": true,
}

test_a_public_acl_is_denied if {
	denied := public_bucket.deny with input as plan("aws_s3_bucket_acl", {"acl": "public-read"})
	denied == {"aws_s3_bucket_acl.it has the ACL public-read"}
}

test_a_private_acl_is_allowed if {
	count(public_bucket.deny) == 0 with input as plan("aws_s3_bucket_acl", {"acl": "private"})
}

test_a_block_that_is_off_or_missing_is_denied if {
	open := object.union(object.remove(shut, ["block_public_acls"]), {"ignore_public_acls": false})
	count(public_bucket.deny) == 2 with input as plan("aws_s3_bucket_public_access_block", open)
}

test_a_whole_block_is_allowed if {
	count(public_bucket.deny) == 0 with input as plan("aws_s3_bucket_public_access_block", shut)
}

test_a_policy_for_everybody_is_denied if {
	count(public_bucket.deny) == 1 with input as policy({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"})
	count(public_bucket.deny) == 1 with input as policy({"Effect": "Allow", "Principal": {"AWS": "*"}})
	count(public_bucket.deny) == 1 with input as policy({"Effect": "Allow", "Principal": {"AWS": ["1", "*"]}})
}

test_a_policy_for_some_is_allowed if {
	count(public_bucket.deny) == 0 with input as policy({"Effect": "Deny", "Principal": "*"})
	count(public_bucket.deny) == 0 with input as policy({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:root"}})
	count(public_bucket.deny) == 0 with input as policy({"Effect": "Allow", "Principal": "*", "Condition": {"Bool": {}}})
}

test_all_users_of_google_are_denied if {
	count(public_bucket.deny) == 1 with input as plan("google_storage_bucket_iam_member", {"member": "allUsers"})
	count(public_bucket.deny) == 1 with input as plan("google_storage_bucket_iam_binding", {"members": ["a", "allUsers"]})
	count(public_bucket.deny) == 0 with input as plan("google_storage_bucket_iam_member", {"member": "user:a"})
}

bucket := {"address": "aws_s3_bucket.logs", "mode": "managed", "type": "aws_s3_bucket"}

block := {
	"address": "aws_s3_bucket_public_access_block.logs",
	"mode": "managed",
	"type": "aws_s3_bucket_public_access_block",
	"expressions": {"bucket": {"references": ["aws_s3_bucket.logs.id", "aws_s3_bucket.logs"]}},
}

module(resources) := {"configuration": {"root_module": {"resources": resources}}}

test_a_bucket_without_a_block_is_denied if {
	denied := public_bucket.deny with input as module([bucket])
	denied == {"aws_s3_bucket.logs has no aws_s3_bucket_public_access_block"}
}

test_a_bucket_with_a_block_is_allowed if {
	count(public_bucket.deny) == 0 with input as module([bucket, block])
}

test_a_bucket_of_a_called_module_is_denied if {
	called := {"root_module": {"module_calls": {"store": {"module": {"resources": [bucket]}}}}}
	count(public_bucket.deny) == 1 with input as {"configuration": called}
	deeper := {"root_module": {"module_calls": {"all": {"module": called.root_module}}}}
	count(public_bucket.deny) == 1 with input as {"configuration": deeper}
}

test_what_a_plan_deletes_is_allowed if {
	count(public_bucket.deny) == 0 with input as plan("aws_s3_bucket_acl", null)
}
