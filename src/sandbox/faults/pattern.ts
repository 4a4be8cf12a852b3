/** Words of actions, accounts and Regions, in which `*` stands for any characters; nothing that a RegExp would read otherwise. */
export const wildcardPattern = /^[\w:*-]+$/;

/** Does the whole text match? No pattern matches everything. */
export const matches = (pattern: string | undefined, text: string): boolean =>
  pattern === undefined || new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
