import {
  type AwsSecurityFindingFilters,
  BatchImportFindingsCommand,
  GetFindingsCommand,
  type ImportFindingsError,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { attempt } from '#aws/attempt.ts';
import { failureOf } from '#aws/causes.ts';
import { MalformedResponse } from '#aws/malformed-response.ts';
import { allPages } from '#aws/pages.ts';
import type { Failure, Outcome } from '#model/coverage.ts';
import { generatorPrefix } from '#model/finding-id.ts';
import type { Scope } from '#model/scope.ts';
import { productArn } from './asff.ts';
import { isOurs, toHeldFinding } from './held-finding.ts';
import { importInBatches, type SendBatch } from './import-findings.ts';
import { limits } from './limits.ts';
import { sliceField } from './product-fields.ts';
import type { AwsSecurityFinding, HeldFinding, ImportReport } from './types.ts';

type Place = Scope & { partition: string };

/** What narrows a reading of the findings held. */
export type HeldQuery = {
  /** These alone. */
  ids?: readonly string[];
  /** One slice alone: `slice.ts`. */
  slice?: number;
  /** Without those archived, which are wanted otherwise. */
  isActive?: true;
};

/** Exactly ours, of this place. */
const filtersOf = (place: Place, { slice, isActive }: HeldQuery): AwsSecurityFindingFilters => ({
  ProductArn: [{ Value: productArn(place.partition, place), Comparison: 'EQUALS' }],
  AwsAccountId: [{ Value: place.accountId, Comparison: 'EQUALS' }],
  Region: [{ Value: place.region, Comparison: 'EQUALS' }],
  GeneratorId: [{ Value: generatorPrefix, Comparison: 'PREFIX' }],
  ...(slice === undefined
    ? {}
    : { ProductFields: [{ Key: sliceField, Value: String(slice), Comparison: 'EQUALS' }] }),
  ...(isActive === undefined ? {} : { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] }),
});

/** GetFindings (`securityhub:GetFindings`), in the largest pages it allows. */
const readAll = (
  client: SecurityHubClient,
  filters: AwsSecurityFindingFilters,
): Promise<AwsSecurityFinding[]> =>
  allPages('GetFindings', async (token) => {
    const input = { Filters: filters, MaxResults: 100, NextToken: token };
    const { Findings, NextToken } = await client.send(new GetFindingsCommand(input));
    return { items: Findings, next: NextToken };
  });

/** Named findings are asked for as many a call as one attribute takes values. */
const readRecords = async (
  client: SecurityHubClient,
  place: Place,
  query: HeldQuery,
): Promise<AwsSecurityFinding[]> => {
  const filters = filtersOf(place, query);
  if (query.ids === undefined) return readAll(client, filters);
  const records: AwsSecurityFinding[] = [];
  for (let from = 0; from < query.ids.length; from += limits.filterValues) {
    const ids = query.ids.slice(from, from + limits.filterValues);
    const Id = ids.map((Value) => ({ Value, Comparison: 'EQUALS' as const }));
    records.push(...(await readAll(client, { ...filters, Id })));
  }
  return records;
};

const heldOf = (record: AwsSecurityFinding, place: Place): HeldFinding => {
  const held = toHeldFinding(record, place);
  if (held === null) throw new MalformedResponse('GetFindings returned a finding without Id or times');
  return held;
};

/** Findings change while they are paged, so one may be shown twice: the newest counts. */
const readHeld = async (
  client: SecurityHubClient,
  place: Place,
  query: HeldQuery,
): Promise<HeldFinding[]> => {
  const records = await readRecords(client, place, query);
  const held = records.filter((record) => isOurs(record, place)).map((record) => heldOf(record, place));
  const oldestFirst = held.toSorted((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
  return [...new Map(oldestFirst.map((finding) => [finding.id, finding])).values()];
};

/** A refusal inside a 200, judged as the exception of the same code would be. */
const refusalOf = ({ ErrorCode, ErrorMessage }: ImportFindingsError): Failure =>
  failureOf({ name: ErrorCode, message: ErrorMessage, $fault: 'server' });

/** One BatchImportFindings call (`securityhub:BatchImportFindings`). An answer that does not add up is no answer. */
const sendBatch =
  (client: SecurityHubClient): SendBatch =>
  (batch) =>
    attempt(async () => {
      const input = { Findings: [...batch] };
      const { FailedCount, FailedFindings = [] } = await client.send(new BatchImportFindingsCommand(input));
      const sent = new Set(batch.map(({ Id }) => Id));
      const refused = new Map(FailedFindings.map((error) => [error.Id ?? '', refusalOf(error)] as const));
      if (refused.size !== FailedCount || FailedFindings.some(({ Id }) => !sent.has(Id)))
        throw new MalformedResponse('BatchImportFindings did not say which findings failed');
      return refused;
    });

const assertOurs = (findings: readonly AwsSecurityFinding[], place: Place): void => {
  const foreign = findings.find((finding) => !isOurs(finding, place));
  if (foreign !== undefined)
    throw new Error(`${foreign.Id} does not belong to ${place.accountId}/${place.region}`);
};

export type FindingsClient = {
  /** Every finding of ours in the scope, in both record states, or those of a narrower question. */
  held: (query?: HeldQuery) => Promise<Outcome<HeldFinding[]>>;
  /** Throws when a finding is not ours or of another scope: that is a mistake of this program. */
  importFindings: (findings: readonly AwsSecurityFinding[]) => Promise<ImportReport>;
  /** To be called once nothing more is asked: a client that is kept costs memory, and there may be very many. */
  close: () => void;
};

/** Security Hub in one account and Region, with that account's own credentials. `onClose` lets go of the client. */
export const createFindingsClient = (
  client: SecurityHubClient,
  place: Place,
  onClose: () => void = () => {},
): FindingsClient => ({
  close: onClose,
  held: (query = {}) => attempt(() => readHeld(client, place, query)),
  importFindings: async (findings) => {
    assertOurs(findings, place);
    return importInBatches(findings, sendBatch(client));
  },
});
