import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseUnwritable, writeWholeFile } from '#app/write-whole-file.ts';

const makeDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'whole-'));

describe('writeWholeFile', () => {
  it('writes with mode 0600 and leaves nothing else behind', async () => {
    const dir = await makeDir();
    await writeWholeFile(join(dir, 'r.json'), 'text');
    expect(await readFile(join(dir, 'r.json'), 'utf8')).toBe('text');
    expect((await lstat(join(dir, 'r.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(['r.json']);
  });

  it('replaces what a link leads to, not the link', async () => {
    const dir = await makeDir();
    await writeFile(join(dir, 'target'), 'old');
    await symlink('target', join(dir, 'link'));
    await writeWholeFile(join(dir, 'link'), 'new');
    expect(await readFile(join(dir, 'target'), 'utf8')).toBe('new');
    expect((await lstat(join(dir, 'link'))).isSymbolicLink()).toBe(true);
  });

  it('writes into a pipe and does not replace it', async () => {
    const pipe = join(await makeDir(), 'pipe');
    execFileSync('bash', ['-c', 'mkfifo "$0"', pipe]);
    const [read] = await Promise.all([readFile(pipe, 'utf8'), writeWholeFile(pipe, 'text')]);
    expect(read).toBe('text');
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('says what failed in one line, and leaves no temporary file', async () => {
    const dir = await makeDir();
    await expect(writeWholeFile(join(dir, 'none', 'r'), '')).rejects.toThrow(
      /r: cannot be written: no such file/,
    );
    await expect(writeWholeFile(dir, '')).rejects.toThrow(
      /cannot be written: illegal operation on a directory/,
    );
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('refuseUnwritable', () => {
  it('lets a new file and an old one pass', async () => {
    const dir = await makeDir();
    await refuseUnwritable(join(dir, 'new'));
    await writeFile(join(dir, 'old'), '');
    await refuseUnwritable(join(dir, 'old'));
    expect(await readdir(dir)).toEqual(['old']);
  });

  it('refuses a directory, and a file in a directory that is not there', async () => {
    const dir = await makeDir();
    await expect(refuseUnwritable(dir)).rejects.toThrow(/: is a directory$/);
    await expect(refuseUnwritable(join(dir, 'none', 'r'))).rejects.toThrow(
      /r: cannot be written: no such file/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('refuses a directory that may not be written', async () => {
    const dir = await makeDir();
    await chmod(dir, 0o500);
    await expect(refuseUnwritable(join(dir, 'r'))).rejects.toThrow(/permission denied/);
  });
});
