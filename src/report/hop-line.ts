import type { ConnectionPath, Hop, HopName } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import { folded } from './fold.ts';
import { type Look, type Tone, unpainted } from './look.ts';
import { shortened, widthOf } from './width.ts';

const hopWords: Record<HopName, string> = {
  'endpoint-state': 'endpoint',
  'peering-state': 'peering',
  'consumer-route': 'route',
  'consumer-nacl': 'nacl',
  'endpoint-subnet-nacl': 'endpoint nacl',
  'endpoint-security-groups': 'groups',
  'return-route': 'return route',
  name: 'name',
};

const marks: Record<Hop['status'], string> = { pass: 'ok', fail: 'FAIL', unknown: '?' };
const tones: Record<Hop['status'], Tone> = { pass: 'good', fail: 'bad', unknown: 'doubtful' };

/** More than a name or a reason takes. */
const longest = 120;

const safe = (text: string): string => shortened(printable(text), longest);

type Part = { text: string; mark: string; tone: Tone | null; why: string };

const endPart = (text: string): Part => ({ text: safe(text), mark: '', tone: null, why: '' });

/** The last part of the service's name: `bedrock-runtime`. */
export const shortServiceName = ({ service: { name, region } }: ConnectionPath): string | null =>
  name?.split(`.${region ?? ''}.`).at(-1) ?? null;

const hopPart = ({ name, status, resource, detail }: Hop, { isNamed = false, isTold = false }): Part => {
  const why = isTold ? ` (${detail.replace(/\.$/, '')})` : '';
  const named = resource !== null && isNamed && !why.includes(resource) ? ` ${resource}` : '';
  return {
    text: safe(`${hopWords[name]}${named} `),
    mark: marks[status],
    tone: tones[status],
    why: safe(why),
  };
};

const consumerPart = ({ consumer }: ConnectionPath): Part =>
  endPart(`${consumer.vpcId ?? 'a VPC'}${consumer.region === null ? '' : ` (${consumer.region})`}`);

const servicePart = (path: ConnectionPath): Part => endPart(shortServiceName(path) ?? 'the service');

/** The parts of the path's own name are told with their hops whether they work or not; of the others, what fails. */
const isNamed = ({ name, status }: Hop): boolean =>
  status === 'fail' || name === 'endpoint-state' || name === 'peering-state';

/** In as many lines as it takes; a part stays whole where a line holds it. */
const drawn = (parts: readonly Part[], { columns, paint = unpainted, isUnicode = false }: Look): string[] => {
  const arrow = isUnicode ? ' →' : ' ->';
  const lines: string[] = [];
  let [line, width] = ['', 0];
  const add = (plain: string, painted: string): void => {
    const wide = widthOf(plain);
    if (width > 0 && width + 1 + wide > columns) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    [line, width] = width === 0 ? [painted, wide] : [`${line} ${painted}`, width + 1 + wide];
  };
  for (const [index, { text, mark, tone, why }] of parts.entries()) {
    const end = index === parts.length - 1 ? '' : arrow;
    const plain = `${text}${mark}${why}${end}`;
    if (widthOf(plain) <= columns)
      add(plain, `${text}${tone === null ? mark : paint(tone, mark)}${why}${end}`);
    else for (const row of folded(plain, columns)) add(row, row);
  }
  return [...lines, line];
};

/**
 * The way from the consumer to the service, hop by hop: `vpc-1 (ap-northeast-1) -> endpoint vpce-1 ok -> peering pcx-1 ok ->
 * route FAIL (rtb-1: no route holds the endpoint's address) -> nacl ok -> ... -> bedrock-runtime`.
 */
export const hopLines = (path: ConnectionPath, look: Look): string[] =>
  drawn(
    [
      consumerPart(path),
      ...path.hops.map((hop) =>
        hopPart(hop, {
          isNamed: isNamed(hop),
          isTold: hop.status === 'fail' && hop.name === path.firstFailedHop,
        }),
      ),
      servicePart(path),
    ],
    look,
  );

/**
 * The way from the consumer to where it is stopped: `vpc-1 (ap-northeast-1) -> endpoint ok -> peering pcx-1 FAIL (its
 * status is "deleted") -> ... -> bedrock-runtime`; the whole way where no one hop stops it.
 */
export const stopLines = (path: ConnectionPath, look: Look): string[] => {
  const at = path.hops.findIndex(({ name }) => name === path.firstFailedHop);
  if (at === -1) return hopLines(path, look);
  const parts = path.hops
    .slice(0, at + 1)
    .map((hop, index) => hopPart(hop, { isNamed: index === at, isTold: index === at }));
  const rest = path.hops.length === at + 1 ? [] : [endPart('...')];
  return drawn([consumerPart(path), ...parts, ...rest, servicePart(path)], look);
};
