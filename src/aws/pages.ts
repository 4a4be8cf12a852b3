import { MalformedResponse } from './malformed-response.ts';

/** One page of a listing: the SDK leaves `items` undefined when the answer had no such list. */
export type Page<Item> = { items: readonly Item[] | undefined; next: string | undefined };

/**
 * Every item of a listing, page by page; the last page has no token, or an empty one. An answer without its list
 * is malformed, not empty, and so is a token that comes twice, which would never end.
 */
export const allPages = async <Item>(
  what: string,
  ask: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> => {
  const items: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await ask(token);
    if (!Array.isArray(page.items)) throw new MalformedResponse(`${what}: the answer has no list`);
    items.push(...page.items);
    token = page.next === '' ? undefined : page.next;
    if (token !== undefined && seen.has(token))
      throw new MalformedResponse(`${what}: the same token came twice`);
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
  return items;
};
