import { operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import type { ServiceConfiguration } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';
import type { Judgement, Opinion, RuleInput, Subject } from '../rule.ts';
import { partOf } from './places.ts';

/** An endpoint service, as the account that offers it sees it. */
export type OfferedService = { scope: Scope; record: ServiceConfiguration };

/** States after which nobody connects any more. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceConfiguration.html */
const ends: ReadonlySet<string> = new Set(['deleting', 'deleted', 'failed']);

const isOver = ({ ServiceState = '' }: ServiceConfiguration): boolean => ends.has(ServiceState.toLowerCase());

/** An endpoint service: the account that lists it has it, and its listing alone tells who may connect. */
export const serviceSubject = ({ scope, record: { ServiceId, Tags = [] } }: OfferedService): Subject => {
  const { accountId, region } = scope;
  return {
    owner: scope,
    isOwnerSure: true,
    subject: {
      type: 'AwsEc2VpcEndpointService',
      id: ServiceId,
      arn: `arn:${partitionOf(region)}:ec2:${region}:${accountId}:vpc-endpoint-service/${ServiceId}`,
    },
    pathIds: [],
    dependsOn: { scopes: [scope], parts: [partOf(scope, operations.ServiceConfigurations, ServiceId)] },
    resources: [{ id: ServiceId, accountId, tags: Tags }],
  };
};

/** Judges every endpoint service that is offered, but those that are going or gone; null where the rule does not concern it. */
export const overServiceConfigurations = (
  judge: (service: OfferedService, input: RuleInput) => Opinion | null,
) =>
  function* (input: RuleInput): Generator<Judgement> {
    for (const { scope, inventory } of input.network.held) {
      for (const record of inventory.ServiceConfigurations ?? []) {
        if (isOver(record)) continue;
        const service = { scope, record };
        const opinion = judge(service, input);
        if (opinion !== null) yield { about: serviceSubject(service), opinion };
      }
    }
  };
