import type {
  ListAccountsCommandInput,
  ListAccountsForParentCommandInput,
  ListOrganizationalUnitsForParentCommandInput,
} from '@aws-sdk/client-organizations';
import {
  DescribeOrganization$,
  ListAccounts$,
  ListAccountsForParent$,
  ListOrganizationalUnitsForParent$,
} from '@aws-sdk/client-organizations';
import { partitionOf } from '#model/partition.ts';
import { AwsError } from '../aws-error.ts';
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

/** Only the management account may list. */
const refuseOthers = (call: Call): void => {
  if (call.scope.accountId === hubAccountId(call.state)) return;
  throw denied(call, "You don't have permissions to access this resource.");
};

/** 20 a page. */
const paged = <Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: ListAccountsCommandInput,
  { call, question }: { call: Call; question: unknown },
) => pageOf(items, { size: MaxResults, token: NextToken, min: 1, max: 20, question }, call);

const accountsOf = (call: Call) =>
  call.state.organization.Accounts.map((account) => ({
    Arn: arnOf(call, `account/${organizationId}/${account.Id}`),
    ...account,
  }));

const listAccounts = operation<ListAccountsCommandInput>(
  ListAccounts$,
  ['MaxResults', 'NextToken'],
  (input, call) => {
    refuseOthers(call);
    const { page, nextToken } = paged(accountsOf(call), input, { call, question: null });
    return { Accounts: page, NextToken: nextToken };
  },
);

const unitsOf = ({ state }: Call) => state.organization.OrganizationalUnits ?? [];

/** Where an account is that says no other place. */
const rootOf = (call: Call): string =>
  [...unitsOf(call), ...call.state.organization.Accounts]
    .map(({ ParentId }) => ParentId)
    .find((parent) => parent?.startsWith('r-')) ?? 'r-sandbox';

const refuseUnknownParent = (parentId: string, call: Call): void => {
  if (parentId === rootOf(call) || unitsOf(call).some(({ Id }) => Id === parentId)) return;
  throw new AwsError('ParentNotFoundException', `You specified a parent that doesn't exist: ${parentId}`);
};

const listAccountsForParent = operation<ListAccountsForParentCommandInput>(
  ListAccountsForParent$,
  ['ParentId', 'MaxResults', 'NextToken'],
  ({ ParentId = '', ...input }, call) => {
    refuseOthers(call);
    refuseUnknownParent(ParentId, call);
    const children = accountsOf(call).filter(({ ParentId: parent = rootOf(call) }) => parent === ParentId);
    const { page, nextToken } = paged(children, input, { call, question: ParentId });
    return { Accounts: page, NextToken: nextToken };
  },
);

const listOrganizationalUnitsForParent = operation<ListOrganizationalUnitsForParentCommandInput>(
  ListOrganizationalUnitsForParent$,
  ['ParentId', 'MaxResults', 'NextToken'],
  ({ ParentId = '', ...input }, call) => {
    refuseOthers(call);
    refuseUnknownParent(ParentId, call);
    const children = unitsOf(call)
      .filter((unit) => unit.ParentId === ParentId)
      .map((unit) => ({ ...unit, Arn: arnOf(call, `ou/${organizationId}/${unit.Id}`) }));
    const { page, nextToken } = paged(children, input, { call, question: ParentId });
    return { OrganizationalUnits: page, NextToken: nextToken };
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
  operations: [describeOrganization, listAccounts, listAccountsForParent, listOrganizationalUnitsForParent],
};
