import { describe, expect, it } from 'vitest';
import { allPages, type Page } from '#aws/pages.ts';

const read = (pages: Page<number>[]) => {
  const asked: (string | undefined)[] = [];
  const items = allPages('DescribeThings', async (token) => {
    asked.push(token);
    return pages[asked.length - 1] ?? { items: undefined, next: undefined };
  });
  return { items, asked };
};

describe('allPages', () => {
  it('follows the tokens, past an empty page, until there is none or an empty one', async () => {
    const { items, asked } = read([
      { items: [1], next: 'a' },
      { items: [], next: 'b' },
      { items: [2, 3], next: '' },
    ]);
    expect(await items).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  it.each([
    ['no list', [{ items: undefined, next: undefined }], 'DescribeThings: the answer has no list'],
    [
      'no list on a later page',
      [
        { items: [1], next: 'a' },
        { items: undefined, next: undefined },
      ],
      'DescribeThings: the answer has no list',
    ],
    [
      'tokens in a circle',
      [
        { items: [1], next: 'a' },
        { items: [1], next: 'b' },
        { items: [1], next: 'a' },
      ],
      'DescribeThings: the same token came twice',
    ],
  ])('refuses %s', async (_, pages, message) => {
    await expect(read(pages).items).rejects.toThrow(message);
  });
});
