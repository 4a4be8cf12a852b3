import { describe, expect, it } from 'vitest';
import { actionsOf, grants } from '#app/actions.ts';
import { policiesOf, reachOf } from '#app/doctor/policies.ts';

describe.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])('in %s', (partition) => {
  const policies = policiesOf({ partition, roles: { read: 'auditor', publish: 'publisher' } });

  it.each(grants)('%s allows its actions, each once, and none by a wildcard', (grant) => {
    const allowed = policies[grant].Statement.flatMap(({ Action }) => Action);
    expect([...allowed].sort()).toEqual([...actionsOf[grant]].sort());
    expect(allowed.filter((action) => !/^[a-z0-9]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
  });

  it('names resources of the partition alone', () => {
    const resources = grants.flatMap((grant) =>
      policies[grant].Statement.flatMap(({ Resource }) => Resource),
    );
    const arns = resources.filter((resource) => resource !== '*');
    expect(arns.length).toBeGreaterThan(2);
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
  });

  const assuming = ({ hub }: typeof policies) =>
    hub.Statement.find(({ Action }) => Action.includes('sts:AssumeRole'));
  const auditor = `arn:${partition}:iam::*:role/auditor`;

  it('reaches the roles of those names alone', () =>
    expect(assuming(policies)).toEqual({
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: [auditor, `arn:${partition}:iam::*:role/publisher`],
    }));

  it('names a role that is both once', () => {
    const one = policiesOf({ partition, roles: { read: 'auditor', publish: 'auditor' } });
    expect(assuming(one)?.Resource).toBe(auditor);
  });
});

it('writes nothing but findings', () => {
  const writes = Object.values(actionsOf)
    .flat()
    .filter((action) => !/:(Describe|List|Get)/.test(action));
  expect(writes).toEqual(['securityhub:BatchImportFindings', 'sts:AssumeRole']);
});

it('an action that nobody has thought about is a mistake', () =>
  expect(() => reachOf('s3:GetObject')).toThrow(/no resource is known/));
