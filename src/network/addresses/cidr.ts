import ipaddr from 'ipaddr.js';
import type { AddressRange, AddressSet } from './ranges.ts';

export const families = ['ipv4', 'ipv6'] as const;
export type Family = (typeof families)[number];

/** A block of addresses; `length` is its prefix length in bits. */
export type Cidr = AddressRange & { readonly family: Family; readonly length: number };

/** Bits of an address. */
export const bitsOf = { ipv4: 32, ipv6: 128 } as const satisfies Record<Family, number>;

const blockAt = (family: Family, address: bigint, length: number): Cidr => {
  const rest = BigInt(bitsOf[family] - length);
  const first = (address >> rest) << rest;
  return { family, first, last: first + (1n << rest) - 1n, length };
};

const octet = '(0|[1-9][0-9]{0,2})';
const v4Cidr = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}/(0|[1-9][0-9]?)$`);

/** By hand, since most texts are these. AWS writes plain decimals, where ipaddr.js also reads `10.1/16` and octal numbers. */
const parseV4 = (text: string): Cidr | null => {
  const octets = v4Cidr.exec(text)?.slice(1).map(Number) ?? [];
  const length = octets.pop();
  if (length === undefined || length > bitsOf.ipv4 || octets.some((each) => each > 255)) return null;
  return blockAt('ipv4', BigInt(octets.reduce((address, each) => address * 256 + each, 0)), length);
};

const toNumber = (bytes: readonly number[]): bigint =>
  BigInt(`0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);

const parseV6 = (text: string): Cidr | null => {
  if (text.includes('%') || !ipaddr.IPv6.isValidCIDR(text)) return null;
  const [address, length] = ipaddr.IPv6.parseCIDR(text);
  return blockAt('ipv6', toNumber(address.toByteArray()), length);
};

/** The block a CIDR text names, its host bits dropped as AWS does; null when the text is none. */
export const parseCidr = (text: string): Cidr | null => (text.includes(':') ? parseV6(text) : parseV4(text));

/** The one-address block of an address text; null when the text is no address. */
export const parseAddress = (text: string): Cidr | null =>
  text.includes('/') ? null : parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);

/** Every address of a family. */
export const everything = (family: Family): AddressSet => [
  { first: 0n, last: (1n << BigInt(bitsOf[family])) - 1n },
];

const formatV4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

const formatV6 = (address: bigint): string => {
  const hex = address.toString(16).padStart(32, '0');
  const bytes = Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
  return ipaddr.fromByteArray(bytes).toString();
};

/** An address as text, IPv6 in the short form of RFC 5952. */
export const formatAddress = (family: Family, address: bigint): string =>
  family === 'ipv4' ? formatV4(Number(address)) : formatV6(address);

const trailingZeros = (address: bigint, limit: number): number => {
  let zeros = 0;
  while (zeros < limit && (address >> BigInt(zeros)) % 2n === 0n) zeros += 1;
  return zeros;
};

/** The fewest CIDRs that hold exactly the addresses of `set`, in order. */
export const toCidrs = (family: Family, set: AddressSet): string[] =>
  set.flatMap(({ first, last }) => {
    const cidrs: string[] = [];
    for (let cursor = first; cursor <= last; ) {
      let bits = trailingZeros(cursor, bitsOf[family]);
      while (cursor + (1n << BigInt(bits)) - 1n > last) bits -= 1;
      cidrs.push(`${formatAddress(family, cursor)}/${bitsOf[family] - bits}`);
      cursor += 1n << BigInt(bits);
    }
    return cidrs;
  });
