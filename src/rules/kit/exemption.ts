import type { Config } from '#model/config.ts';
import type { Exemption } from '#model/config-rules.ts';
import type { Severity } from '#model/finding.ts';
import { printable } from '#model/printable.ts';
import { severities } from '#model/words.ts';
import { quoted } from '#network/quoted.ts';
import type { Rule, Subject, TaggedResource } from '../rule.ts';
import { isOwn, tagValue } from './tags.ts';

/** The tag by which an owner exempts a resource: rule IDs joined by `+`, the last day, the reason. */
export const exemptionTag = 'vpc-path-auditor:exempt';

/** Why a finding is accepted; and what there is to say of exemptions that were meant for it and do not hold. */
export type Exempted = { reason: string | null; note: string | null };

type Asked = { rule: Rule; about: Subject; severity: Severity };
type Meant = { until: string; reason: string } | { refused: string };

const hasName = ({ id, formerIds }: Rule, name: string): boolean => id === name || formerIds.includes(name);

/** Of what findings are made of. The Region in it is not looked at: IDs do not repeat. */
const ec2Arn = /^arn:[^:]*:ec2:[^:]*:(\d{12}):[^/]+\/(.+)$/;

/** Does the name, an ID or an ARN, stand for the subject or something it is made of? */
const isResource = (name: string, { owner, subject, dependsOn, resources }: Subject): boolean => {
  const [, accountId = null, id = name] = ec2Arn.exec(name) ?? [];
  const candidates = [{ id: subject.id, accountId: owner.accountId }, ...dependsOn.parts, ...resources];
  return (
    name === subject.arn ||
    candidates.some((one) => one.id === id && (accountId === null || accountId === one.accountId))
  );
};

const isMeant = ({ rule, accounts, resource }: Exemption, asked: Asked): boolean =>
  hasName(asked.rule, rule) &&
  (accounts === null || accounts.includes(asked.about.owner.accountId)) &&
  (resource === null || isResource(resource, asked.about));

const configured = (asked: Asked, { exemptions }: Config): Meant[] =>
  exemptions
    .filter((exemption) => isMeant(exemption, asked))
    .map(({ until, reason, owner }) => ({ until, reason: printable(`${reason} (${owner})`) }));

/** Of such a tag's value. */
export const exemptionFormat = /^(\S+) +(\d{4}-\d\d-\d\d) +(\S.*)$/;

const isDate = (text: string): boolean => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false;

/** Above these nobody pardons their own account's findings: the configuration has to. */
const isBelowHigh = (severity: Severity): boolean =>
  severities.indexOf(severity) < severities.indexOf('high');

const readTag = (
  resource: TaggedResource,
  { rule, about, severity }: Asked,
  isRule: ExemptionContext['isRule'],
): Meant[] => {
  const value = tagValue(resource, exemptionTag);
  if (value === null) return [];
  const where = `The tag ${exemptionTag} of ${printable(resource.id)}`;
  const [, names = '', until = '', reason = ''] = exemptionFormat.exec(value) ?? [];
  if (!isDate(until)) {
    return [{ refused: `${where} is not "<rule>+<rule> <yyyy-mm-dd> <reason>", and exempts nothing.` }];
  }
  const named = names.split('+');
  if (!named.some((name) => hasName(rule, name))) {
    // It may be this one that was meant.
    const wrong = named.find((name) => !isRule(name));
    return wrong === undefined ? [] : [{ refused: `${where} names ${quoted(wrong)}, which is no rule.` }];
  }
  if (!isOwn(resource, about)) {
    return [{ refused: `${where} does not exempt it: that is not the finding's own account.` }];
  }
  if (!isBelowHigh(severity)) {
    return [
      {
        refused: `${where} does not exempt it: findings of severity ${severity} are exempted in the configuration alone.`,
      },
    ];
  }
  return [{ until, reason: `${printable(reason.slice(0, 256))} (tag of ${printable(resource.id)})` }];
};

const noteOf = (meant: Meant): string => {
  if ('refused' in meant) return meant.refused;
  return `Its exemption ended on ${meant.until}: ${meant.reason}.`;
};

/** May a tag that was not read exempt the finding? */
export const mayBeExempt = ({ about, severity }: Asked): boolean =>
  isBelowHigh(severity) && about.resources.some((one) => one.tags === null && isOwn(one, about));

export type ExemptionContext = {
  config: Config;
  observedAt: string;
  /** Is there a rule of that name? */
  isRule: (name: string) => boolean;
};

/** Whether a finding is exempt: by the configuration, for any rule, or by a tag on a resource of its own account. */
export const exemptionOf = (asked: Asked, { config, observedAt, isRule }: ExemptionContext): Exempted => {
  const today = observedAt.slice(0, 10);
  const meant = [
    ...configured(asked, config),
    ...asked.about.resources.flatMap((resource) => readTag(resource, asked, isRule)),
  ];
  const holding = meant.find((one) => 'until' in one && one.until >= today);
  if (holding !== undefined && 'until' in holding) {
    return { reason: `until ${holding.until}: ${holding.reason}`, note: null };
  }
  return { reason: null, note: meant.length === 0 ? null : [...new Set(meant.map(noteOf))].join(' ') };
};
