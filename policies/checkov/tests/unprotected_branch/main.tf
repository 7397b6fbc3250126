resource "github_repository" "shop" {
  name = "shop"
}

resource "github_repository" "bare" {
  name = "bare"
}

resource "github_branch_protection" "good" {
  repository_id  = github_repository.shop.node_id
  pattern        = "main"
  enforce_admins = true

  required_pull_request_reviews {
    required_approving_review_count = 1
  }
}

resource "github_branch_protection" "loose" {
  repository_id       = github_repository.shop.node_id
  pattern             = "release"
  enforce_admins      = true
  allows_force_pushes = true

  required_pull_request_reviews {
    required_approving_review_count = 1
  }
}
