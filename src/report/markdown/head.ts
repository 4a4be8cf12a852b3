import { count } from '../count.ts';
import type { ChangeCounts, Digest } from '../digest.ts';
import type { Fix } from '../fixes.ts';
import { accountCell } from './names.ts';
import { link, longestRemediation, text } from './text.ts';

const tagsOf = ({ ownerTags }: Fix): string => {
  const tags = Object.entries(ownerTags).slice(0, 10);
  return tags.map(([key, value]) => `${text(key, 60)}: ${text(value, 80)}`).join(', ');
};

/** Whose a fix is: the account, its name, the tags that say whom to ask. */
export const whoseCell = (fix: Fix): string => {
  const tags = tagsOf(fix);
  return `${accountCell(fix.fixOwner, fix.fixOwnerName)}${tags === '' ? '' : `, ${tags}`}`;
};

const seenLine = ({ seen }: Digest): string => {
  const { accounts, regions, scopes, excluded } = seen;
  const leftOut = [
    ...(excluded.accounts === 0 ? [] : [count(excluded.accounts, 'account')]),
    ...(excluded.regions === 0 ? [] : [count(excluded.regions, 'Region')]),
    ...(excluded.scopes === 0 ? [] : [count(excluded.scopes, 'scope')]),
  ];
  const unread = scopes.of - scopes.complete;
  return [
    `**Seen**: ${accounts.seen} of ${count(accounts.of, 'account')}, ${regions.seen} of ${count(regions.of, 'Region')};`,
    `${scopes.complete} of ${count(scopes.of, 'scope')} read completely.`,
    ...(unread === 0 ? [] : [`**Of ${count(unread, 'scope')} not all is known.**`]),
    ...(leftOut.length === 0 ? [] : [`Left out on purpose: ${leftOut.join(', ')}.`]),
  ].join(' ');
};

const told = (counts: readonly [many: number, what: string][]): string => {
  const some = counts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return some.length === 0 ? 'no change' : some.join(', ');
};

/** `Paths: 3 new, 1 gone; findings: no change`. */
export const changesLine = ({ paths, findings }: ChangeCounts): string =>
  `paths: ${told([
    [paths.new, 'new'],
    [paths.gone, 'gone'],
    [paths.verdictChanged, 'with another verdict'],
    [paths.classChanged, 'with another class'],
    [paths.unsure, 'of which it cannot be said'],
  ])}; findings: ${told([
    [findings.new, 'new'],
    [findings.gone, 'gone'],
    [findings.changed, 'changed'],
    [findings.unsure, 'of which it cannot be said'],
  ])}`;

const nextLines = ({ next }: Digest): string[] =>
  next === null
    ? ['**Next**: nothing is to be mended.']
    : [
        `**Next** (${next.severity}, ${link(next.rule, next.ruleUrl)}): ${text(next.remediation, longestRemediation)}`,
        '',
        `**Whose**: ${whoseCell(next)}`,
      ];

/** What a person must know in five seconds. */
export const headLines = (digest: Digest): string[] => {
  const { bedrock, changes } = digest;
  return [
    `## Private paths: Bedrock ${bedrock.open} open, ${bedrock.broken} broken, ${bedrock.unknown} unknown`,
    '',
    seenLine(digest),
    '',
    changes === null
      ? '**Since an earlier result**: none was given to compare with.'
      : `**Since ${text(changes.since, 40)}**: ${changesLine(changes)}.`,
    '',
    ...nextLines(digest),
  ];
};
