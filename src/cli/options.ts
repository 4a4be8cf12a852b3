import { InvalidArgumentError } from 'commander';
import { accountIdPattern, regionPattern } from '#model/scope.ts';

/** Comma-separated values, each of which must match; the error names the one that does not. */
const listOf =
  (pattern: RegExp, what: string) =>
  (text: string): string[] =>
    text.split(',').map((part) => {
      const value = part.trim();
      if (!pattern.test(value)) throw new InvalidArgumentError(`${JSON.stringify(value)} is not ${what}.`);
      return value;
    });

export const accountList = listOf(accountIdPattern, 'a 12-digit account ID');
/** One Region. */
export const region = (text: string): string => {
  if (!regionPattern.test(text)) throw new InvalidArgumentError('It is not a Region such as us-west-2.');
  return text;
};

export const regionList = listOf(regionPattern, 'a Region such as us-west-2');

/** A name or a path. An empty one is a shell variable that was not set. */
export const filled = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
};

/** IAM: CreateRole's RoleName, with the path that an ARN would have before it. */
const rolePattern = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** The name of a role. */
export const roleName = (text: string): string => {
  if (!rolePattern.test(filled(text))) throw new InvalidArgumentError('It is no name of a role.');
  return text;
};

/** A whole number from `min` to `max`. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };

/** One of `choices`, collected over repeated uses of the flag. */
export const collectChoice =
  <T extends string>(choices: readonly T[]) =>
  (text: string, earlier: T[] | undefined): T[] => {
    const choice = choices.find((name) => name === text);
    if (choice === undefined) throw new InvalidArgumentError(`Choose from ${choices.join(', ')}.`);
    return [...(earlier ?? []), choice];
  };
