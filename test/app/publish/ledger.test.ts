import { BatchImportFindingsCommand } from '@aws-sdk/client-securityhub';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '#app/store/store.ts';
import type { Finding } from '#model/finding.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { sliceCount } from '#securityhub/slice.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import {
  centralMode,
  findingsOf,
  hub,
  memoryStore,
  night,
  publishNight,
  type RunOptions,
  securityHub,
} from '#test/builders/publishing.ts';
import { clientsOf } from '#test/sandbox/clients.ts';

/* The ledger of central findings: what it spares, and what heals it. */

const many: Finding[] = [...findingsOf(tokyo, 1_200), ...findingsOf(oregon, 800)];
/** Enough for every slice to have some. */
const few = 320;
const findings = many.slice(0, few);
const [first, ...others] = findings as [Finding, ...Finding[]];
const failing: Finding = { ...first, status: 'failed' };
const rest = many.slice(few);
const pages = Math.ceil(many.length / sliceCount / 100);

let sandbox: Sandbox;
let memory: ReturnType<typeof memoryStore>;
beforeEach(() => {
  sandbox = securityHub();
  memory = memoryStore();
});

const run = async (day: number, wanted: readonly Finding[] = findings, options: RunOptions = {}) => {
  sandbox.resetCalls();
  memory.calls.put = 0;
  const told = await publishNight(
    sandbox,
    { at: night(day), findings: wanted },
    { publishing: centralMode, documents: memory.store, ...options },
  );
  const { 'securityhub:GetFindings': reads = 0, 'securityhub:BatchImportFindings': imports = 0 } =
    sandbox.calls();
  return { ...told, reads, imports, writes: memory.calls.put };
};
const holds = (id: string) => sandbox.findings(hub).find(({ Id }) => Id === id);

/** What somebody else does to a held finding. */
const meddle = async (id: string, day: number, change: object): Promise<void> => {
  const { Region: _, ...record } = holds(id) ?? {};
  const { securityhub } = clientsOf(sandbox, hub.region);
  await securityhub.send(
    new BatchImportFindingsCommand({ Findings: [{ ...record, UpdatedAt: night(day), ...change } as never] }),
  );
};

describe('calls made', () => {
  it('on a first night, a quiet one, one with news, and after a week', async () => {
    expect(await run(1, many)).toMatchObject({ created: 2_000, reads: 2 + sliceCount, failed: [] });
    for (const day of [2, 3, 4, 5, 6, 7])
      expect(await run(day, many)).toMatchObject({ kept: 2_000, reads: 0, imports: 0, writes: 0 });
    expect(await run(8, many)).toMatchObject({
      kept: 2_000,
      reads: sliceCount * pages,
      imports: 0,
      writes: sliceCount,
    });
    expect(await run(9, [failing, ...others, ...rest])).toMatchObject({
      updated: 1,
      kept: 1_999,
      reads: 0,
      imports: 1,
      writes: 2,
    });
    expect(await run(10, [...others, ...rest])).toMatchObject({
      archived: 1,
      kept: 1_999,
      reads: 1,
      imports: 1,
    });
    expect(await run(11, many)).toMatchObject({ created: 0, updated: 1, kept: 1_999, reads: 1, imports: 1 });
    expect(holds(first.id)).toMatchObject({ RecordState: 'ACTIVE', CreatedAt: night(1) });
    expect(await run(12, many)).toMatchObject({ kept: 2_000, reads: 0, imports: 0, writes: 0 });
  });

  it('where very much is new, slices are read whole rather than finding by finding', async () => {
    await run(1, many.slice(0, 400));
    const { created, reads } = await run(2, many);
    expect(created).toBe(1_600);
    expect(reads).toBeLessThanOrEqual(sliceCount * pages);
  });

  it('what is refreshed is not read', async () => {
    await run(1);
    for (const day of [8, 15, 22, 29, 36, 43, 50, 57]) await run(day);
    expect(await run(61)).toMatchObject({ created: 0, archived: 0, reads: 0 });
    const times = sandbox.findings(hub).map(({ UpdatedAt = '' }) => UpdatedAt);
    expect(times.filter((time) => time < night(2))).toEqual([]);
    expect(new Set(sandbox.findings(hub).map(({ CreatedAt }) => CreatedAt))).toEqual(new Set([night(1)]));
  });
});

