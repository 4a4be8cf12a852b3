import { type DurableContext, NestingType } from '@aws/durable-execution-sdk-js';
import { type BatchFailure, toBatchFailure } from '#app/stages/batch-failure.ts';
import type { OrchestrateEvent } from './event.ts';
import type { RunSummary } from './run-summary.ts';
import type { StageEvent, StageReplies } from './work.ts';

/** Workers at once; what they ask of AWS is limited per account, and the organization's concurrency is for others too. */
const workersAtOnce = 100;

/** A stage that is one worker's is tried so often: an invocation of a function is not repeated by itself. */
const attempts = 3;

/** A batch that is not finished; `failure` is null where its worker stopped in time and says so in the store. */
type Left = { batch: number; failure: BatchFailure | null };

/*
 * All of this is replayed from its start each time something it waited for is there: it holds no clock, no chance and
 * no input but the event and what the workers answered, which is checkpointed. It never touches AWS, nor the store.
 */

/** One worker does the stage; another tries when it fails. Throws the last one's error. */
const byOne = async <S extends keyof StageReplies>(
  context: DurableContext,
  worker: string,
  event: StageEvent<S>,
): Promise<StageReplies[S]> => {
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? event.stage : `${event.stage}, attempt ${attempt}`;
    try {
      return await context.invoke<StageEvent<S>, StageReplies[S]>(name, worker, event);
    } catch (error) {
      if (attempt === attempts) throw error;
      context.logger.warn(`${name} failed`, { error });
    }
  }
};

type Batched = { worker: string; stage: 'collect' | 'publish'; runId: string; atOnce: number };

/**
 * A worker a batch. Each costs one operation in a FLAT map, and the map one; whatever fails, the others are awaited.
 * What is left is told by what succeeded: an item that never started would be absent from the result.
 */
const pass = async (
  context: DurableContext,
  name: string,
  { worker, stage, runId, atOnce, batches }: Batched & { batches: number[] },
): Promise<Left[]> => {
  const nameOf = (batch: number): string => `${name} ${batch}`;
  const done = await context.map(
    name,
    batches,
    (item, batch) =>
      item.invoke<object, StageReplies[typeof stage]>(nameOf(batch), worker, { stage, runId, batch }),
    {
      nesting: NestingType.FLAT,
      maxConcurrency: atOnce,
      completionConfig: { toleratedFailurePercentage: 100 },
      itemNamer: nameOf,
    },
  );
  const ended = new Map(done.all.map((item) => [batches[item.index], item]));
  return batches.flatMap((batch): Left[] => {
    const item = ended.get(batch);
    if (item?.result?.unread === 0) return [];
    if (item?.result !== undefined) return [{ batch, failure: null }];
    return [{ batch, failure: toBatchFailure(batch, item?.error?.message ?? 'it was never begun') }];
  });
};

/** The batches of a stage, and once more those that were not finished. Answers which ended with a failure even so. */
const byMany = async (
  context: DurableContext,
  batched: Batched & { count: number },
): Promise<BatchFailure[]> => {
  const { stage, count } = batched;
  const all = Array.from({ length: count }, (_, batch) => batch);
  const left = await pass(context, stage, { ...batched, batches: all });
  if (left.length === 0) return [];
  context.logger.warn(`${stage}: once more`, { batches: left.length });
  const again = await pass(context, `${stage} again`, {
    ...batched,
    batches: left.map(({ batch }) => batch),
  });
  return again.flatMap(({ failure }) => failure ?? []);
};

/** Publishes so many batches, between the search for what the other mode of publishing left and its clearing. */
const publishAll = async (
  context: DurableContext,
  batched: Omit<Batched, 'stage'> & { count: number },
): Promise<BatchFailure[]> => {
  const { worker, runId, count } = batched;
  if (count === 0) return [];
  await byOne<'search'>(context, worker, { stage: 'search', runId });
  const failures = await byMany(context, { ...batched, stage: 'publish' });
  await byOne<'clear'>(context, worker, { stage: 'clear', runId });
  return failures;
};

/**
 * A run over many accounts: plan, collect, analyse, search, publish, clear, finish, each by workers. A batch that fails
 * twice ends as unread scopes in the result, or as findings not published; a stage of one worker that fails three
 * times ends the run, before anything rests on it.
 */
export const orchestrate = async (
  { accounts, regions, publish }: OrchestrateEvent,
  context: DurableContext,
  worker: string,
): Promise<RunSummary> => {
  const asked = { accounts, regions, publish };
  const { runId, ...planned } = await byOne<'plan'>(context, worker, { stage: 'plan', ...asked });
  context.logger.info('planned', { runId, ...planned });
  const run = { worker, runId, atOnce: workersAtOnce };
  const unread = await byMany(context, { ...run, stage: 'collect', count: planned.batches });
  const analysed = await byOne<'analyse'>(context, worker, { stage: 'analyse', runId, failures: unread });
  const atOnce = analysed.isOneByOne ? 1 : workersAtOnce;
  const unpublished = await publishAll(context, { ...run, atOnce, count: analysed.batches });
  const summary = await byOne<'finish'>(context, worker, {
    stage: 'finish',
    runId,
    failures: unpublished,
  });
  context.logger.info('audited', { summary });
  return summary;
};
