# The roles that vpc-path-auditor assumes in this account. Written by npm run generate; do not edit.

variable "hub_account_id" {
  type        = string
  description = "The account that audits"
}

variable "organization_id" {
  type        = string
  description = "The organization that the hub is in"
}

variable "external_id" {
  type        = string
  default     = null
  description = "What the hub tells besides; null for nothing"
}

variable "read_role_name" {
  type    = string
  default = "vpc-path-auditor-read"
}

variable "publish_role_name" {
  type    = string
  default = "vpc-path-auditor-publish"
}

variable "publish" {
  type        = bool
  default     = true
  description = "Is there a role that brings Security Hub of this account into step? false where findings are kept centrally"
}

variable "laptop_principals" {
  type        = list(string)
  default     = []
  description = "ARNs of roles and users of the hub account that scan from a laptop; * stands for any text"
}

data "aws_partition" "current" {}

locals {
  # The hub's root under conditions: a role that is named as the principal is stored by its unique ID, so a hub role that is
  # made anew would be locked out.
  trusted = concat(
    [
      "arn:${data.aws_partition.current.partition}:iam::${var.hub_account_id}:role/vpc-path-auditor-audit",
      "arn:${data.aws_partition.current.partition}:iam::${var.hub_account_id}:role/vpc-path-auditor-worker",
    ],
    var.laptop_principals,
  )
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${var.hub_account_id}:root" }
      Action    = "sts:AssumeRole"
      Condition = {
        ArnLike = { "aws:PrincipalArn" = local.trusted }
        StringEquals = merge(
          { "aws:PrincipalOrgID" = var.organization_id },
          var.external_id == null ? {} : { "sts:ExternalId" = var.external_id },
        )
      }
    }]
  })
}

resource "aws_iam_role" "read" {
  name                 = var.read_role_name
  description          = "Lets vpc-path-auditor read endpoints, peerings and routing"
  max_session_duration = 3600
  assume_role_policy   = local.trust
}

resource "aws_iam_role_policy" "read" {
  name = "read"
  role = aws_iam_role.read.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Effect" : "Allow",
        "Action" : [
          "ec2:DescribeDhcpOptions",
          "ec2:DescribeManagedPrefixLists",
          "ec2:DescribeNetworkAcls",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRegions",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcAttribute",
          "ec2:DescribeVpcEndpointConnections",
          "ec2:DescribeVpcEndpointServiceConfigurations",
          "ec2:DescribeVpcEndpointServicePermissions",
          "ec2:DescribeVpcEndpointServices",
          "ec2:DescribeVpcEndpoints",
          "ec2:DescribeVpcPeeringConnections",
          "ec2:DescribeVpcs",
          "ec2:GetManagedPrefixListEntries",
          "route53:ListHostedZonesByVPC",
          "route53profiles:ListProfileAssociations",
          "route53profiles:ListProfileResourceAssociations",
          "route53resolver:ListResolverRuleAssociations",
          "route53resolver:ListResolverRules"
        ],
        "Resource" : "*"
      },
      {
        "Effect" : "Allow",
        "Action" : [
          "route53:ListResourceRecordSets"
        ],
        "Resource" : "arn:${data.aws_partition.current.partition}:route53:::hostedzone/*"
      }
    ]
  })
}

resource "aws_iam_role" "publish" {
  count                = var.publish ? 1 : 0
  name                 = var.publish_role_name
  description          = "Lets vpc-path-auditor bring its own findings in Security Hub into step"
  max_session_duration = 3600
  assume_role_policy   = local.trust
}

resource "aws_iam_role_policy" "publish" {
  count = var.publish ? 1 : 0
  name  = "publish"
  role  = aws_iam_role.publish[0].id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Effect" : "Allow",
        "Action" : [
          "securityhub:GetFindings"
        ],
        "Resource" : "*"
      },
      {
        "Effect" : "Allow",
        "Action" : [
          "securityhub:BatchImportFindings"
        ],
        "Resource" : "arn:${data.aws_partition.current.partition}:securityhub:*:*:product/*/default"
      }
    ]
  })
}

output "read_role_arn" {
  value = aws_iam_role.read.arn
}

output "publish_role_arn" {
  value = one(aws_iam_role.publish[*].arn)
}