describe('what the ledger gets wrong', () => {
  it('a finding archived by somebody is healed by the weekly reading', async () => {
    await run(1);
    await meddle(first.id, 2, { RecordState: 'ARCHIVED' });
    expect(await run(3)).toMatchObject({ kept: few, updated: 0 });
    expect(await run(8)).toMatchObject({ kept: few - 1, updated: 1 });
    expect(holds(first.id)).toMatchObject({ RecordState: 'ACTIVE', CreatedAt: night(1) });
  });

  it('a finding that Security Hub lost is made again, first seen as before', async () => {
    await run(1);
    const other = securityHub();
    const lost = sandbox;
    sandbox = other;
    expect(await run(8)).toMatchObject({ created: few });
    expect(holds(first.id)).toMatchObject({ CreatedAt: night(1), UpdatedAt: night(8) });
    expect(lost.findings(hub)).toHaveLength(few);
  });

  it('one that was archived already is not archived twice', async () => {
    await run(1);
    await meddle(first.id, 2, { RecordState: 'ARCHIVED' });
    expect(await run(3, others)).toMatchObject({ archived: 0, kept: few - 1, imports: 0 });
    expect(await run(4, others)).toMatchObject({ kept: few - 1, reads: 0 });
  });

  it.each<[string, (texts: Map<string, string>) => void]>([
    ['is lost', (texts) => texts.clear()],
    ['is no JSON of ours', (texts) => texts.forEach((_, key) => texts.set(key, '{"findings": 1}'))],
    [
      'holds times that are none',
      (texts) => texts.forEach((text, key) => texts.set(key, text.replaceAll('2026-', 'x'))),
    ],
    [
      'is of another version',
      (texts) => texts.forEach((text, key) => texts.set(key, text.replace('1', '2'))),
    ],
  ])('when it %s, all is read again and nothing changes', async (_, spoil) => {
    await run(1);
    const before = sandbox.findings(hub);
    spoil(memory.texts);
    const told = await run(2);
    expect(told).toMatchObject({ created: 0, updated: 0, archived: 0, kept: few, failed: [] });
    expect(told.reads).toBeGreaterThanOrEqual(sliceCount);
    expect(sandbox.findings(hub)).toEqual(before);
    expect(await run(3)).toMatchObject({ kept: few, reads: 0 });
  });

  it('a store that is down costs a reading and says so', async () => {
    await run(1);
    memory.state.isDown = true;
    const told = await run(2);
    expect(told).toMatchObject({
      kept: few,
      failed: [],
      notices: [expect.stringContaining('ledger could not be read')],
    });
    memory.state.isDown = false;
    expect(await run(3)).toMatchObject({ kept: few, reads: 0 });
  });

  it('a store that takes no more writes costs a reading and says so', async () => {
    await run(1);
    const documents = { ...memory.store, put: () => Promise.reject(new StoreError('read-only')) };
    const told = await run(2, [failing, ...others], { documents });
    expect(told).toMatchObject({
      updated: 1,
      failed: [],
      notices: [expect.stringContaining('could not be written')],
    });
    // The ledger still tells of the day before: what changed is sent again, to no effect.
    expect(await run(3, [failing, ...others])).toMatchObject({ updated: 1, kept: few - 1 });
    expect(await run(4, [failing, ...others])).toMatchObject({ updated: 0, kept: few });
  });

  it('of a store that takes no more writes no good news is told that the next night could not take back', async () => {
    const broken: Finding[] = [failing, ...others];
    await run(1, broken);
    const documents = { ...memory.store, put: () => Promise.reject(new StoreError('read-only')) };
    const [mended, gone] = [findings, others];
    for (const wanted of [mended, gone]) {
      const told = await run(2, wanted, { documents });
      expect(told).toMatchObject({ updated: 0, archived: 0, failed: [{ findingId: first.id }] });
      await run(3, broken);
      expect(holds(first.id)).toMatchObject({ RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } });
    }
    expect(await run(4, gone)).toMatchObject({ archived: 1, failed: [] });
  });
});
