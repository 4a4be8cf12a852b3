import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says to cdk-nag why a policy names more than one resource. `resource` is as the template has it, a reference in
 * angle brackets: `arn:aws:iam::*:role/auditor`, `<StorageBucket1234.Arn>/runs/*`.
 */
export const acknowledgeWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
