/*
 * IAM's wildcards: `*` is any text, an empty one too, `?` any one character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

type Fit = (own: string, other: string) => boolean;

/**
 * Walks two patterns at once, from their ends, in time of the product of their lengths: row `i` tells for which `j` the
 * rest of `a` from `i` and the rest of `b` from `j` go together.
 */
const goTogether = (a: string, b: string, fit: Fit, mayStretch: boolean): boolean => {
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j -= 1) {
      const [own = '', other = ''] = [a[i], b[j]];
      if (own === '' && other === '') row[j] = true;
      else if (own === '*') row[j] = below[j] === true || row[j + 1] === true;
      else if (other === '*' && mayStretch) row[j] = row[j + 1] === true || below[j] === true;
      else row[j] = own !== '' && other !== '' && fit(own, other) && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
};

/** Does `pattern` match each text that `all` matches? A no may be wrong where `?` and `*` follow each other in `all`. */
export const covers = (pattern: string, all: string): boolean =>
  goTogether(pattern, all, (own, other) => other !== '*' && (own === '?' || own === other), false);

/** Is there a text that both patterns match? */
export const overlaps = (a: string, b: string): boolean =>
  goTogether(a, b, (own, other) => own === '?' || other === '?' || own === other, true);

/** Does the text stand for itself alone: without wildcards, and policy variables, which AWS replaces when it is asked? */
export const isLiteral = (text: string): boolean => !/[*?]|\$\{/.test(text);
