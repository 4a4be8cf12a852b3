import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { Outcome } from '#model/coverage.ts';
import { accountIdPattern } from '#model/scope.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse } from './malformed-response.ts';

/** The organization that the caller's account is in. */
export type Organization = { id: string; managementAccountId: string };

/** Organizations DescribeOrganization, which any account of an organization may ask; in none it fails as not-enabled. */
export const describeOrganization = (aws: Aws, region: string): Promise<Outcome<Organization>> =>
  attempt(async () => {
    const { Organization } = await aws.organizations(region).send(new DescribeOrganizationCommand({}));
    const { Id = '', MasterAccountId = '' } = Organization ?? {};
    if (!/^o-[a-z0-9]{10,32}$/.test(Id) || !accountIdPattern.test(MasterAccountId)) {
      throw new MalformedResponse('DescribeOrganization: the answer does not name the organization');
    }
    return { id: Id, managementAccountId: MasterAccountId };
  });
