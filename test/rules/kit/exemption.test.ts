import { describe, expect, it } from 'vitest';
import type { Exemption } from '#model/config-rules.ts';
import type { Severity } from '#model/finding.ts';
import { exemptionOf, exemptionTag } from '#rules/kit/exemption.ts';
import type { Rule, Subject } from '#rules/rule.ts';
import { ruleOf, subjectOf, taggedResource } from '#test/builders/judgement.ts';
import { configOf, tokyo } from '#test/builders/network.ts';

const observedAt = '2026-11-22T03:00:00.000Z';

const exemption = (fields: Partial<Exemption> = {}): Exemption => ({
  rule: 'some-rule',
  accounts: null,
  resource: 'vpce-1',
  until: '2026-12-31',
  reason: 'planned',
  owner: 'net team',
  ...fields,
});

type Asked = { rule?: Rule; about?: Subject; severity?: Severity; at?: string; exemptions?: Exemption[] };

const exempted = ({
  rule = ruleOf(),
  about = subjectOf(),
  severity = 'medium',
  at,
  exemptions = [],
}: Asked) =>
  exemptionOf(
    { rule, about, severity },
    {
      config: configOf({ exemptions }),
      observedAt: at ?? observedAt,
      isRule: (name) => ['some-rule', 'other', 'third', rule.id, ...rule.formerIds].includes(name),
    },
  );

const none = { reason: null, note: null };
const held = { reason: 'until 2026-12-31: planned (net team)', note: null };

it('nobody asked for one', () => {
  expect(exempted({})).toEqual(none);
});

const ended = (reason: string) => exemption({ until: '2026-01-01', reason });

