import { createHash } from 'node:crypto';

/**
 * A place that holds many findings is read and remembered by slices, each small enough to be read in one go (100,000
 * findings are some 3,000 a slice, 31 pages). The number is part of what is stored: every finding carries its own.
 */
export const sliceCount = 32;

/** The slice of a finding, by its Id alone: the same in every run, and even whatever the accounts are like. */
export const sliceOf = (id: string): number =>
  createHash('sha256').update(id).digest().readUInt16BE(4) % sliceCount;
