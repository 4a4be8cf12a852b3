import type { Pseudonyms } from './pseudonyms.ts';
import { createOrganizationRules } from './redact-organization.ts';

const prefixes = [
  'acl',
  'cagw',
  'core-network',
  'dopt',
  'eigw',
  'eni',
  'i',
  'igw',
  'lgw',
  'nat',
  'pcx',
  'pl',
  'rcfg',
  'rgw',
  'rp',
  'rpassoc',
  'rpr',
  'rslvr-frg',
  'rslvr-rr',
  'rslvr-rrassoc',
  'rtb',
  'sg',
  'sn',
  'subnet',
  'svc',
  'tgw',
  'tgw-attach',
  'vgw',
  'vpc',
  'vpce',
  'vpce-svc',
];
const longestFirst = prefixes.toSorted((a, b) => b.length - a.length);
const resourceId = new RegExp(`^(${longestFirst.join('|')})-(.+)$`);
const hostedZone = /^Z[A-Z0-9]+$/;
const generated = /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Not identifiers: a route's own VPC, the default DHCP options, and what AWS itself owns. */
const keywords = new Set(['local', 'default', 'amazon', 'aws', 'aws-marketplace']);
const isKeyword = (text: string): boolean => keywords.has(text.toLowerCase());

/** Replacements that keep the shape: an account stays 12 digits, `vpce-<17 hex>` stays that. */
export const createIdRules = ({ word, digits }: Pseudonyms) => {
  const text = (value: string): string => (value.trim() === '' ? value : `redacted-${word(value, 16)}`);

  const account = (value: string): string => (/^\d{12}$/.test(value) ? digits(value, 10) : text(value));

  const { parent, path } = createOrganizationRules({ word }, account);

  const id = (value: string): string => {
    if (isKeyword(value)) return value;
    if (hostedZone.test(value)) return `Z${word(value, 20).toUpperCase()}`;
    const [, prefix, rest] = resourceId.exec(value) ?? [];
    if (prefix === undefined || rest === undefined) return parent(value);
    return `${prefix}-${generated.test(rest) ? digits(rest, 16) : word(rest, 17)}`;
  };

  const owner = (value: string): string => (isKeyword(value) ? value : account(value));

  return { text, account, id, owner, parent, path };
};

export type IdRules = ReturnType<typeof createIdRules>;
