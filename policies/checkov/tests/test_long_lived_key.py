import unittest

from verdicts import verdicts


class LongLivedKey(unittest.TestCase):
    def test_a_key_fails(self):
        _, failed = verdicts("long_lived_key", "terraform", "CKV2_BREAKGLASS_6")
        self.assertEqual(failed, {"aws_iam_access_key.ci"})


if __name__ == "__main__":
    unittest.main()
