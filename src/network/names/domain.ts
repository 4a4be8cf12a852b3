/**
 * A DNS name as it is compared: lower case, without the root's dot, `*` for Route 53's `\052`
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html). The root is the empty text.
 */
export const toDomain = (name: string): string =>
  name.trim().toLowerCase().replaceAll('\\052', '*').replace(/\.$/, '');

/** The name and the domains it lies in, the most specific first, the root last: `a.b`, `b`, ``. */
export const enclosing = (domain: string): string[] => {
  if (domain === '') return [''];
  const labels = domain.split('.');
  return [...labels.map((_, index) => labels.slice(index).join('.')), ''];
};

/** The domain without a wildcard's first label: where the names it stands for lie. */
export const withoutWildcard = (domain: string): string => domain.replace(/^\*\./, '');
