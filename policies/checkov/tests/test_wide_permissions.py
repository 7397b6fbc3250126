import unittest

from verdicts import verdicts


class WidePermissions(unittest.TestCase):
    def test_of_the_workflow(self):
        _, failed = verdicts("wide_permissions", "github_actions", "CKV2_BREAKGLASS_2")
        self.assertEqual(failed, {"everything.yml", "unsaid.yml"})

    def test_of_a_job(self):
        passed, failed = verdicts("wide_permissions", "github_actions", "CKV2_BREAKGLASS_3")
        self.assertEqual(failed, {"job.yml"})
        self.assertIn("narrow.yml", passed)


if __name__ == "__main__":
    unittest.main()
