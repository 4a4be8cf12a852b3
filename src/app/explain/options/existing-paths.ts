import type { Answer, Option } from '#model/explanation.ts';
import type { ConnectionPath, Hop, Verdict } from '#model/path.ts';
import { toOption } from '../to-option.ts';
import type { World } from '../world.ts';

/** Only a path that all of some subnet can take is one: of a partial one no client knows whether it is among the lucky. */
const answers: Record<Verdict, Answer> = { usable: 'yes', partial: 'no', blocked: 'no', unknown: 'unknown' };

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

const hopText = ({ name, resource, detail }: Hop): string =>
  sentence(`${name}${resource === null ? '' : ` (${resource})`}: ${detail}`);

const nameNote = ({ hops }: ConnectionPath): string[] => {
  const name = hops.find((hop) => hop.name === 'name');
  return name === undefined || name.status === 'pass' ? [] : [`The name: ${sentence(name.detail)}`];
};

const firstOf = ({ hops }: ConnectionPath, status: Hop['status']): string[] =>
  hops
    .filter((hop) => hop.status === status && hop.name !== 'name')
    .slice(0, 1)
    .map(hopText);

const openText = ({ subnets }: ConnectionPath): string => {
  const open = [...new Set(subnets.flatMap((subnet) => subnet.open))];
  return open.length === 0
    ? 'Only some pairs of addresses get through.'
    : `Only ${open.slice(0, 4).join(', ')}${open.length > 4 ? ` and ${open.length - 4} more` : ''} get through.`;
};

const because: Record<Verdict, (path: ConnectionPath) => string[]> = {
  usable: (path) => [
    'Every hop of it passes.',
    ...path.provided.map((condition) => `Provided: ${sentence(condition)}`),
    ...nameNote(path),
  ],
  partial: (path) => ['It works in part.', openText(path), ...firstOf(path, 'fail')],
  blocked: (path) => ['It is blocked.', ...firstOf(path, 'fail')],
  unknown: (path) => ['Whether it works is not known.', ...firstOf(path, 'unknown')],
};

/** One option for each path that is there, with its verdict. */
export const existingPaths = ({ paths }: World): Option[] =>
  paths.map((path) =>
    toOption('existing-path', answers[path.verdict], because[path.verdict](path).join(' '), { path }),
  );
