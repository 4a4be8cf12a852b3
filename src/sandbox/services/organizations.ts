import type { ListAccountsCommandInput } from '@aws-sdk/client-organizations';
import { DescribeOrganization$, ListAccounts$ } from '@aws-sdk/client-organizations';
import { partitionOf } from '#model/partition.ts';
import { jsonCodec } from '../codec/json.ts';
import { pageOf } from '../paging.ts';
import { denied } from '../reads.ts';
import type { Call, Service } from '../service.ts';
import { operation } from '../service.ts';
import { hubAccountId } from '../state.ts';

const organizationId = 'o-sandbox0001';

const arnOf = (call: Call, path: string): string =>
  `arn:${partitionOf(call.scope.region)}:organizations::${hubAccountId(call.state)}:${path}`;

const describeOrganization = operation<object>(DescribeOrganization$, [], (_, call) => {
  const hub = hubAccountId(call.state);
  return {
    Organization: {
      Id: organizationId,
      Arn: arnOf(call, `organization/${organizationId}`),
      FeatureSet: 'ALL',
      MasterAccountId: hub,
      MasterAccountArn: arnOf(call, `account/${organizationId}/${hub}`),
    },
  };
});

/** Only the management account may list; 20 accounts a page. */
const listAccounts = operation<ListAccountsCommandInput>(
  ListAccounts$,
  ['MaxResults', 'NextToken'],
  ({ MaxResults, NextToken }, call) => {
    if (call.scope.accountId !== hubAccountId(call.state)) {
      throw denied(call, "You don't have permissions to access this resource.");
    }
    const accounts = call.state.organization.Accounts.map((account) => ({
      Arn: arnOf(call, `account/${organizationId}/${account.Id}`),
      ...account,
    }));
    const request = { size: MaxResults, token: NextToken, min: 1, max: 20, question: null };
    const { page, nextToken } = pageOf(accounts, request, call);
    return { Accounts: page, NextToken: nextToken };
  },
);

/** https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html */
export const organizations: Service = {
  codec: jsonCodec,
  errors: {
    unknownOperation: 'UnknownOperationException',
    unknownParameter: 'InvalidInputException',
    missingParameter: 'InvalidInputException',
    invalidValue: 'InvalidInputException',
    invalidToken: 'InvalidInputException',
    denied: 'AccessDeniedException',
    throttled: { code: 'TooManyRequestsException', statusCode: 400 },
    badCredentials: { code: 'UnrecognizedClientException', statusCode: 400 },
    expired: { code: 'ExpiredTokenException', statusCode: 400 },
    internalError: 'ServiceException',
    unavailable: 'ServiceUnavailable',
  },
  regional: false,
  operations: [describeOrganization, listAccounts],
};
