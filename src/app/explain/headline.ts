import type { Answer, Option, OptionKind } from '#model/explanation.ts';
import { completeList } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { isOpenQuestion } from './options/peerings.ts';
import { livePeersOf } from './peers.ts';
import type { World } from './world.ts';

/** May there be a path to the service of which nothing was read? */
const hasUnreadPath = (world: World): boolean => {
  const { homeInventory, network, question } = world;
  return (
    completeList(homeInventory, 'VpcEndpoints') === null ||
    completeList(homeInventory, 'VpcPeeringConnections') === null ||
    livePeersOf(question.vpcId, network).some((peer) => isOpenQuestion(world, peer))
  );
};

/** Does the VPC reach the service today? What was not read leaves it open, and then the answer is not complete. */
export const answerOf = (world: World): { answer: Answer; isWhole: boolean } => {
  const verdicts = new Set(world.paths.map(({ verdict }) => verdict));
  if (verdicts.has('usable')) return { answer: 'yes', isWhole: true };
  if (hasUnreadPath(world)) return { answer: 'unknown', isWhole: false };
  return { answer: verdicts.has('unknown') ? 'unknown' : 'no', isWhole: true };
};

const wayOf = ({ peeringId, endpoint }: ConnectionPath): string =>
  peeringId === null
    ? `through its endpoint ${endpoint.vpcEndpointId}`
    : `over ${peeringId} to ${endpoint.vpcEndpointId}`;

const more = (steps: Option['steps']): string =>
  steps.length === 1 ? 'one change is made' : `${steps.length} changes are made`;

const ways: Record<OptionKind, string> = {
  'existing-path': 'by a path that is there',
  'same-region-endpoint': 'by an endpoint of its own',
  'cross-region-endpoint': 'by a cross-Region endpoint',
  peering: 'over a peering',
  build: 'by a peering that is to be built',
};

/** The best way that is not open yet: `yes over pcx-1 once 2 changes are made`. */
const wayOut = ({ kind, peeringId, steps }: Option): string => {
  const once = steps.length === 0 ? '' : ` once ${more(steps)}`;
  return `yes ${kind === 'peering' && peeringId !== null ? `over ${peeringId}` : ways[kind]}${once}`;
};

/** The easiest first: what needs the fewest changes. */
const easiest = (options: readonly Option[]): Option | undefined =>
  options
    .filter(({ answer, kind }) => answer === 'yes' && kind !== 'existing-path')
    .toSorted((a, b) => a.steps.length - b.steps.length)[0];

const reasons: Record<NonNullable<ConnectionPath['unknownReason']>, string> = {
  'not-read': 'something that decides it was not read',
  'depends-on-client': 'it depends on the client',
  'not-modelled': 'something on the way is not modelled',
};

const unknownText = ({ paths }: World): string => {
  const open = paths.find(({ verdict }) => verdict === 'unknown');
  return open === undefined
    ? 'Not known: not all that decides it was read'
    : `Not known, ${wayOf(open)}: ${reasons[open.unknownReason ?? 'not-read']}`;
};

const beginning = (world: World, answer: Answer, options: readonly Option[]): string => {
  if (answer === 'unknown') return unknownText(world);
  const partial = world.paths.find(({ verdict }) => verdict === 'partial');
  if (partial !== undefined) return `Only in part, ${wayOf(partial)}`;
  const isRefused = options.some((one) => one.kind === 'cross-region-endpoint' && one.answer === 'no');
  return isRefused ? 'No, not by a cross-Region endpoint' : 'No, not as things stand';
};

/** The answer in one sentence, with the best way there is. */
export const headlineOf = (world: World, answer: Answer, options: readonly Option[]): string => {
  const usable = world.paths.find(({ verdict }) => verdict === 'usable');
  if (usable !== undefined) return `Yes, by an existing path: ${wayOf(usable)}.`;
  const way = easiest(options);
  const parts = [beginning(world, answer, options), ...(way === undefined ? [] : [wayOut(way)])];
  return `${parts.join('; ')}.`;
};