describe('by the configuration', () => {
  it.each<[string, Partial<Exemption>]>([
    ['the subject’s ID', {}],
    ['the subject’s ARN', { resource: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1' }],
    ['the ID of what it lies in', { resource: 'vpc-oregon' }],
    ['the ARN of what it lies in', { resource: 'arn:aws:ec2:us-west-2:222222222222:vpc/vpc-oregon' }],
    ['the account', { resource: null, accounts: ['222222222222'] }],
    ['the account among others', { resource: null, accounts: ['111111111111', '222222222222'] }],
    ['account and resource', { accounts: ['222222222222'] }],
  ])('holds by %s', (_, fields) => {
    expect(exempted({ exemptions: [exemption(fields)] })).toEqual(held);
  });

  it('holds by the ID of a part, which no tag is read of', () => {
    const part = { ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' };
    const about = subjectOf({ dependsOn: { scopes: [tokyo], parts: [part] } });
    const arn = 'arn:aws:ec2:ap-northeast-1:111111111111:vpc-peering-connection/pcx-1';
    for (const resource of ['pcx-1', arn]) {
      expect(exempted({ about, exemptions: [exemption({ resource })] })).toEqual(held);
    }
  });

  it.each<[string, Partial<Exemption>]>([
    ['another rule', { rule: 'some-rule-or-other' }],
    ['another resource', { resource: 'vpce-11' }],
    ['a part of an ID', { resource: 'vpce' }],
    ['another account', { resource: null, accounts: ['111111111111'] }],
    ['the resource in another account', { accounts: ['111111111111'] }],
    ['an ARN of another account', { resource: 'arn:aws:ec2:us-west-2:111111111111:vpc/vpc-oregon' }],
    ['an ARN of no account', { resource: 'arn:aws:ec2:us-west-2::vpc/vpc-oregon' }],
    ['another service’s ARN', { resource: 'arn:aws:s3:us-west-2:222222222222:vpc/vpc-oregon' }],
  ])('is not for %s', (_, fields) => {
    expect(exempted({ exemptions: [exemption(fields)] })).toEqual(none);
  });

  it('is told in one line, whatever was written', () => {
    const [reason, owner] = ['planned\n\u001b[2J', 'net\u202e team'];
    expect(exempted({ exemptions: [exemption({ reason, owner })] })).toEqual({
      reason: 'until 2026-12-31: planned [2J (net  team)',
      note: null,
    });
  });

  it.each<[string, string, boolean]>([
    ['the day before', '2026-12-30T23:59:59.999Z', true],
    ['its last day', '2026-12-31T00:00:00.000Z', true],
    ['the end of its last day, in UTC', '2026-12-31T23:59:59.999Z', true],
    ['the day after', '2027-01-01T00:00:00.000Z', false],
  ])('on %s', (_, at, holds) => {
    const ended = { reason: null, note: 'Its exemption ended on 2026-12-31: planned (net team).' };
    expect(exempted({ at, exemptions: [exemption()] })).toEqual(holds ? held : ended);
  });

  it.each<Severity>(['low', 'high', 'critical'])('is for any rule, of severity %s too', (severity) => {
    expect(exempted({ severity, exemptions: [exemption()] })).toEqual(held);
  });

  it('takes the rule under the names it had', () => {
    const rule = ruleOf({ id: 'newest', formerIds: ['oldest', 'newer'] });
    for (const name of ['oldest', 'newer', 'newest']) {
      expect(exempted({ rule, exemptions: [exemption({ rule: name })] })).toEqual(held);
    }
    expect(exempted({ rule, exemptions: [exemption({ rule: 'some-rule' })] })).toEqual(none);
  });

  it('one that holds is enough, and one that ended is no news then', () => {
    const ended = exemption({ until: '2026-01-01', reason: 'old' });
    for (const exemptions of [
      [ended, exemption()],
      [exemption(), ended],
    ]) {
      expect(exempted({ exemptions })).toEqual(held);
    }
  });

  it('several that ended are told once each', () => {
    expect(exempted({ exemptions: [ended('a'), ended('b'), ended('a')] }).note).toBe(
      'Its exemption ended on 2026-01-01: a (net team). Its exemption ended on 2026-01-01: b (net team).',
    );
  });
});

const tagged = (value: string, fields: Parameters<typeof taggedResource>[1] = {}) =>
  subjectOf({ resources: [taggedResource({ [exemptionTag]: value }, fields)] });

describe('by tag', () => {
  it.each<[string, string]>([
    ['of the rule alone', 'some-rule 2026-12-31 legacy client'],
    ['of several rules', 'other+some-rule+third 2026-12-31 legacy client'],
    ['with more spaces', 'some-rule   2026-12-31   legacy client'],
    ['on its last day', 'some-rule 2026-11-22 legacy client'],
  ])('holds: %s', (_, value) => {
    expect(exempted({ about: tagged(value) })).toEqual({
      reason: expect.stringMatching(/^until 2026-1[12]-\d\d: legacy client \(tag of vpce-1\)$/),
      note: null,
    });
  });

  it('of the VPC around it holds too', () => {
    const about = tagged('some-rule 2026-12-31 legacy', { id: 'vpc-oregon' });
    expect(exempted({ about }).reason).toBe('until 2026-12-31: legacy (tag of vpc-oregon)');
  });

  it('takes the rule under the names it had', () => {
    const rule = ruleOf({ id: 'newest', formerIds: ['oldest'] });
    expect(exempted({ rule, about: tagged('oldest 2026-12-31 x') }).reason).not.toBeNull();
  });

  it.each([['other 2026-12-31 x'], ['other+third 2026-12-31 x']])(
    'of other rules is none of its business: %s',
    (value) => expect(exempted({ about: tagged(value) })).toEqual(none),
  );

  it.each([
    ['some-rule-or-other 2026-12-31 x', 'some-rule-or-other'],
    ['Some-Rule 2026-12-31 x', 'Some-Rule'],
    ['other+sme-rule 2026-12-31 x', 'sme-rule'],
  ])('of what is no rule exempts nothing, and is told: %s', (value, wrong) => {
    const note = `The tag ${exemptionTag} of vpce-1 names "${wrong}", which is no rule.`;
    expect(exempted({ about: tagged(value) })).toEqual({ reason: null, note });
  });

  it.each([
    [''],
    ['   '],
    ['yes'],
    ['some-rule'],
    ['some-rule 2026-12-31'],
    ['some-rule 2026-12-31 '],
    ['some-rule x 2026-12-31'],
    ['some-rule 2026-13-01 x'],
    ['some-rule 2026-02-30 x'],
    ['some-rule 2026-1-1 x'],
    ['some-rule 31-12-2026 x'],
    ['some-rule 2026-12-31T00:00:00Z x'],
    ['some-rule forever x'],
    [' some-rule 2026-12-31 x'],
    ['some-rule, other 2026-12-31 x'],
    ['2026-12-31 some-rule x'],
  ])('that is malformed is told: %j', (value) => {
    const { reason, note } = exempted({ about: tagged(value) });
    expect(reason).toBeNull();
    expect(note).toContain('vpc-path-auditor:exempt of vpce-1 is not "<rule>+<rule> <yyyy-mm-dd> <reason>"');
  });

  it('that ended is told', () => {
    expect(exempted({ about: tagged('some-rule 2026-11-21 legacy') })).toEqual({
      reason: null,
      note: 'Its exemption ended on 2026-11-21: legacy (tag of vpce-1).',
    });
  });

  it.each([['111111111111'], [null]])('on a resource of account %s is refused, and told', (accountId) => {
    expect(exempted({ about: tagged('some-rule 2026-12-31 x', { accountId }) })).toEqual({
      reason: null,
      note: expect.stringContaining("does not exempt it: that is not the finding's own account"),
    });
  });

  it.each<[Severity, boolean]>([
    ['informational', true],
    ['low', true],
    ['medium', true],
    ['high', false],
    ['critical', false],
  ])('of a finding of severity %s: %j', (severity, holds) => {
    const { reason, note } = exempted({ severity, about: tagged('some-rule 2026-12-31 x') });
    expect(reason !== null).toBe(holds);
    expect(note).toBe(
      holds
        ? null
        : `The tag vpc-path-auditor:exempt of vpce-1 does not exempt it: findings of severity ${severity} are exempted in the configuration alone.`,
    );
  });

  it('that is refused leaves the configuration’s as it is', () => {
    const about = tagged('some-rule 2026-12-31 x');
    expect(exempted({ about, severity: 'high', exemptions: [exemption()] })).toEqual(held);
  });

  it('yields to none of another resource: the first that holds counts', () => {
    const resources = [
      taggedResource({ [exemptionTag]: 'some-rule 2026-01-01 old' }),
      taggedResource({ [exemptionTag]: 'some-rule 2026-12-31 new' }, { id: 'vpc-oregon' }),
    ];
    expect(exempted({ about: subjectOf({ resources }) })).toEqual({
      reason: 'until 2026-12-31: new (tag of vpc-oregon)',
      note: null,
    });
  });

  it('keeps 256 characters of the reason, and nothing that a terminal would obey', () => {
    const { reason } = exempted({ about: tagged(`some-rule 2026-12-31 a\u001b[2Jb${'x'.repeat(500)}`) });
    expect(reason).toMatch(/^until 2026-12-31: a \[2Jbx+ \(tag of vpce-1\)$/);
    expect(reason?.length).toBeLessThan(300);
  });
});
