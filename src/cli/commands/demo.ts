import { fileURLToPath } from 'node:url';
import { renderers } from '#app/render.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { invoke } from '../demo/invoke.ts';
import { deletePeering } from '../demo/peering.ts';
import { exitCodes } from '../exit-codes.ts';
import { columns, print } from '../terminal.ts';

/** The organization that the demo serves, and the tests use; a snapshot like any other. */
export const organizationDir = fileURLToPath(new URL('../../sandbox/organization', import.meta.url));

const say = (text: string): Promise<void> => print(`${text}\n`);

/** The path this product was made for: Tokyo, over a peering, to Bedrock in Oregon. */
const findBedrockPath = ({ paths }: ScanResult): ConnectionPath => {
  const path = paths.find((it) => it.class === 'peering-routed-bedrock' && it.verdict !== 'blocked');
  if (path === undefined) throw new Error('the demo organization has no Bedrock path over a peering');
  return path;
};

const tellPublished = ({ publish }: ScanResult): string => {
  if (publish === null) return 'nothing was published';
  const { created, updated, archived, kept, failed } = publish;
  return `Security Hub: ${created} created, ${updated} updated, ${archived} archived, ${kept} kept, ${failed.length} failed`;
};

/** The finding of a path, as Security Hub holds it now. */
const tellFinding = (sandbox: Sandbox, { findings }: ScanResult, pathId: string): string => {
  const id = findings.find(({ rule, pathIds }) => rule === 'connection-path' && pathIds.includes(pathId))?.id;
  const held = sandbox.findings().find(({ Id }) => Id === id);
  return `its finding: ${held?.RecordState ?? 'none'}, first seen ${held?.CreatedAt ?? 'never'}\n  ${id}`;
};

export const demo = async (): Promise<number> => {
  const snapshot = await readSnapshot(organizationDir);
  const sandbox = createSandbox({ snapshot });
  const server = await serveSandbox(sandbox);
  const night = async (title: string): Promise<ScanResult> => {
    await say(`\n== ${title}`);
    const { reply, log } = await invoke<ScanResult>({}, server.url);
    await say(`${tellPublished(reply)} (${log.length} log and metric lines)`);
    return reply;
  };
  try {
    const names = snapshot.organization.Accounts.map(({ Name, Id }) => Name ?? Id).join(', ');
    await say(
      `A small organization (${names}) is served as AWS on ${server.url}; no AWS account is involved.`,
    );

    const first = await night('Night 1: the real nightly Lambda handler audits it');
    await say(`\n${renderers.table({ ...first, publish: null }, { columns: columns() })}`);
    const path = findBedrockPath(first);
    const { consumer, endpoint, service, peeringId } = path;
    await say(
      `The path in question: ${consumer.vpcId} (${consumer.accountName}, ${consumer.region}) -> ${peeringId} -> ` +
        `${endpoint.vpcEndpointId} -> ${service.name}\n${tellFinding(sandbox, first, path.id)}`,
    );

    const mend = deletePeering(sandbox, snapshot, peeringId ?? '');
    await night(`Night 2: somebody deleted ${peeringId}`);
    await say(tellFinding(sandbox, first, path.id));

    mend();
    const third = await night(`Night 3: ${peeringId} is back`);
    await say(tellFinding(sandbox, third, path.id));
    return exitCodes.done;
  } finally {
    await server.close();
  }
};
