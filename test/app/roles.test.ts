import { expect, it } from 'vitest';
import { roleNames, rolesOf } from '#app/roles.ts';

it.each<[read: string | null, publish: string | null, read_: string, publish_: string]>([
  [null, null, 'vpc-path-auditor-read', 'vpc-path-auditor-publish'],
  ['vpc-path-auditor-read', null, 'vpc-path-auditor-read', 'vpc-path-auditor-publish'],
  ['OrganizationAccountAccessRole', null, 'OrganizationAccountAccessRole', 'OrganizationAccountAccessRole'],
  ['audit', 'tell', 'audit', 'tell'],
  [null, 'tell', 'vpc-path-auditor-read', 'tell'],
])('%s and %s named: %s reads, %s publishes', (...[read, publish, reading, publishing]) =>
  expect(rolesOf(read, publish)).toEqual({ read: reading, publish: publishing }),
);

it('one role that is both has one name', () => {
  expect(roleNames(rolesOf('audit', null))).toEqual(['audit']);
  expect(roleNames(rolesOf(null, null))).toHaveLength(2);
});
