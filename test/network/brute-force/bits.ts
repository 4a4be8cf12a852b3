/** An address as a text of 32 or 128 zeros and ones. */
export const bitsOf = (address: string): string => {
  if (!address.includes(':')) {
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right]
    .map((word) => Number.parseInt(word, 16).toString(2).padStart(16, '0'))
    .join('');
};

const prefixes = new Map<string, string>();

export const prefixOf = (cidr: string): string => {
  const known = prefixes.get(cidr);
  if (known !== undefined) return known;
  const [address = '', length = ''] = cidr.split('/');
  const prefix = bitsOf(address).slice(0, Number(length));
  prefixes.set(cidr, prefix);
  return prefix;
};

const isSameFamily = (cidr: string, bits: string): boolean => cidr.includes(':') === (bits.length === 128);
export const holds = (cidr: string, bits: string): boolean =>
  isSameFamily(cidr, bits) && bits.startsWith(prefixOf(cidr));

/** Every address of a small CIDR, as bits. */
export const addressesIn = (cidr: string): string[] => {
  const prefix = prefixOf(cidr);
  const width = (cidr.includes(':') ? 128 : 32) - prefix.length;
  if (width > 8) throw new Error(`${cidr} is too large to try`);
  return Array.from(
    { length: 2 ** width },
    (_, n) => prefix + (width === 0 ? '' : n.toString(2).padStart(width, '0')),
  );
};
