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

it('locks every optional package of a locked one, also those of other platforms, or `npm ci` would refuse', () => {
  const names = new Set(Object.keys(lock.packages));
  const missing = Object.entries(lock.packages).flatMap(([path, held]) =>
    Object.keys('optionalDependencies' in held ? held.optionalDependencies : {}).filter(
      (name) => !names.has(`node_modules/${name}`) && !names.has(`${path}/node_modules/${name}`),
    ),
  );
  expect(missing).toEqual([]);
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
