import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { HttpHandler } from '@smithy/core/protocols';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '#app/store/store.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding, FindingStatus } from '#model/finding.ts';
import { fromHttpRequest } from '#sandbox/request-handler.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { readContentHash } from '#securityhub/product-fields.ts';
import { oregon, tokyo } from '#test/builders/findings.ts';
import {
  centralMode,
  findingsOf,
  memoryStore,
  night,
  ownerMode,
  publishNight,
  securityHub,
} from '#test/builders/publishing.ts';

/* Two runs at once, or one run twice, with their requests in any order. */

const subjects = [...findingsOf(tokyo, 3), ...findingsOf(oregon, 2)];

/** What a run looks upon: of each subject whether it is there, and what is to be said of it. */
const worlds = fc
  .tuple(...subjects.map(() => fc.constantFrom<FindingStatus | 'absent'>('passed', 'failed', 'absent')))
  .map((statuses) =>
    subjects.flatMap((finding, index): Finding[] => {
      const status = statuses[index] ?? 'absent';
      return status === 'absent' ? [] : [{ ...finding, status }];
    }),
  );

/**
 * Each request, and each look into the store, waits for its turn; but a document that was looked at is written in the
 * same turn. (A store without conditional writes leaves a gap of one round trip between the two: see ADR 0006.)
 */
const interleaved = (sandbox: Sandbox, store: Store, scheduler: fc.Scheduler) => {
  const turn = (name: string): Promise<unknown> => scheduler.schedule(Promise.resolve(), name);
  const requestHandler: HttpHandler = {
    ...sandbox.requestHandler,
    handle: async (request, options) => {
      await turn(request.path);
      return sandbox.requestHandler.handle(request, options);
    },
  };
  const documents: Store = {
    ...store,
    get: async (key) => {
      await turn(`get ${key}`);
      return store.get(key);
    },
  };
  return { requestHandler, documents };
};

/** What Security Hub holds, less the times of the last write. */
const heldIn = (sandbox: Sandbox) =>
  sandbox.findings().map(({ Id, AwsAccountId, RecordState, CreatedAt, ProductFields }) => ({
    Id,
    AwsAccountId,
    RecordState,
    CreatedAt,
    hash: readContentHash(ProductFields),
  }));
const statesIn = (sandbox: Sandbox) =>
  heldIn(sandbox).map(({ Id, AwsAccountId, RecordState, hash }) => ({ Id, AwsAccountId, RecordState, hash }));
const livingIn = (sandbox: Sandbox) =>
  statesIn(sandbox).filter(({ RecordState }) => RecordState === 'ACTIVE');

type Setting = { publishing: PublishingConfig; hasLedger: boolean };

/** A place to publish to, after one night that saw `before`. */
const prepare = async (before: Finding[], { publishing, hasLedger }: Setting) => {
  const sandbox = securityHub();
  const { store } = memoryStore();
  const run = (
    at: string,
    findings: Finding[],
    parts: { requestHandler?: HttpHandler; documents?: Store } = {},
  ) =>
    publishNight(
      sandbox,
      { at, findings },
      { publishing, ...parts, documents: hasLedger ? (parts.documents ?? store) : null },
    );
  await run(night(1), before);
  return { sandbox, store, run };
};

const settings: [string, Setting][] = [
  ['owner mode', { publishing: ownerMode, hasLedger: false }],
  ['central mode', { publishing: centralMode, hasLedger: false }],
];
const many = { numRuns: 25 };

describe.each(settings)('in %s', (_, setting) => {
  it('one run twice, whether one after the other or at once, ends as one run does', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, fc.scheduler(), async (before, now, scheduler) => {
        const once = await prepare(before, setting);
        await once.run(night(2), now);
        const twice = await prepare(before, setting);
        const parts = interleaved(twice.sandbox, twice.store, scheduler);
        const both = [twice.run(night(2), now, parts), twice.run(night(2), now, parts)];
        await scheduler.waitFor(Promise.all(both));
        expect(heldIn(twice.sandbox)).toEqual(heldIn(once.sandbox));
        const again = await twice.run(night(2), now);
        expect(again).toMatchObject({ created: 0, updated: 0, archived: 0 });
      }),
      many,
    );
  });

  it('two runs of one look, a minute apart, end in the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, fc.scheduler(), async (before, now, scheduler) => {
        const once = await prepare(before, setting);
        await once.run(night(2), now);
        const twice = await prepare(before, setting);
        const parts = interleaved(twice.sandbox, twice.store, scheduler);
        const both = [
          twice.run(night(2), now, parts),
          twice.run(night(2).replace(':00:00', ':01:00'), now, parts),
        ];
        await scheduler.waitFor(Promise.all(both));
        expect(statesIn(twice.sandbox)).toEqual(statesIn(once.sandbox));
      }),
      many,
    );
  });

  it('of two runs that saw different things the later look stands, and the next night mends the rest', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, worlds, fc.scheduler(), async (before, early, late, scheduler) => {
        const alone = await prepare(before, setting);
        await alone.run(night(3), late);
        const { sandbox, store, run } = await prepare(before, setting);
        const sent: AwsSecurityFinding[] = [];
        const { requestHandler, documents } = interleaved(sandbox, store, scheduler);
        const watched: HttpHandler = {
          ...requestHandler,
          handle: async (request, options) => {
            const answer = await requestHandler.handle(request, options);
            if (request.path === '/findings/import')
              sent.push(...JSON.parse(Buffer.from(fromHttpRequest(request).body).toString()).Findings);
            return answer;
          },
        };
        const parts = { requestHandler: watched, documents };
        await scheduler.waitFor(Promise.all([run(night(2), early, parts), run(night(3), late, parts)]));

        // Nobody flips what a later look wrote.
        const latest = new Map<string, AwsSecurityFinding>();
        for (const finding of sent.toSorted((a, b) => (a.UpdatedAt! < b.UpdatedAt! ? -1 : 1)))
          latest.set(finding.Id!, finding);
        for (const { Id, RecordState, ProductFields } of sandbox.findings()) {
          const last = latest.get(Id ?? '');
          if (last === undefined) continue;
          expect([Id, RecordState, readContentHash(ProductFields)]).toEqual([
            Id,
            last.RecordState,
            readContentHash(last.ProductFields),
          ]);
        }

        await run(night(4), late);
        expect(livingIn(sandbox)).toEqual(livingIn(alone.sandbox));
      }),
      many,
    );
  });
});

describe('with a ledger', () => {
  const setting: Setting = { publishing: centralMode, hasLedger: true };

  it('two runs at once end, one night later, as one would: what they could not agree on is read again', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, worlds, fc.scheduler(), async (before, early, late, scheduler) => {
        // Their ledger may say what the earlier look saw; so that is what is there again the next night.
        const alone = await prepare(before, setting);
        await alone.run(night(4), early);
        const { sandbox, store, run } = await prepare(before, setting);
        const parts = interleaved(sandbox, store, scheduler);
        await scheduler.waitFor(Promise.all([run(night(2), early, parts), run(night(3), late, parts)]));
        await run(night(4), early);
        expect(livingIn(sandbox)).toEqual(livingIn(alone.sandbox));
      }),
      { numRuns: 15 },
    );
  });
});
