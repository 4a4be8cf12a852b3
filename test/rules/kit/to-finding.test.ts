import { describe, expect, it } from 'vitest';
import { withoutEvidence } from '#app/stages/result.ts';
import type { Config } from '#model/config.ts';
import { type FindingStatus, findingSchema, type Severity } from '#model/finding.ts';
import { type Operation, operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { exemptionTag } from '#rules/kit/exemption.ts';
import { isPublished, toFinding } from '#rules/kit/to-finding.ts';
import type { Opinion, Rule, RuleInput, Subject } from '#rules/rule.ts';
import { opinionOf, ruleOf, subjectOf, taggedResource } from '#test/builders/judgement.ts';
import { configOf, oregon, tokyo } from '#test/builders/network.ts';
import { ruleInput } from '#test/builders/rules.ts';

type World = { config?: Partial<Config>; isComplete?: RuleInput['isComplete'] };
type Told = { rule?: Partial<Rule>; about?: Partial<Subject>; opinion?: Partial<Opinion> };

/** What becomes of an opinion where all was read, but for what is given. */
const findingOf = ({ rule, about, opinion }: Told, { config, isComplete = () => true }: World = {}) =>
  toFinding(
    ruleOf(rule),
    { about: subjectOf(about), opinion: opinionOf(opinion) },
    { ...ruleInput([]), config: configOf(config), isComplete, isRule: (name) => name === 'some-rule' },
  );

const all = { publishedStatuses: ['passed' as const, 'warning' as const, 'failed' as const] };
const exemption = {
  rule: 'some-rule',
  accounts: null,
  resource: 'vpce-1',
  until: '2026-12-31',
  reason: 'planned',
  owner: 'net team',
};

it('is all that the rule, the subject and the opinion say', () => {
  const about = { resources: [taggedResource({ team: 'net' })] };
  const finding = findingOf({ about }, { config: { ownerTags: ['team'] } });
  expect(finding).toEqual({
    id: 'vpc-path-auditor/aws/222222222222/us-west-2/some-rule/vpce-1',
    rule: 'some-rule',
    severity: 'medium',
    status: 'failed',
    title: 'It is broken',
    ...oregon,
    subject: subjectOf().subject,
    pathIds: ['vpc-oregon/-/vpce-1'],
    evidence: 'Seen so.',
    remediation: 'Mend it.',
    fixOwner: null,
    firstSeenAt: null,
    exemption: null,
    ownerTags: { team: 'net' },
    ruleUrl: `${configOf().catalogueUrl}#some-rule`,
    dependsOn: subjectOf().dependsOn,
  });
  const published = finding === null ? null : withoutEvidence(finding);
  expect(findingSchema.parse(published)).toEqual(published);
});

it('prefers the opinion’s remediation, and names who has to act', () => {
  const opinion = { remediation: 'In account 1, do it.', fixOwner: '111111111111' };
  expect(findingOf({ opinion })).toMatchObject(opinion);
});

const readsAll = () => true;
const readsNone = () => false;
const readsOne =
  (scope: Scope, operation: Operation): RuleInput['isComplete'] =>
  (asked, read) =>
    asked.accountId === scope.accountId && asked.region === scope.region && read === operation;

describe('its status', () => {
  const two = [operations.VpcEndpoints, operations.Vpcs];

  it.each<[string, FindingStatus, Told, RuleInput['isComplete']]>([
    ['stands where all was read', 'failed', {}, readsAll],
    ['a warning too', 'warning', { opinion: { status: 'warning' } }, readsAll],
    ['is not evaluated where nothing was', 'not-evaluated', {}, readsNone],
    ['nor a warning', 'not-evaluated', { opinion: { status: 'warning' } }, readsNone],
    ['nor a pass', 'not-evaluated', { opinion: { status: 'passed' } }, readsNone],
    ['needs what the rule reads', 'failed', {}, readsOne(oregon, operations.VpcEndpoints)],
    ['and nothing else will do', 'not-evaluated', {}, readsOne(oregon, operations.Vpcs)],
    ['needs all that it reads', 'not-evaluated', { rule: { reads: two } }, readsOne(oregon, operations.Vpcs)],
    [
      'needs it in every scope it depends on',
      'not-evaluated',
      { about: { dependsOn: { scopes: [tokyo, oregon], parts: [] } } },
      readsOne(oregon, operations.VpcEndpoints),
    ],
    [
      'rests on nothing where it depends on no scope',
      'not-evaluated',
      { about: { dependsOn: { scopes: [], parts: [] } } },
      readsAll,
    ],
    ['stands proved whatever was not read', 'failed', { opinion: { isProved: true } }, readsNone],
    [
      'but not where it may be another’s',
      'not-evaluated',
      { about: { isOwnerSure: false }, opinion: { isProved: true } },
      readsAll,
    ],
    [
      'is not evaluated where the rule says so',
      'not-evaluated',
      { opinion: { status: 'not-evaluated' } },
      readsAll,
    ],
    ['proved or not', 'not-evaluated', { opinion: { status: 'not-evaluated', isProved: true } }, readsAll],
  ])('%s: %s', (_, status, told, isComplete) => {
    expect(findingOf(told, { config: all, isComplete })).toMatchObject({ status });
  });
});

it.each<[boolean, Partial<Opinion>, Partial<Config>]>([
  [false, { status: 'passed' }, {}],
  [true, { status: 'passed' }, all],
  [true, { status: 'passed', isTold: true }, {}],
  [true, { status: 'failed' }, {}],
  [true, { status: 'failed' }, { publishedStatuses: [] }],
  [true, { status: 'not-evaluated' }, { publishedStatuses: [] }],
])('there is one (%j) of %j with %j', (isThere, opinion, config) => {
  expect(findingOf({ opinion }, { config }) !== null).toBe(isThere);
});

it.each<FindingStatus>(['passed', 'not-evaluated'])('has nothing to mend where it %s', (status) => {
  const opinion = { status, remediation: 'Do it.', fixOwner: '111111111111' };
  expect(findingOf({ opinion }, { config: all })).toMatchObject({ remediation: null, fixOwner: null });
});

describe('its severity', () => {
  const former = { rule: { formerIds: ['oldest', 'newer'] } };
  it.each<[string, Severity, Told, Config['rules']]>([
    ['is the rule’s', 'medium', {}, {}],
    ['or the opinion’s', 'high', { opinion: { severity: 'high' } }, {}],
    [
      'or as configured, before either',
      'low',
      { opinion: { severity: 'high' } },
      { 'some-rule': { severity: 'low' } },
    ],
    ['as configured under a name it had', 'low', former, { newer: { severity: 'low' } }],
    [
      'under its name of now before those it had',
      'low',
      former,
      { oldest: { severity: 'high' }, 'some-rule': { severity: 'low' } },
    ],
    ['not as another rule’s', 'medium', {}, { other: { severity: 'low' } }],
    ['not as configured without one', 'medium', {}, { 'some-rule': { enabled: true } }],
    [
      'of what passed is informational, whatever is configured',
      'informational',
      { opinion: { status: 'passed', severity: 'high' } },
      { 'some-rule': { severity: 'critical' } },
    ],
  ])('%s: %s', (_, severity, told, rules) => {
    expect(findingOf(told, { config: { ...all, rules } })).toMatchObject({ severity });
  });
});

it('keeps the Id and answers to the names of a rule that was renamed', () => {
  const rule = { id: 'newest', formerIds: ['some-rule', 'newer'] };
  expect(findingOf({ rule }, { config: { exemptions: [exemption] } })).toMatchObject({
    id: findingOf({})?.id,
    rule: 'newest',
    ruleUrl: expect.stringMatching(/#newest$/),
    exemption: 'until 2026-12-31: planned (net team)',
  });
});

describe('exempt', () => {
  const exempting = { config: { exemptions: [exemption] } };

  it.each<[FindingStatus, Severity]>([
    ['failed', 'critical'],
    ['warning', 'low'],
  ])('passes though it %s, and says why', (status, severity) => {
    expect(findingOf({ opinion: { status, severity } }, exempting)).toMatchObject({
      status: 'passed',
      severity: 'informational',
      exemption: 'until 2026-12-31: planned (net team)',
      evidence: 'Seen so.',
    });
  });

  it.each<FindingStatus>(['passed', 'not-evaluated'])('is not what %s', (status) => {
    const config = { ...all, ...exempting.config };
    expect(findingOf({ opinion: { status } }, { config })).toMatchObject({ status, exemption: null });
  });

  it('is not what could not be read', () => {
    expect(findingOf({}, { ...exempting, isComplete: () => false })).toMatchObject({
      status: 'not-evaluated',
      exemption: null,
    });
  });

  it('no longer, it fails and says so before all else', () => {
    const ended = { config: { exemptions: [{ ...exemption, until: '2026-11-21' }] } };
    expect(findingOf({}, ended)).toMatchObject({
      status: 'failed',
      severity: 'medium',
      exemption: null,
      evidence: 'Its exemption ended on 2026-11-21: planned (net team). Seen so.',
    });
  });

  const about = { resources: [taggedResource({ [exemptionTag]: 'some-rule 2026-12-31 legacy' })] };
  it.each<[string, Severity | undefined, FindingStatus]>([
    ['by tag', undefined, 'passed'],
    ['not by tag, as it is configured to be high', 'high', 'failed'],
    ['by tag, as it is configured to be low', 'low', 'passed'],
  ])('%s', (_, severity, status) => {
    const rules = severity === undefined ? {} : { 'some-rule': { severity } };
    expect(findingOf({ about }, { config: { rules } })).toMatchObject({ status });
  });

  it('by tag is judged by what the opinion makes of the severity', () => {
    expect(findingOf({ about, opinion: { severity: 'high' } })).toMatchObject({ status: 'failed' });
    const rule = { severity: 'high' as const };
    expect(findingOf({ rule, about, opinion: { severity: 'low' } })).toMatchObject({ status: 'passed' });
  });
});

it.each<[FindingStatus, Config['publishedStatuses'], boolean]>([
  ['failed', ['failed'], true],
  ['failed', ['warning'], false],
  ['warning', ['failed'], false],
  ['warning', ['warning'], true],
  ['passed', [], true],
  ['not-evaluated', [], true],
])('of status %s with %j is published: %j', (status, publishedStatuses, told) => {
  expect(isPublished({ status }, configOf({ publishedStatuses }))).toBe(told);
});

describe('where the tags of a resource of its own account were not read', () => {
  const unread = { ...taggedResource({}), id: 'vpc-oregon', tags: null };
  const about = { resources: [taggedResource({}), unread] };

  it.each<[string, Told, FindingStatus]>([
    [
      'what they may exempt is not evaluated, though it is proved',
      { opinion: { isProved: true } },
      'not-evaluated',
    ],
    ['nor is what warns', { opinion: { status: 'warning' } }, 'not-evaluated'],
    ['what no tag exempts stands', { opinion: { severity: 'high' } }, 'failed'],
    ['what passed passes', { opinion: { status: 'passed', isTold: true } }, 'passed'],
    [
      'another account’s tags would not exempt it',
      { about: { resources: [taggedResource({}), { ...unread, accountId: tokyo.accountId }] } },
      'failed',
    ],
    [
      'what is exempt by a tag that was read is exempt',
      { about: { resources: [taggedResource({ [exemptionTag]: 'some-rule 2026-12-31 planned' }), unread] } },
      'passed',
    ],
  ])('%s', (_, told, status) => {
    expect(findingOf({ about, ...told })).toMatchObject({ status });
  });

  it('what the configuration exempts is exempt', () => {
    expect(findingOf({ about }, { config: { exemptions: [exemption] } })).toMatchObject({ status: 'passed' });
  });
});
