import type { Digest } from '../../digest.ts';
import { number } from '../words.ts';

const are = (many: number): string => (many === 1 ? 'is' : 'are');

/** What was not read never looks like good news. */
const unless = ({ complete, accounts }: Digest['seen']): string => {
  if (accounts.seen === 0) return ', but nothing was read';
  return complete ? '' : ', but not all was read';
};

/** The answer that the reader came for, in a sentence. */
export const bedrockSentence = ({
  bedrock: { broken, unknown, of },
  seen,
}: Pick<Digest, 'bedrock' | 'seen'>): string => {
  if (of === 0) return `No private path to Bedrock was found${unless(seen)}`;
  const all = of === 1 ? '1 Bedrock path' : `${number(of)} Bedrock paths`;
  if (broken > 0) return `${number(broken)} of ${all} ${are(broken)} broken`;
  if (unknown > 0)
    return `Whether ${number(unknown)} of ${all} ${unknown === 1 ? 'works' : 'work'} is not known`;
  return `${of === 1 ? 'The one Bedrock path is' : `All ${all} are`} open${unless(seen)}`;
};
