import { beforeEach, describe, expect, it } from 'vitest';
import { createLedger, type Memory } from '#app/publish/ledger.ts';
import type { Finding } from '#model/finding.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { sliceCount } from '#securityhub/slice.ts';
import { tokyo } from '#test/builders/findings.ts';
import {
  type Asked,
  centralMode,
  findingsOf,
  hub,
  memoryStore,
  night,
  publishNight,
  type RunOptions,
  refusing,
  securityHub,
} from '#test/builders/publishing.ts';

/* The weekly reading of what a central place holds, and whatever comes between. */

const findings: Finding[] = findingsOf(tokyo, 320);
const count = findings.length;
const [first, ...others] = findings as [Finding, ...Finding[]];
const failing: Finding = { ...first, status: 'failed' };

let sandbox: Sandbox;
let memory: ReturnType<typeof memoryStore>;
beforeEach(async () => {
  sandbox = securityHub();
  memory = memoryStore();
  await run(1);
});

const run = async (day: number, wanted: readonly Finding[] = findings, options: RunOptions = {}) => {
  sandbox.resetCalls();
  const told = await publishNight(
    sandbox,
    { at: night(day), findings: wanted },
    { publishing: centralMode, documents: memory.store, scopes: [tokyo], ...options },
  );
  const { 'securityhub:GetFindings': reads = 0, 'securityhub:BatchImportFindings': imports = 0 } =
    sandbox.calls();
  return { ...told, reads, imports };
};

