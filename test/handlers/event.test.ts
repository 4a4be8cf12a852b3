import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { auditEvent, orchestrateEvent } from '#handlers/event.ts';
import { refusal } from '#handlers/refusal.ts';

const events = fileURLToPath(new URL('../../events/', import.meta.url));
const files = await readdir(events);

describe('events/', () => {
  it('holds a sample of every way of invoking', () => {
    expect(files.sort()).toEqual(['dry-run.json', 'explain.json', 'nightly.json', 'on-demand.json']);
  });

  it.each(files)('%s is an event that the function takes', async (file) => {
    expect(
      auditEvent.safeParse(JSON.parse(await readFile(`${events}${file}`, 'utf8'))).error,
    ).toBeUndefined();
  });

  it.each(files)('%s is one that the orchestrator takes, if it is a scan', async (file) => {
    const event: unknown = JSON.parse(await readFile(`${events}${file}`, 'utf8'));
    expect(orchestrateEvent.safeParse(event).success).toBe(file !== 'explain.json');
  });
});

describe('auditEvent', () => {
  it('reads {} as the nightly scan, which publishes', () => {
    expect(auditEvent.parse({})).toEqual({ action: 'scan', publish: true });
  });

  it.each([
    [{ publish: 'yes' }, /publish: /],
    [{ accounts: ['123'] }, /accounts\[0\]: an account ID is 12 digits/],
    [{ accounts: [] }, /accounts: /],
    [{ regions: ['Tokyo'] }, /regions\[0\]: not a Region/],
    [{ roleName: 'Admin' }, /unknown key "roleName"/],
    [{ action: 'delete' }, /action: .*Expected 'scan' \| 'explain'$/],
    [{ action: 'explain', vpc: 'vpc-1', service: 's3', serviceRegion: 'us-west-2' }, /vpc: not a VPC ID/],
    [{ action: 'explain', service: 's3', serviceRegion: 'us-west-2' }, /vpc: /],
    [[], /.+/],
    [null, /.+/],
    ['scan', /.+/],
  ])('refuses %j, naming the field', (event, message) => {
    const parsed = auditEvent.safeParse(event);
    expect(parsed.success).toBe(false);
    const refused = refusal(new Error('', { cause: parsed.error?.issues })).message;
    expect(refused).toMatch(message);
    expect(refused).not.toMatch(/undefined'|\n/);
  });

  it('refuses in one line of bounded length, whatever the keys', () => {
    const parsed = auditEvent.safeParse({ [`a\nb\u001b[31m${'x'.repeat(500_000)}`]: 1 });
    const { message } = refusal(new Error('', { cause: parsed.error?.issues }));
    expect(message).toMatch(/^the event is refused: unknown key "a\\nb/);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThanOrEqual(500);
  });
});
