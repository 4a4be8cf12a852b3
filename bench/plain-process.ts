// The reads of a scan as a plain program makes them, in a process of its own: account after account, so many workers.
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { maxAttempts, readPlainAccount } from './plain-account.ts';
import type { PlainRun } from './plain-run.ts';

const { workers, firstAccounts } = JSON.parse(process.argv[2] ?? '') as {
  workers: number;
  firstAccounts: number;
};
const homeRegion = 'us-west-2';
const own = { accessKeyId: 'bench', secretAccessKey: 'bench' };
const requestHandler = new NodeHttpHandler({ httpAgent: { keepAlive: true, maxSockets: 50 } });
const config = { region: homeRegion, credentials: own, requestHandler, maxAttempts };
const sts = new STSClient(config);

const roleOf = async (accountId: string): Promise<typeof own & { sessionToken: string }> => {
  const RoleArn = `arn:aws:iam::${accountId}:role/auditor`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bench' }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
};

const startedAt = performance.now();
const { Account: caller } = await sts.send(new GetCallerIdentityCommand({}));
const accountIds: string[] = [];
for await (const { Accounts = [] } of paginateListAccounts({ client: new OrganizationsClient(config) }, {})) {
  accountIds.push(...Accounts.map(({ Id = '' }) => Id));
}
const run: PlainRun = { listMs: performance.now() - startedAt, accountMs: [] };
for (const accountId of accountIds.slice(0, firstAccounts)) {
  const before = performance.now();
  const credentials = accountId === caller ? own : await roleOf(accountId);
  await readPlainAccount({ credentials, homeRegion, requestHandler, workers });
  run.accountMs.push(performance.now() - before);
}
requestHandler.destroy();
process.send?.(run, () => process.disconnect());
