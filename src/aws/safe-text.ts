/**
 * What must not leave the process with an error's text: access key IDs, what has the form of a secret key (40
 * characters, a digit among them: one of EC2's operations is named with 40 letters), and
 * any run too long for a name (session tokens, signatures, encoded authorization messages).
 */
const secrets = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  /(?<![\w+/=-])(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{40}(?![\w+/=-])/g,
  /[\w+/=%-]{100,}/g,
];

/**
 * The first line of a text that came from outside, for logs and results: no control or invisible formatting
 * characters, no secrets, at most `limit` characters, never half of one.
 */
export const toSafeText = (text: string, limit: number): string => {
  const line = text.trimStart().split(/[\r\n\u2028\u2029]/, 1)[0] ?? '';
  const plain = line.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ');
  const clean = secrets.reduce((rest, secret) => rest.replace(secret, '[redacted]'), plain).trim();
  const characters = Array.from(clean);
  return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
};
