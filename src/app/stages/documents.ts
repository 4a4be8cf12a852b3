import * as z from 'zod/mini';
import { account } from '#model/account.ts';
import { configSchema } from '#model/config.ts';
import {
  causes,
  coverageRead,
  deniers,
  failed,
  type Outcome,
  scopeStatuses,
  success,
} from '#model/coverage.ts';
import { type Finding, findingSchema } from '#model/finding.ts';
import { connectionPathSchema } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import {
  peeringSchema,
  publishFailureSchema,
  publishSummarySchema,
  suggestionSchema,
} from '#model/result.ts';
import { describeIssue } from '../describe-issue.ts';
import type { Plan } from '../ports.ts';
import { MalformedDocument, type Store } from '../store/store.ts';
import { maximumBatches } from './batches.ts';

/** Characters of what is told of a document that is malformed. */
const longestMessage = 300;

const version = z.literal(1);
const scope = z.strictObject({ accountId: z.string(), region: z.string() });
const failure = z.strictObject({
  cause: z.enum(causes),
  by: z.exactOptional(z.enum(deniers)),
  code: z.nullable(z.string()),
  message: z.nullable(z.string()),
});

const plan = z.strictObject({
  partition: z.string(),
  accounts: z.array(account),
  isListed: z.boolean(),
  scopes: z.array(scope),
  gaps: z.array(z.extend(scope, { operation: z.string(), failure })),
  excluded: z.array(z.extend(scope, { because: z.string() })),
  notices: z.array(z.string()),
  hub: z.nullable(scope),
  observedAt: z.nullable(z.string()),
}) satisfies z.ZodMiniType<Plan>;

/** What is to be done, decided once for all workers: also the configuration, which may change while a run goes on. */
export const runDocument = z.strictObject({
  schemaVersion: version,
  runId: z.string(),
  startedAt: z.string(),
  callerArn: z.string(),
  selection: z.strictObject({
    accounts: z.nullable(z.array(z.string())),
    regions: z.nullable(z.array(z.string())),
  }),
  isPublishing: z.boolean(),
  config: configSchema,
  plan,
});
export type RunDocument = z.infer<typeof runDocument>;

/**
 * How far a batch is read. Of an empty scope, completely read, nothing else is kept; of any other its inventory is.
 * `isEnded` is false until an attempt has ended as it should.
 */
export const manifestDocument = z.strictObject({
  schemaVersion: version,
  attempts: z.int(),
  isEnded: z.boolean(),
  empty: z.array(scope),
  stored: z.array(scope),
});
export type ManifestDocument = z.infer<typeof manifestDocument>;

/** `Observed`, each list of reads once: most scopes were read alike. */
export const observedDocument = z.strictObject({
  schemaVersion: version,
  complete: z.boolean(),
  suggestions: z.array(suggestionSchema),
  reads: z.array(z.array(coverageRead)),
  scopes: z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.enum(scopeStatuses),
      z.nullable(z.string()),
      z.int().check(z.minimum(0)),
    ]),
  ),
  listings: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});
export type ObservedDocument = z.infer<typeof observedDocument>;

/** What was judged, as the result tells it, but for the long lists, which are `parts` documents of their own. */
export const analysisDocument = z.strictObject({
  schemaVersion: version,
  parts: z.int().check(z.minimum(0)),
  peerings: z.array(peeringSchema),
});

/** The next so many paths and findings: together they are more than one text can hold. */
export const judgedDocument = z.strictObject({
  schemaVersion: version,
  paths: z.array(connectionPathSchema),
  findings: z.array(findingSchema),
});

const part = z.extend(scope, { operation: z.string(), id: z.string() });
const finding = z.extend(findingSchema, {
  dependsOn: z.strictObject({ scopes: z.array(scope), parts: z.array(part) }),
  toRegion: z.nullish(z.string()),
}) satisfies z.ZodMiniType<Finding>;

/** By how many batches it is published. */
export const publishingDocument = z.strictObject({
  schemaVersion: version,
  batches: z.int().check(z.minimum(0), z.maximum(maximumBatches)),
});

/** What one batch publishes. */
export const wantedDocument = z.strictObject({ schemaVersion: version, findings: z.array(finding) });

/** What the search for findings of the other mode of publishing came to; `firstSeen`: the batches that have such a document. */
export const searchedDocument = z.strictObject({
  schemaVersion: version,
  places: z.array(scope),
  settled: z.array(scope),
  clearedAt: z.nullable(z.string()),
  untouched: z.nullable(scope),
  notices: z.array(z.string()),
  failed: z.array(publishFailureSchema),
  firstSeen: z.array(z.int().check(z.minimum(0))),
});

const times = z.array(z.tuple([z.string(), z.string()]));

/** When the findings of one batch were first seen that the other mode of publishing left. */
export const firstSeenDocument = z.strictObject({ schemaVersion: version, firstSeen: times });

/**
 * What publishing a batch did, less the accounts and Regions of `rest`, or the slices of `restOfSlices`, for which there
 * was no time. `living` are the Ids of what is active now, `straysIn` where findings of the other mode were met.
 */
export const publishedDocument = z.strictObject({
  schemaVersion: version,
  summary: publishSummarySchema,
  firstSeen: times,
  living: z.array(z.string()),
  straysIn: z.array(scope),
  rest: z.array(scope),
  restOfSlices: z.array(z.int().check(z.minimum(0))),
});
export type PublishedDocument = z.infer<typeof publishedDocument>;

/** What became of the findings of the other mode of publishing. */
export const clearedDocument = z.strictObject({ schemaVersion: version, summary: publishSummarySchema });

/** The document, or null where there is none. Throws a MalformedDocument for one that is not what it should be. */
export const findDocument = async <T>(
  store: Store,
  key: string,
  schema: z.ZodMiniType<T>,
): Promise<T | null> => {
  const found = await store.get(key);
  if (found === null) return null;
  const parsed = schema.safeParse(found);
  if (!parsed.success) throw new MalformedDocument(`${key}: ${describeIssue(parsed.error)}`);
  return parsed.data;
};

/** The document, which a stage before has written. Throws a MalformedDocument where there is none. */
export const getDocument = async <T>(store: Store, key: string, schema: z.ZodMiniType<T>): Promise<T> => {
  const found = await findDocument(store, key, schema);
  if (found === null) throw new MalformedDocument(`${key}: is not there`);
  return found;
};

/** What is known of a document that is not worth a run: one that is malformed, or not there, is a value. */
export const attemptDocument = async <T>(document: Promise<T>): Promise<Outcome<T>> => {
  try {
    return success(await document);
  } catch (error) {
    if (!(error instanceof MalformedDocument)) throw error;
    return failed({
      cause: 'malformed-response',
      code: null,
      message: printable(error.message).slice(0, longestMessage),
    });
  }
};
