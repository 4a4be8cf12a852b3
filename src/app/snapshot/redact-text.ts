import { isIP } from 'node:net';
import { keepIf, type Redact } from './keep-if.ts';
import { createPseudonyms } from './pseudonyms.ts';
import { createArnRule } from './redact-arn.ts';
import { createIdRules } from './redact-id.ts';
import { createNameRules, isRegion } from './redact-name.ts';
import { isOrganizationPath } from './redact-organization.ts';
import { createPolicyRule } from './redact-policy.ts';
import { createTagRules } from './redact-tag.ts';
import type { Rule } from './redaction-plan.ts';

const word = /^(?:-1|\d{1,3}|[a-z][a-z_.-]{0,59}\d?)$/i;
const region = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;
const zone = /^(?:[a-z]{2,}(?:-[a-z]+)+-\d{1,2}(?:-[a-z]{3}-\d)?[a-z]|[a-z]{3,}\d(?:-[a-z]{3}\d)?-az\d)$/;
const date = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))?$/;

/** Patterns that single nobody out: `*`, `arn:aws:*`, `o-*`. */
const wholly = /^(?:arn|aws(?:-[a-z]+)*|(?:o|r|ou|vpc|vpce)-|[*?:])*[*?]$/;

const address = {
  test: (value: string): boolean => {
    const [ip = '', length = '0', ...rest] = value.split('/');
    return isIP(ip) !== 0 && /^\d{1,3}$/.test(length) && rest.length === 0;
  },
};

/** Every rule of the plan for one key. A value is kept only when it also looks like what its field holds. */
export const createRules = (key: string): Record<Rule, Redact> => {
  const ids = createIdRules(createPseudonyms(key));
  const { text, account, id, owner, parent, path } = ids;
  const { host, service } = createNameRules(ids);
  const arn = createArnRule(ids);

  /** Whatever a policy names. */
  const policyValue: Redact = (value) => {
    if (/^(?:true|false)$/i.test(value) || wholly.test(value) || isRegion(value)) return value;
    if (value.startsWith('arn:')) return arn(value);
    if (value.endsWith('.amazonaws.com')) return host(value);
    return isOrganizationPath(value) ? path(value) : keepIf(address, id)(value);
  };

  return {
    account,
    address: keepIf(address, text),
    arn,
    date: keepIf(date, text),
    'dhcp-value': keepIf(address, keepIf(/^AmazonProvidedDNS$/i, host)),
    host,
    id,
    owner,
    parent,
    path,
    policy: createPolicyRule({ text, value: policyValue }),
    principal: policyValue,
    'record-value': keepIf(address, host),
    region: keepIf(region, text),
    service,
    ...createTagRules(text),
    text,
    word: (value) => keepIf(word, text)(value.trim()),
    zone: keepIf(zone, text),
  };
};
