import { createHmac } from 'node:crypto';

/** Keyed one-way replacements: the same text and key give the same pseudonym, and nobody without the key can tell back. */
export type Pseudonyms = {
  /** A word of `length` hexadecimal digits for any text. */
  word: (text: string, length: number) => string;
  /** Digits of `radix` for digits of the same number. A permutation: two that differ stay different. */
  digits: (text: string, radix: 10 | 16) => string;
};

const rounds = 10;

const toNumber = (text: string, radix: 10 | 16): bigint => BigInt(radix === 16 ? `0x${text}` : text);

/**
 * HMAC-SHA256 throughout. `digits` is an unbalanced Feistel network, the construction of NIST SP 800-38G: hashing to
 * 12 digits would merge accounts of a large organization now and then, and with that change verdicts.
 */
export const createPseudonyms = (key: string): Pseudonyms => {
  const hash = (text: string): string => createHmac('sha256', key).update(text).digest('hex');

  const digits = (text: string, radix: 10 | 16): string => {
    let [left, right] = [text.slice(0, text.length / 2), text.slice(text.length / 2)];
    for (let round = 0; round < rounds; round += 1) {
      const mask = toNumber(hash(`${radix}:${text.length}:${round}:${right}`), 16);
      const mixed = (toNumber(left, radix) + mask) % BigInt(radix) ** BigInt(left.length);
      [left, right] = [right, mixed.toString(radix).padStart(left.length, '0')];
    }
    return left + right;
  };

  return { word: (text, length) => hash(`word:${text}`).slice(0, length), digits };
};
