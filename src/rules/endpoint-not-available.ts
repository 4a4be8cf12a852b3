import type { FindingStatus, Severity } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import { told } from '#network/told.ts';
import { isLeaving, managedNote, ownerOf, serviceText } from './kit/endpoint-facts.ts';
import { endpointReads, overEndpoints } from './kit/endpoint-subject.ts';
import { providerOf, serviceOf } from './kit/service-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

type Asked = { id: string; account: string; provider: string };
type State = {
  status: FindingStatus;
  severity?: Severity;
  /** What the state means. */
  meaning: string;
  mend: (asked: Asked) => string;
  /** Whose move it is: the account of the service, or of the endpoint. */
  mover: 'provider' | 'consumer';
};

const available: State = {
  status: 'passed',
  meaning: 'it takes traffic',
  mend: () => '',
  mover: 'consumer',
};

/**
 * EC2's states of an endpoint, those on the way out excepted.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html (Endpoint states) and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html, which does not say what of a partial
 * endpoint works.
 */
const states: Readonly<Record<string, State>> = {
  available,
  pending: {
    status: 'warning',
    severity: 'low',
    meaning: 'AWS is still making it, and it takes no traffic yet',
    mend: ({ id, account }) =>
      `Wait; if ${id} is still pending in the next run, delete it and create it again in account ${account}.`,
    mover: 'consumer',
  },
  pendingAcceptance: {
    status: 'failed',
    meaning:
      'its service has not accepted it, and until then it takes no traffic; the request ends after 7 days',
    mend: ({ id, provider }) =>
      `Accept ${id} on the side of its service (${provider}): aws ec2 accept-vpc-endpoint-connections. If nobody wants it, delete it.`,
    mover: 'provider',
  },
  rejected: {
    status: 'failed',
    meaning: 'its service refused it, and it takes no traffic',
    mend: ({ id, account, provider }) =>
      `Ask the owner of the service (${provider}) to accept ${id}; else delete it in account ${account}.`,
    mover: 'provider',
  },
  expired: {
    status: 'failed',
    meaning: 'its service did not accept it in time, and it takes no traffic',
    mend: ({ id, account, provider }) =>
      `Delete ${id} in account ${account}, create it again, and have the owner of the service (${provider}) accept it.`,
    mover: 'consumer',
  },
  failed: {
    status: 'failed',
    meaning: 'AWS could not make or change it, and it takes no traffic',
    mend: ({ id, account }) =>
      `Mend what the error names, then delete ${id} in account ${account} and create it again.`,
    mover: 'consumer',
  },
  partial: {
    status: 'failed',
    meaning: 'only a part of it works, and AWS does not say which',
    mend: ({ id, account }) =>
      `Look at the subnets and associations of ${id} in account ${account}; if none explains it, create the endpoint again.`,
    mover: 'consumer',
  },
};

const stateOf = (word: string | null): State | null =>
  word !== null && Object.hasOwn(states, word) ? (states[word] ?? null) : null;

/** What AWS says went wrong. */
const errorText = ({ FailureReason, LastError }: VpcEndpoint): string =>
  [
    ['FailureReason', told(FailureReason)] as const,
    [
      'LastError',
      told([LastError?.Code, LastError?.Message].filter((text) => text !== undefined).join(': ')),
    ] as const,
  ]
    .flatMap(([field, text]) => (text === null ? [] : [` ${field}: ${quoted(text)}.`]))
    .join('');

const judge = (endpoint: NetworkEndpoint, input: RuleInput): Opinion | null => {
  if (isLeaving(endpoint)) return null;
  const { record, vpcEndpointId: id } = endpoint;
  const word = endpointStateOf(record);
  const state = stateOf(word);
  const name = `Endpoint ${id} to ${serviceText(endpoint)}`;
  if (state === null) {
    const title = `${name} is in a state that is not known`;
    const what =
      word === null ? 'AWS told no state of it' : `What its state ${quoted(word)} means is not known`;
    return { status: 'not-evaluated', title, evidence: `${what}.${errorText(record)}` };
  }
  const account = ownerOf(endpoint);
  const provider = providerOf(serviceOf(input, endpoint));
  const asked = { id, account, provider: provider === null ? 'AWS did not tell who' : `account ${provider}` };
  return {
    status: state.status,
    ...(state.severity === undefined ? {} : { severity: state.severity }),
    title: `${name} is ${state === available ? '' : 'not '}available`,
    evidence: `Its state is ${quoted(word ?? '')}: ${state.meaning}.${errorText(record)}`,
    remediation: `${state.mend(asked)}${managedNote(endpoint)}`,
    fixOwner: state.mover === 'provider' ? provider : account,
    // The record itself says so; only whose move it is may rest on another read.
    isProved: state.mover === 'consumer' && word !== 'expired',
  };
};

/** An endpoint that is there and takes no traffic, with what its state means. */
export const endpointNotAvailable: Rule = {
  id: 'endpoint-not-available',
  formerIds: [],
  title: 'A VPC endpoint is not available',
  severity: 'medium',
  isOnByDefault: true,
  reads: [...endpointReads, operations.ServiceDetails],
  when: 'An endpoint is pendingAcceptance, rejected, expired, failed or partial; a pending one is a warning.',
  why: 'An endpoint that is not available takes no traffic: what was to go by it fails, or leaves by the public address of the service.',
  howToFix:
    'Have the owner of the service accept the endpoint, or mend what its error names and create it again. Delete endpoints that nobody needs.',
  evaluate: overEndpoints(judge),
};
