import * as fc from 'fast-check';
import type { Injected } from '#sandbox/faults/injector.ts';
import type { FaultPlan, FaultRule } from '#sandbox/faults/plan.ts';
import { arbitraryTrial } from './arbitrary-trial.ts';
import { complaintsAboutCauses } from './causes.ts';
import {
  type DurableNight,
  durableNight,
  type Fate,
  type Publishing,
  type Trouble,
} from './durable-night.ts';
import { complaintsAboutConvergence, complaintsAboutFindings } from './findings.ts';
import { type Left, sandboxOf } from './nights.ts';
import { complaintsAboutReads } from './reads.ts';
import { complaintsAboutSecrets } from './secrets.ts';
import type { Outcome } from './trial.ts';

/** Where findings were kept on the first night, and where on the later ones. */
export const moves = {
  'by owners': ['owner', 'owner'],
  'in one place': ['central', 'central'],
  'from owners to one place': ['owner', 'central'],
  'from one place to owners': ['central', 'owner again'],
} as const satisfies Record<string, readonly [Publishing, Publishing]>;
export type Move = keyof typeof moves;

/** A healthy night, then one of trouble in another world and perhaps another mode, then a healthy one. */
export type DurableTrial = Trouble & { from: string; to: string; move: Move; plan: FaultPlan };

const isMove = (move: Move): boolean => moves[move][0] !== moves[move][1];

/**
 * Faults at the store are told by the n-th call, not by rate: the names of a run's documents are new in each, and
 * chance would depend on them. An account whose old place denies access is left to expire, by design (docs/findings.md).
 */
const toRule =
  (move: Move) =>
  ({ rate, ...rule }: FaultRule): FaultRule => {
    const isDenial = rule.fault === 'access-denied' || rule.fault === 'scp-denied';
    const fault = isDenial && isMove(move) ? 'throttling' : rule.fault;
    const isOfStore = rule.operation === undefined || /^(\*|s3)/.test(rule.operation);
    if (isOfStore && rate !== undefined) return { ...rule, fault, to: 2 };
    return { ...rule, fault, ...(rate === undefined ? {} : { rate }) };
  };

const stages = ['plan', 'collect', 'analyse', 'search', 'publish', 'clear', 'finish'] as const;

/** At most two workers of a stage come to nothing: the third attempt is a run's last. */
const fate: fc.Arbitrary<Fate> = fc.record({
  stage: fc.constantFrom<Fate['stage']>(...stages, 'collect', 'publish'),
  at: fc.integer({ min: 0, max: 1 }),
  ends: fc.oneof(fc.constantFrom('before' as const, 'after' as const), fc.integer({ min: 1, max: 200 })),
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  fates: fc.array(fate, { maxLength: 3 }),
  kills: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 9 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 2 },
  ),
});

const worlds = fc.constantFrom(['whole', 'much gone'] as const, ['much gone', 'whole'] as const);

/** So that every mode has its share. */
export const arbitraryDurableTrial = (move: Move): fc.Arbitrary<DurableTrial> =>
  fc.tuple(worlds, arbitraryTrial('owner'), trouble).map(
    ([
      [from, to],
      {
        plan: { seed, rules },
      },
      { fates, kills },
    ]) => ({
      from,
      to,
      move,
      plan: { seed, rules: rules.map(toRule(move)) },
      fates,
      kills,
    }),
  );

const once = <Value>() => {
  const made = new Map<string, Promise<Value>>();
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  };
};
const firstNights = once<DurableNight>();
const healthyNights = once<{ second: DurableNight; third: DurableNight }>();

const nothing: Left = { held: new Map(), objects: new Map() };

const firstNight = (world: string, mode: Publishing): Promise<DurableNight> =>
  firstNights(`${world} ${mode}`, () => durableNight(sandboxOf(world, nothing), { mode, day: 1 }));

const healthy = ({ from, to, move }: DurableTrial) =>
  healthyNights(`${from} ${to} ${move}`, async () => {
    const [before, mode] = moves[move];
    const sandbox = sandboxOf(to, await firstNight(from, before));
    const second = await durableNight(sandbox, { mode, day: 2 });
    return { second, third: await durableNight(sandbox, { mode, day: 3 }) };
  });

const isOf =
  (service: string) =>
  ({ action }: Injected): boolean =>
    action.startsWith(service);

/** Stands for what befell workers, or the store, in the eyes of every scope. */
const befallen = (fault: Injected['fault']): Injected => ({
  fault,
  scope: { accountId: '', region: '' },
  action: 'organizations:any',
  count: 1,
});

/** What explains a cause, besides what was injected there: workers that died or were late, and what the store did to them. */
const explaining = (injected: readonly Injected[], { fates }: Trouble): Injected[] => {
  const isStoreHit = injected.some(isOf('s3:'));
  const isIdentityHit = injected.some(isOf('sts:GetCallerIdentity'));
  const isWorkerHit = fates.length > 0 || isStoreHit || isIdentityHit;
  return [
    ...injected,
    ...(isWorkerHit ? [befallen('hang'), befallen('internal-error')] : []),
    ...(isStoreHit ? [befallen('malformed-body')] : []),
  ];
};

/** Only a store that cannot be asked, or an identity nobody knows, can end a run. */
const complaintsAboutEnd = ({ status }: DurableNight, injected: readonly Injected[]): string[] => {
  const isExcused = injected.some(isOf('s3:')) || injected.some(isOf('sts:GetCallerIdentity'));
  return status === 'SUCCEEDED' || isExcused ? [] : [`the run ended as ${status}`];
};

const activeIds = (held: Outcome['before']): Set<string | undefined> =>
  new Set([...held.values()].flatMap(({ Id, RecordState }) => (RecordState === 'ACTIVE' ? [Id] : [])));

/** What was active, and is after a healthy night, is so somewhere on the worst of nights. */
const complaintsAboutCopies = ({ before, faulty, healthy: { held } }: Outcome): string[] => {
  const [active, wanted] = [activeIds(faulty.held), activeIds(held)];
  return [...activeIds(before)]
    .filter((id) => wanted.has(id) && !active.has(id))
    .map((id) => `${id} is active nowhere`);
};

export type DurableVerdict = { complaints: string[]; injected: readonly Injected[]; night: DurableNight };

export const runDurableTrial = async (trial: DurableTrial): Promise<DurableVerdict> => {
  const { from, to, move, plan } = trial;
  const [modeBefore, mode] = moves[move];
  const first = await firstNight(from, modeBefore);
  const { second, third } = await healthy(trial);
  const sandbox = sandboxOf(to, first);
  sandbox.replaceFaults(plan);
  const faulty = await durableNight(sandbox, { mode, day: 2 }, trial);
  const injected = sandbox.injected();
  const outcome: Outcome = {
    before: first.held,
    faulty,
    healthy: second,
    injected: explaining(injected, trial),
  };
  const next = await durableNight(sandboxOf(to, faulty), { mode, day: 3 });
  const complaints = [
    ...complaintsAboutEnd(faulty, injected),
    ...complaintsAboutReads(outcome),
    ...complaintsAboutCauses(outcome),
    ...complaintsAboutFindings(outcome),
    ...complaintsAboutCopies(outcome),
    ...complaintsAboutConvergence(outcome, { next, third }),
    ...complaintsAboutSecrets(faulty.said, sandbox.secrets()),
  ];
  return { complaints, injected, night: faulty };
};
