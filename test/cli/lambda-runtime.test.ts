import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const runtime = fileURLToPath(new URL('../../src/cli/demo/lambda-runtime.ts', import.meta.url));

it('a handler whose caller is gone ends, however much it had to do', async () => {
  const handler = join(await mkdtemp(join(tmpdir(), 'runtime-')), 'handler.mjs');
  const lasting = 'new Promise((resolve) => setTimeout(resolve, 60_000))';
  await writeFile(handler, `export const handler = () => { console.log('started'); return ${lasting}; };`);
  const child = fork(runtime, {
    env: { _HANDLER: handler },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.send({});
  if (child.stdout === null) throw new Error('the handler has no stdout');
  await once(child.stdout, 'data');
  child.disconnect();
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(10_000) }).finally(() =>
    child.kill(),
  );
  expect(code).toBe(0);
});
