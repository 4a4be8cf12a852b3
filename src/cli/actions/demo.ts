import { hanging } from '#app/fold.ts';
import { renderers } from '#app/render.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { apply, withoutPeering, withoutRoutes } from '../demo/changes.ts';
import { organizationDir } from '../demo/files.ts';
import { invoke } from '../demo/invoke.ts';
import { leaveReport } from '../demo/leave-report.ts';
import { exitCodes } from '../exit-codes.ts';
import { columns, look, print } from '../terminal.ts';

/** Told to a person: no line is longer than the terminal is wide. */
const say = (text: string): Promise<void> => {
  const lines = text.split('\n').flatMap((line) => hanging(line, columns()));
  return print(`${lines.join('\n')}\n`);
};

/** The path this product was made for: Tokyo, over a peering, to Bedrock in Oregon, where its usual name leads. */
const findBedrockPath = ({ paths }: ScanResult): ConnectionPath => {
  const path = paths.find(
    (it) =>
      it.class === 'peering-routed-bedrock' && it.verdict === 'usable' && it.dns.resolves === 'endpoint',
  );
  if (path === undefined) throw new Error('the demo organization has no usable Bedrock path over a peering');
  return path;
};

const tellPublished = ({ publish }: ScanResult): string => {
  if (publish === null) return 'nothing was published';
  const { created, updated, archived, kept, failed } = publish;
  return `Security Hub: ${created} created, ${updated} updated, ${archived} archived, ${kept} kept, ${failed.length} failed`;
};

const marks = { pass: 'ok  ', fail: 'FAIL', unknown: '?   ' };

/** The path's verdict, what showed it hop by hop, and what would mend it. */
const tellPath = ({ paths }: ScanResult, pathId: string): string => {
  const path = paths.find(({ id }) => id === pathId);
  if (path === undefined) return 'the path: gone';
  const hops = path.hops.map(
    ({ name, status, resource, detail }) => `  ${marks[status]} ${name} (${resource ?? '-'}): ${detail}`,
  );
  const failed = path.firstFailedHop === null ? '' : `, stopped at ${path.firstFailedHop}`;
  return [
    `the path: ${path.verdict}${failed}`,
    ...hops,
    ...(path.fix === null ? [] : [`  to mend it: ${path.fix}`]),
  ].join('\n');
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
    await print(`\n${renderers.table({ ...first, publish: null }, look())}\n`);
    const { id, consumer, endpoint, service, ...path } = findBedrockPath(first);
    const [vpcId, peeringId] = [consumer.vpcId ?? '', path.peeringId ?? ''];
    await say(
      `The path in question: ${vpcId} (${consumer.accountName}, ${consumer.region}) -> ${peeringId} -> ` +
        `${endpoint.vpcEndpointId} -> ${service.name}`,
    );
    await say(tellPath(first, id));
    await say(tellFinding(sandbox, first, id));

    apply(sandbox, snapshot, withoutPeering(peeringId));
    const second = await night(`Night 2: somebody deleted ${peeringId}`);
    await say(tellPath(second, id));
    await say(tellFinding(sandbox, first, id));

    apply(sandbox, snapshot, withoutRoutes(vpcId, peeringId));
    const third = await night(`Night 3: ${peeringId} is back, but ${vpcId} has no route to it`);
    await say(tellPath(third, id));
    await say(tellFinding(sandbox, third, id));

    apply(sandbox, snapshot);
    const fourth = await night('Night 4: the route is back too');
    await say(tellPath(fourth, id));
    await say(tellFinding(sandbox, fourth, id));

    const file = await leaveReport(third, first);
    await say('\nWhat a person would have opened after night 3, with what changed since night 1:');
    // Whole, so that it can be copied.
    await print(`${file}\n`);
    return exitCodes.done;
  } finally {
    await server.close();
  }
};
