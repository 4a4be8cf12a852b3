import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchFailure, failureOfBatch, toBatchFailure } from '#app/stages/batch-failure.ts';
import { maximumBatches } from '#app/stages/batches.ts';
import { oddText } from '#test/builders/findings.ts';

describe('why a batch failed', () => {
  it.each<[string, string, number]>([
    ['letters', 'x', 100],
    ['control characters', '\u0001', 16],
    ['quotation marks', '"', 50],
    ['letters of another script', '京', 33],
    ['halves of characters', '\ud83d', 16],
    ['characters of two units', '😀', 25],
  ])('of %s, as many are kept as JSON writes in 100 bytes', (_, character, kept) =>
    expect(toBatchFailure(1, character.repeat(2_000)).message).toBe(character.repeat(kept)),
  );

  it('of all batches together fits a checkpoint, whatever the workers said', () => {
    fc.assert(
      fc.property(oddText, (message) => {
        const failure = toBatchFailure(maximumBatches - 1, message);
        expect(batchFailure.parse(failure)).toEqual(failure);
        const all = JSON.stringify(Array.from({ length: maximumBatches }, () => failure));
        expect(Buffer.byteLength(all)).toBeLessThan(128 * 1024);
      }),
    );
  });

  it('is of time where Lambda ended the worker for it', () => {
    const told = ['Task timed out after 900.00 seconds', 'Runtime exited'].map((message, batch) =>
      toBatchFailure(batch, message),
    );
    expect(told.map((_, batch) => failureOfBatch(told, batch).cause)).toEqual(['timeout', 'unknown']);
    expect(failureOfBatch(told, 2)).toMatchObject({ cause: 'unknown', message: 'no worker has read it' });
  });
});
