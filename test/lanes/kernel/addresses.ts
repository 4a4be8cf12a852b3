/*
 * Addresses and CIDRs as text and as whole numbers. The lane has its own, because what it checks must not be
 * checked with itself.
 */

export type Family = 'ipv4' | 'ipv6';

/** The first and the last address of a CIDR. */
export type Block = { family: Family; first: bigint; last: bigint };

const bits = { ipv4: 32, ipv6: 128 } as const;

/** The family of an address or a CIDR. */
export const familyOf = (text: string): Family => (text.includes(':') ? 'ipv6' : 'ipv4');

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));

const parseIpv6 = (text: string): bigint => {
  const [head = '', tail] = text.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return BigInt(`0x${[...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('')}`);
};

/** An address as a number. Throws on a text that is none. */
const parseAddress = (text: string): bigint =>
  familyOf(text) === 'ipv6'
    ? parseIpv6(text)
    : text.split('.').reduce((value, byte) => value * 256n + BigInt(byte), 0n);

/** A number as an address; IPv6 as eight groups. */
export const formatAddress = (family: Family, value: bigint): string => {
  const [count, width] = family === 'ipv4' ? [4, 8] : [8, 16];
  const parts = Array.from({ length: count }, (_, index) =>
    BigInt.asUintN(width, value >> BigInt(width * (count - 1 - index))),
  );
  return family === 'ipv4' ? parts.join('.') : parts.map((part) => part.toString(16)).join(':');
};

/** The prefix length of a CIDR. */
export const lengthOf = (cidr: string): number => Number(cidr.slice(cidr.indexOf('/') + 1));

export const blockOf = (cidr: string): Block => {
  const family = familyOf(cidr);
  const first = parseAddress(cidr.slice(0, cidr.indexOf('/')));
  return { family, first, last: first + (1n << BigInt(bits[family] - lengthOf(cidr))) - 1n };
};

/** The CIDR of `length` bits that is the `index`th inside `cidr`. */
export const part = (cidr: string, length: number, index: number): string => {
  const { family, first } = blockOf(cidr);
  const size = 1n << BigInt(bits[family] - length);
  return `${formatAddress(family, first + size * BigInt(index))}/${length}`;
};

/** The CIDR of that one address. */
export const hostCidr = (address: string): string => `${address}/${bits[familyOf(address)]}`;

/** Does `outer` hold the whole of `inner`? */
export const holds = (outer: string, inner: string): boolean => {
  const [a, b] = [blockOf(outer), blockOf(inner)];
  return a.family === b.family && a.first <= b.first && b.last <= a.last;
};

/** The CIDR of one bit less that holds `cidr`; that of all addresses is its own. */
export const wider = (cidr: string): string => {
  const { family, first } = blockOf(cidr);
  const length = Math.max(lengthOf(cidr) - 1, 0);
  const rest = BigInt(bits[family] - length);
  return `${formatAddress(family, (first >> rest) << rest)}/${length}`;
};
