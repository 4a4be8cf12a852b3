import { beforeEach, describe, expect, it } from 'vitest';
import { MalformedDocument, type Store, StoreError } from '#app/store/store.ts';

const documents: [string, unknown][] = [
  ['an object', { scopes: [{ accountId: '111111111111' }], none: null, empty: [] }],
  ['a list', [1, 'two', [3]]],
  ['text of any script', 'Grüße, 東京 \u2028 "quoted" \\ \n'],
  ['null', null],
];

/** What every store does, whatever keeps the documents; `breakDocument` spoils one that is there. */
export const storeSuite = (
  name: string,
  make: () => Promise<{ store: Store; breakDocument: (key: string) => Promise<void> }>,
): void => {
  describe(`the store: ${name}`, () => {
    let store: Store;
    let breakDocument: (key: string) => Promise<void>;
    beforeEach(async () => {
      ({ store, breakDocument } = await make());
    });

    it.each(documents)('gives back %s as it was put', async (_, document) => {
      await store.put('runs/1/plan.json', document);
      expect(await store.get('runs/1/plan.json')).toEqual(document);
    });

    it('has nothing under a key that was not put', async () => {
      await store.put('runs/1/plan.json', {});
      expect(await store.get('runs/2/plan.json')).toBeNull();
      expect(await store.get('runs/1/plan')).toBeNull();
    });

    it('keeps the last of what was put under one key', async () => {
      await store.put('a/b.json', { is: 'long, and long again' });
      await store.put('a/b.json', 1);
      expect(await store.get('a/b.json')).toBe(1);
    });

    it('keeps one whole document of several put at once', async () => {
      const puts = Array.from({ length: 8 }, (_, n) => Array.from({ length: 500 }, () => n));
      await Promise.all(puts.map((document) => store.put('a/b.json', document)));
      const kept = (await store.get('a/b.json')) as number[];
      expect(kept).toHaveLength(500);
      expect(new Set(kept).size).toBe(1);
    });

    it('keeps documents put at once where nothing is yet', async () => {
      const keys = Array.from({ length: 32 }, (_, n) => `runs/${n % 2}/deep/${n % 4}/${n}.json`);
      await Promise.all(keys.map((key) => store.put(key, key)));
      expect(await Promise.all(keys.map((key) => store.get(key)))).toEqual(keys);
    });

    it('a document that is broken is an error that names it, not "none"', async () => {
      await store.put('runs/1/plan.json', { scopes: [] });
      await breakDocument('runs/1/plan.json');
      await expect(store.get('runs/1/plan.json')).rejects.toThrow(MalformedDocument);
      await expect(store.get('runs/1/plan.json')).rejects.toThrow(StoreError);
      await expect(store.get('runs/1/plan.json')).rejects.toThrow('plan.json');
    });

    it.each([
      '',
      '/',
      '/etc/passwd',
      '../a.json',
      'a/../../b.json',
      'a//b.json',
      'a/',
      '.hidden',
      'a b',
      'ä',
    ])('refuses the key %j', async (key) => {
      await expect(store.get(key)).rejects.toThrow(TypeError);
      await expect(store.put(key, {})).rejects.toThrow(TypeError);
      await expect(store.putText(key, '', 'text/plain')).rejects.toThrow(TypeError);
    });
  });
};
