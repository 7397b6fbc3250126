resource "aws_s3_bucket" "shut" {
  bucket = "acme-shut"
}

resource "aws_s3_bucket_public_access_block" "shut" {
  bucket                  = aws_s3_bucket.shut.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "half" {
  bucket = "acme-half"
}

resource "aws_s3_bucket_public_access_block" "half" {
  bucket            = aws_s3_bucket.half.id
  block_public_acls = true
}

resource "aws_s3_bucket" "open" {
  bucket = "acme-open"
}
