import type { Hop } from '#model/path.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { quoted } from './quoted.ts';
import { told } from './told.ts';

/** The smallest change that mends a state; `owner` is the service's, when it is known. */
type Mend = (id: string, owner: string | null) => string;

const wait: Mend = (id) => `Wait until AWS has finished endpoint ${id}.`;
const accept: Mend = (id, owner) =>
  `Accept endpoint ${id} on the side of its service${owner === null ? '' : `, owned by ${quoted(owner)}`}.`;
const replace: Mend = (id) => `Create the endpoint again in place of ${id}.`;

type State = { word: string; status: Hop['status']; mend: Mend | null };

/**
 * EC2's states of an endpoint, as they are on the wire. Only an available one passes traffic; of a partial one AWS
 * does not say which part works.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
const states: readonly State[] = [
  { word: 'available', status: 'pass', mend: null },
  { word: 'partial', status: 'unknown', mend: null },
  { word: 'pending', status: 'fail', mend: wait },
  { word: 'pendingAcceptance', status: 'fail', mend: accept },
  { word: 'rejected', status: 'fail', mend: accept },
  { word: 'expired', status: 'fail', mend: replace },
  { word: 'failed', status: 'fail', mend: replace },
  { word: 'deleting', status: 'fail', mend: replace },
  { word: 'deleted', status: 'fail', mend: replace },
];

const byWord = new Map(states.map((state) => [state.word.toLowerCase(), state]));

const stateOf = ({ State: word = '' }: VpcEndpoint): State | null => byWord.get(word.toLowerCase()) ?? null;

/** The endpoint's state in the wire's own spelling; a word nobody knows as it came; null when AWS told none. */
export const endpointStateOf = (record: VpcEndpoint): string | null =>
  stateOf(record)?.word ?? told(record.State);

/** Whether the endpoint's state lets traffic through. */
export const endpointStateHop = (record: VpcEndpoint): Hop => {
  const word = endpointStateOf(record);
  return {
    name: 'endpoint-state',
    status: stateOf(record)?.status ?? 'unknown',
    resource: record.VpcEndpointId,
    detail: word === null ? 'AWS told no state of the endpoint.' : `The endpoint's state is ${quoted(word)}.`,
  };
};

/** The smallest change that would make the state pass; null when there is none to name. */
export const endpointStateFix = (record: VpcEndpoint, owner: string | null): string | null =>
  stateOf(record)?.mend?.(record.VpcEndpointId, owner) ?? null;
