import unittest

from verdicts import verdicts


class PublicBucket(unittest.TestCase):
    def test_a_block_passes_and_none_fails(self):
        passed, failed = verdicts("public_bucket", "terraform", "CKV2_BREAKGLASS_7")
        self.assertEqual(passed, {"aws_s3_bucket.shut"})
        self.assertEqual(failed, {"aws_s3_bucket.open", "aws_s3_bucket.half"})


if __name__ == "__main__":
    unittest.main()
