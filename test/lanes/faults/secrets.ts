/** Half an answer may hold half a token. */
const piecesOf = (secret: string): string[] => secret.match(/.{16}/g) ?? [];

/** Nothing handed out as a secret may be told, nor a piece of it. */
export const complaintsAboutSecrets = (said: string, secrets: readonly string[]): string[] =>
  secrets.flatMap(piecesOf).some((piece) => said.includes(piece)) ? ['a secret was told'] : [];
