import { describe, expect, it } from 'vitest';
import type { Plan, Progress } from '#app/ports.ts';
import { showProgress, showReading, tellSuggestions, toldRead } from '#cli/progress.ts';

const scope = (index: number) => ({ accountId: String(111_111_111_111 + index), region: 'us-west-2' });
const read = (done: number, total: number, status: 'complete' | 'failed' = 'complete'): Progress => ({
  kind: 'scope-read',
  scope: scope(done),
  status,
  done,
  total,
});

type ShownOptions = {
  isTerminal?: boolean;
  traffic?: { calls: number; throttled: number };
  signal?: AbortSignal;
};

/** What is shown of progress that comes every `everyMs`. */
const shown = (
  steps: readonly Progress[],
  everyMs: number,
  { isTerminal = false, traffic = { calls: 0, throttled: 0 }, ...rest }: ShownOptions = {},
) => {
  const lines: string[] = [];
  const updates: (string | null)[] = [];
  let time = 0;
  const show = showProgress({
    tell: (line) => lines.push(line),
    update: isTerminal ? (line) => updates.push(line) : null,
    traffic: () => traffic,
    now: () => time,
    ...rest,
  });
  for (const step of steps) {
    time += everyMs;
    show(step);
  }
  return { lines, updates };
};

const hundred = Array.from({ length: 100 }, (_, index) => read(index + 1, 100));

describe('progress', () => {
  it('is a plain line every ten seconds where there is no terminal', () => {
    expect(shown(hundred, 1000).lines).toEqual([
      'read 10 of 100 scopes, about 90 s left',
      'read 20 of 100 scopes, about 80 s left',
      'read 30 of 100 scopes, about 70 s left',
      'read 40 of 100 scopes, about 60 s left',
      'read 50 of 100 scopes, about 50 s left',
      'read 60 of 100 scopes, about 40 s left',
      'read 70 of 100 scopes, about 30 s left',
      'read 80 of 100 scopes, about 20 s left',
      'read 90 of 100 scopes, about 10 s left',
      'read 100 scopes',
    ]);
  });

  it('is one line that changes, at most ten times a second, and ends with a plain one', () => {
    const { lines, updates } = shown(hundred, 10, { isTerminal: true });
    expect(updates).toEqual([
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((done) => `read ${done} of 100 scopes`),
      null,
    ]);
    expect(lines).toEqual(['read 100 scopes']);
  });

  it('tells calls, throttled ones, and accounts of which something is not read, each once', () => {
    const steps = [read(1, 3, 'failed'), read(1, 3, 'failed'), read(3, 3)];
    expect(shown(steps, 1, { traffic: { calls: 1, throttled: 2 } }).lines).toEqual([
      'read 3 scopes, 1 call, 2 throttled, 1 account with nothing read somewhere',
    ]);
  });

  it('guesses the time that is left once there is something to go by', () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => read(index + 1, 1000));
    const { lines } = shown(thousand, 1000);
    expect(lines[0]).toBe('read 10 of 1000 scopes');
    expect(lines[4]).toBe('read 50 of 1000 scopes, about 16 min left');
    expect(lines.at(-2)).toBe('read 990 of 1000 scopes, about 10 s left');
  });

  it('tells nothing more once it is interrupted', () => {
    expect(shown(hundred, 1000, { signal: AbortSignal.abort() })).toEqual({ lines: [], updates: [] });
  });

  it('of what is read as it is needed tells how much', () => {
    const lines: string[] = [];
    let time = 0;
    const { onProgress, end } = showReading({
      tell: (line) => lines.push(line),
      update: null,
      traffic: () => ({ calls: 3 * time, throttled: 0 }),
      now: () => 1000 * time,
    });
    for (const step of hundred.slice(0, 15)) {
      time += 1;
      onProgress(step);
    }
    end();
    expect(lines).toEqual(['read 10 scopes, 30 calls', 'read 15 scopes, 45 calls']);
  });

  it('says how far an interrupted run came', () => {
    const scopes = ['complete', 'partial', 'failed', 'excluded'] as const;
    expect(toldRead(scopes.map((status) => ({ status })))).toBe('interrupted: 1 of 3 scopes were read whole');
  });

  it('tells the plan and its notices first', () => {
    const plan: Plan = {
      partition: 'aws',
      accounts: [],
      isListed: true,
      hub: null,
      scopes: [scope(1), scope(2)],
      gaps: [],
      excluded: [],
      notices: ['left out (SUSPENDED): 333333333333'],
      observedAt: null,
    };
    expect(shown([{ kind: 'planned', plan }], 1).lines).toEqual([
      'left out (SUSPENDED): 333333333333',
      'reading 2 accounts in 1 Region: 2 scopes',
    ]);
  });
});

it.each([
  [[], null],
  [
    [{ excludeRegion: 'eu-north-1', accounts: 1 }],
    'an SCP denies eu-north-1 in 1 account: unless somebody is to use it, put {"scope":{"excludedRegions":["eu-north-1"]}} into the configuration',
  ],
  [
    [
      { excludeRegion: 'eu-north-1', accounts: 50 },
      { excludeRegion: 'sa-east-1', accounts: 49 },
    ],
    'an SCP denies eu-north-1, sa-east-1 in 50 accounts: unless somebody is to use them, put {"scope":{"excludedRegions":["eu-north-1","sa-east-1"]}} into the configuration',
  ],
])('suggests what to exclude: %j', (suggestions, line) => {
  expect(tellSuggestions(suggestions)).toBe(line);
});
