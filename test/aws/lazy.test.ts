import { expect, it } from 'vitest';
import { lazily } from '#aws/lazy.ts';

const counted = (most?: number) => {
  const made: string[] = [];
  const { get, forget } = lazily(
    (key: string) => key,
    (key) => {
      made.push(key);
      return { key };
    },
    most,
  );
  return { get, forget, made };
};

it('makes each once, until forgotten', () => {
  const { get, forget, made } = counted();
  expect(get('a')).toBe(get('a'));
  forget('a');
  get('a');
  expect(made).toEqual(['a', 'a']);
});

it('drops the one that was asked for longest ago', () => {
  const { get, made } = counted(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
