import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

it('pins every package exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

it('holds no download address in the lockfile', () => {
  expect(Object.values(lock.packages).filter((held) => 'resolved' in held)).toEqual([]);
});

it('has only permissive licences among what runs', () => {
  const permissive = /^(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|\(MIT OR .*\)|MIT OR Apache-2\.0)$/;
  const others = Object.entries(lock.packages)
    .filter(
      ([path, held]) =>
        path !== '' && !('dev' in held) && 'license' in held && !permissive.test(held.license),
    )
    .map(([path, held]) => [path, 'license' in held ? held.license : null]);
  expect(others).toEqual([]);
});
