import unittest

from verdicts import verdicts


class UnprotectedBranch(unittest.TestCase):
    def test_protection_binds(self):
        passed, failed = verdicts("unprotected_branch", "terraform", "CKV2_BREAKGLASS_4")
        self.assertEqual(passed, {"github_branch_protection.good"})
        self.assertEqual(failed, {"github_branch_protection.loose"})

    def test_a_repository_without_any_fails(self):
        _, failed = verdicts("unprotected_branch", "terraform", "CKV2_BREAKGLASS_5")
        self.assertEqual(failed, {"github_repository.bare"})


if __name__ == "__main__":
    unittest.main()
