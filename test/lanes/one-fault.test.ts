import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { toExitCode } from '#cli/exit-codes.ts';
import type { ScopeCoverage } from '#model/coverage.ts';
import { causes, deniers } from '#model/coverage.ts';
import { remedyOf } from '#model/remedy.ts';
import { actions } from '#sandbox/faults/applies.ts';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { rowsUnder } from './faults/document.ts';
import { firstNight, type Night } from './faults/nights.ts';
import { run } from './faults/trial.ts';

/* Every row of docs/what-happens-when.md that tells of one fault, as it comes true. */

const kinds = rowsUnder('One read of one scope fails');
const places = rowsUnder('The call that fails is not a read of a scope');
const remedies = rowsUnder('What to do, by cause');

const hub = '111111111111';
const account = '222222222222';

const exitCodeOf = ({ result }: Night): number =>
  result === null ? 4 : toExitCode(result, { allowIncomplete: false });

const scopesOf = ({ result }: Night, accountId: string): ScopeCoverage[] =>
  (result?.coverage.scopes ?? []).filter((scope) => scope.accountId === accountId);

/** The worst status of an account's scopes; empty when nothing was scanned. */
const worstOf = (scopes: readonly ScopeCoverage[]): string =>
  ['failed', 'partial', 'complete'].find((status) => scopes.some((scope) => scope.status === status)) ?? '';

/** A night in which much was to be archived and changed, with one thing failing whenever it is asked. */
const nightWith = async (rule: FaultRule): Promise<Night> => {
  const { faulty, complaints } = await run({
    from: 'whole',
    to: 'much gone',
    mode: 'owner',
    plan: { seed: 1, rules: [rule] },
  });
  expect(complaints).toEqual([]);
  return faulty;
};

describe('one read of one scope fails', () => {
  it.each(kinds)('$fault: $when', async ({ fault, cause, by = '', coverage, exit }) => {
    const isImport = fault === 'failed-findings';
    const operation = isImport ? 'securityhub:BatchImportFindings' : 'ec2:DescribeVpcEndpoints';
    const faulty = await nightWith({
      fault: fault as FaultKind,
      operation,
      account,
      region: 'ap-northeast-1',
    });
    const [scope] = scopesOf(faulty, account);
    const told = isImport
      ? faulty.result?.publish?.failed[0]
      : scope?.reads.find((read) => read.operation === 'DescribeVpcEndpoints');
    expect({
      cause: told?.cause,
      by: told?.by,
      coverage: scope?.status,
      exit: String(exitCodeOf(faulty)),
    }).toEqual({ cause, by: by === '' ? null : by, coverage, exit });

    // What the Region's findings rest on was not read, or the change was not taken: they stay.
    const { held } = await firstNight('whole', 'owner');
    const kept = [...held].filter(([id]) => id.includes(`/${account}/ap-northeast-1/`));
    const changed = kept.filter(([id, { UpdatedAt }]) => faulty.held.get(id)?.UpdatedAt !== UpdatedAt);
    expect(kept.length).toBeGreaterThan(1);
    expect(changed.length > 0).toBe(isImport);
  });
});

describe('the call that fails is not a read of a scope', () => {
  it.each(places)('$operation: $when', async ({ operation = '', coverage, exit }) => {
    const isHubs = /^organizations:|GetCallerIdentity/.test(operation);
    const place = isHubs ? hub : account;
    const faulty = await nightWith({ fault: 'access-denied', operation, account: place });
    expect(String(exitCodeOf(faulty))).toBe(exit);
    expect(worstOf(scopesOf(faulty, place))).toBe(coverage);
  });
});

describe('docs/what-happens-when.md', () => {
  it('is linked from README.md', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain('(docs/what-happens-when.md)');
  });

  it('has a row for every fault', () => expect(kinds.map(({ fault }) => fault)).toEqual([...faultKinds]));

  it('names operations that exist', () =>
    expect(actions).toEqual(expect.arrayContaining(places.map(({ operation }) => operation))));

  it('says what to do about every cause', () => {
    const wanted = causes.flatMap((cause) => {
      const by = cause === 'access-denied' ? deniers : [null];
      return by.map((denier) => ({
        cause,
        by: denier ?? '',
        'what to do': remedyOf({ cause, by: denier }).replaceAll('`', ''),
      }));
    });
    expect(remedies).toEqual(expect.arrayContaining(wanted));
    expect(remedies).toHaveLength(wanted.length);
  });
});