const sliceAsked = ({ body }: Asked): number => Number(/Slice","Value":"(\d+)"/.exec(body)?.[1] ?? -1);
const isReading = ({ path, body }: Asked): boolean => path === '/findings' && body.includes('/Slice"');

it('a reading that a deadline cut short goes on where it stopped, until all is read', async () => {
  const asked: number[] = [];
  const requestHandler = refusing(sandbox, (request) => {
    if (isReading(request)) asked.push(sliceAsked(request));
    return null;
  });
  const nights = [];
  for (const day of [8, 9, 10, 11]) {
    const before = asked.length;
    const { created, archived, failed } = await run(day, findings, {
      requestHandler,
      hasTime: () => asked.length - before < 12,
    });
    expect({ created, archived }).toEqual({ created: 0, archived: 0 });
    nights.push({ reads: asked.length - before, isWhole: failed.length === 0 });
  }
  expect(asked.toSorted((a, b) => a - b)).toEqual(Array.from({ length: sliceCount }, (_, slice) => slice));
  expect(nights).toEqual([
    { reads: 12, isWhole: false },
    { reads: 12, isWhole: false },
    { reads: 8, isWhole: true },
    { reads: 0, isWhole: true },
  ]);
});

it('time for few readings a night starves none of what is due', async () => {
  const asked: number[] = [];
  const requestHandler = refusing(sandbox, (request) => {
    if (isReading(request)) asked.push(sliceAsked(request));
    return null;
  });
  for (let day = 8; day <= 17; day += 1) {
    const before = asked.length;
    await run(day, findings, { requestHandler, hasTime: () => asked.length - before < 4 });
  }
  expect(new Set(asked).size).toBe(sliceCount);
});

it('what a deadline left out is told once, and as what it is', async () => {
  const { failed, kept } = await run(2, findings, { hasTime: () => false });
  expect(failed).toEqual([
    expect.objectContaining({
      ...hub,
      findingId: null,
      cause: 'timeout',
      message: expect.stringContaining('not begun'),
    }),
  ]);
  expect(kept).toBe(0);
  expect(await run(3)).toMatchObject({ kept: count, failed: [] });
});

it.each([
  ['a page', (asked: Asked) => isReading(asked) && sliceAsked(asked) % 2 === 0],
  ['every reading', isReading],
])(
  '%s that fails leaves the ledger as it was, says so, and is made good the next night',
  async (_, isRefused) => {
    const requestHandler = refusing(sandbox, (asked) => (isRefused(asked) ? 'InternalException' : null));
    const told = await run(8, [failing, ...others], { requestHandler });
    expect(told).toMatchObject({ updated: 1, kept: count - 1, failed: [] });
    expect(told.notices).toEqual([expect.stringContaining('could not be read back')]);
    const again = await run(9, [failing, ...others]);
    expect(again).toMatchObject({ updated: 0, kept: count, failed: [], notices: [] });
    expect(again.reads).toBe(
      isRefused({ path: '/findings', region: '', body: '/Slice","Value":"1"' }) ? 32 : 16,
    );
    expect(await run(10, [failing, ...others])).toMatchObject({ reads: 0 });
  },
);

const nothingReadOn = (day: number): Pick<Memory, 'findings' | 'readAt'> => ({
  findings: [],
  readAt: night(day),
});

describe('the ledger of a slice', () => {
  const place = hub;
  const ledgers = () => ({
    one: createLedger(memory.store, { place, writer: night(2) }),
    other: createLedger(memory.store, { place, writer: night(3) }),
  });
  const loaded = async (): Promise<Memory> => {
    const { one } = ledgers();
    const known = await one.load(0);
    if (known === null) throw new Error('nothing is remembered');
    return known;
  };

  it('is trusted once its one writer is done', async () => {
    const { one } = ledgers();
    const { expected } = await one.suspect(0, await loaded());
    expect(await loaded()).toMatchObject({ readAt: null });
    await one.save(0, nothingReadOn(1), expected);
    expect(await loaded()).toMatchObject({ readAt: night(1) });
  });

  it.each<[string, (known: Memory) => Promise<void>]>([
    [
      'began and ended before the one began',
      async (known) => {
        const { one, other } = ledgers();
        await other.save(0, nothingReadOn(1), (await other.suspect(0, known)).expected);
        await one.save(0, nothingReadOn(1), (await one.suspect(0, known)).expected);
      },
    ],
    [
      'began and ended while the one wrote',
      async (known) => {
        const { one, other } = ledgers();
        const { expected } = await one.suspect(0, known);
        await other.save(0, nothingReadOn(1), (await other.suspect(0, known)).expected);
        await one.save(0, nothingReadOn(1), expected);
      },
    ],
    [
      'began later and ended earlier',
      async (known) => {
        const { one, other } = ledgers();
        const ones = await one.suspect(0, known);
        const others = await other.suspect(0, known);
        await other.save(0, nothingReadOn(1), others.expected);
        await one.save(0, nothingReadOn(1), ones.expected);
      },
    ],
    [
      'began later and ended later',
      async (known) => {
        const { one, other } = ledgers();
        const ones = await one.suspect(0, known);
        const others = await other.suspect(0, known);
        await one.save(0, nothingReadOn(1), ones.expected);
        await other.save(0, nothingReadOn(1), others.expected);
      },
    ],
    [
      'read the slice meanwhile, and sent nothing',
      async (known) => {
        const { one, other } = ledgers();
        const { expected } = await one.suspect(0, known);
        await other.save(0, nothingReadOn(2), known);
        await one.save(0, nothingReadOn(1), expected);
      },
    ],
  ])('is read again when another run that knew the same %s', async (_, meet) => {
    await meet(await loaded());
    expect(await loaded()).toMatchObject({ readAt: null });
  });
});

describe('a run that dies', () => {
  it.each(['before its findings are sent', 'after, before the ledger is written'])(
    '%s leaves a ledger that is read again',
    async (when) => {
      const death = new Error('the run died');
      const requestHandler = {
        ...sandbox.requestHandler,
        handle: async (...args: Parameters<typeof sandbox.requestHandler.handle>) => {
          if (args[0].path !== '/findings/import') return sandbox.requestHandler.handle(...args);
          if (when.startsWith('after')) await sandbox.requestHandler.handle(...args);
          memory.state.isDown = true;
          throw death;
        },
      };
      await expect(run(2, [failing, ...others], { requestHandler })).rejects.toMatchObject({
        errors: expect.arrayContaining([death]),
      });
      memory.state.isDown = false;
      // The world goes back to what the ledger still tells: were it trusted, the finding would stay as it is.
      await run(3);
      expect(sandbox.findings(hub).find(({ Id }) => Id === first.id)).toMatchObject({
        Compliance: { Status: 'PASSED' },
      });
      expect(await run(4)).toMatchObject({ kept: count, reads: 0, imports: 0 });
    },
  );
});

it('two runs at once leave a ledger that is read again where they met', async () => {
  await Promise.all([run(2, [failing, ...others]), run(3, others)]);
  const met = await run(4, others);
  expect(met).toMatchObject({ created: 0, failed: [] });
  expect(await run(5, others)).toMatchObject({ kept: count - 1, reads: 0, imports: 0 });
  const active = sandbox.findings(hub).filter(({ RecordState }) => RecordState === 'ACTIVE');
  expect(active.map(({ Id }) => Id)).toEqual(others.map(({ id }) => id).toSorted());
});

it('an import that was refused for one finding is remembered as it was', async () => {
  const requestHandler = refusing(sandbox, ({ path }) =>
    path === '/findings/import' ? 'InternalException' : null,
  );
  expect(await run(2, [failing, ...others], { requestHandler })).toMatchObject({
    updated: 0,
    failed: [{ findingId: first.id }],
  });
  expect(await run(3, [failing, ...others])).toMatchObject({ updated: 1, kept: count - 1 });
});
