import type { Aws } from '#aws/clients.ts';
import type { Scope } from '#model/scope.ts';

/** What later questions ask about: nothing that exists, unless an earlier one has shown something that does. */
export type Seen = { vpcId: string; prefixListId: string; profileId: string; serviceId: string };

export const nothingSeen: Seen = {
  vpcId: 'vpc-00000000000000000',
  prefixListId: 'pl-00000000000000000',
  profileId: 'rp-0000000000000000',
  serviceId: 'vpce-svc-00000000000000000',
};

/**
 * The cheapest question that AWS answers only to who has the action: one call, its smallest page, nothing written.
 * Answers what it has shown for later questions to ask about.
 */
export type Probe = {
  action: string;
  ask: (aws: Aws, scope: Scope, seen: Seen) => Promise<Partial<Seen>>;
};
