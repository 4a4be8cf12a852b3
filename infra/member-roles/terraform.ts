import { policiesOf } from '#app/doctor/policies.ts';
import { defaultRoles } from '#app/roles.ts';
import { auditors, hubRoleName } from '../names.ts';

/** What stands in `${}` Terraform fills in. */
const policies = policiesOf({
  partition: '${data.aws_partition.current.partition}',
  roles: defaultRoles,
});

/** JSON is an expression to Terraform; this is how it formats it. */
const expression = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(/^( *"\w+"):/gm, '$1 :')
    .replaceAll('\n', '\n  ');

const hubRoles = auditors.map(
  (name) =>
    `      "arn:\${data.aws_partition.current.partition}:iam::\${var.hub_account_id}:role/${hubRoleName(name)}",`,
);

/** The same roles as of `member-roles.template`, for those who roll out by Terraform. */
export const memberTerraform =
  (): string => `# The roles that vpc-path-auditor assumes in this account. Written by npm run generate; do not edit.

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
  default = "${defaultRoles.read}"
}

variable "publish_role_name" {
  type    = string
  default = "${defaultRoles.publish}"
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
${hubRoles.join('\n')}
    ],
    var.laptop_principals,
  )
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:\${data.aws_partition.current.partition}:iam::\${var.hub_account_id}:root" }
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
  policy = jsonencode(${expression(policies.read)})
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
  policy = jsonencode(${expression(policies.publish)})
}

output "read_role_arn" {
  value = aws_iam_role.read.arn
}

output "publish_role_arn" {
  value = one(aws_iam_role.publish[*].arn)
}
`;
