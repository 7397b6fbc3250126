import unittest

from verdicts import verdicts


class UnpinnedAction(unittest.TestCase):
    def test_pinned_passes_and_unpinned_fails(self):
        passed, failed = verdicts("unpinned_action", "github_actions", "CKV2_BREAKGLASS_1")
        self.assertEqual(passed, {"pinned.yml"})
        self.assertEqual(failed, {"tag.yml", "reusable.yml"})


if __name__ == "__main__":
    unittest.main()
