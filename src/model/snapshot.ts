import * as z from 'zod/mini';
import { account } from './account.ts';
import type { ScopedInventory } from './inventory.ts';
import { isWhole } from './is-whole.ts';

/** `<snapshot>/organization.json`. `capturedAt` is the clock of every answer that depends on time. */
export const organizationSchema = z
  .looseObject({
    schemaVersion: z._default(z.literal(1), 1),
    capturedAt: z.optional(z.iso.datetime({ offset: true })),
    Accounts: z.array(account),
    /** As ListOrganizationalUnitsForParent tells them, each with the root or unit it is in. */
    OrganizationalUnits: z.optional(
      z.array(z.looseObject({ Id: z.string(), ParentId: z.string(), Name: z.optional(z.string()) })),
    ),
    /**
     * By Region, the `ServiceNames` that DescribeVpcEndpointServices tells there with the filter `owner=amazon`: all
     * that AWS offers to that Region's own VPCs, the same for every account.
     */
    ServiceNames: z.optional(z.record(z.string(), z.array(z.string()))),
  })
  .check(isWhole);
export type Organization = z.infer<typeof organizationSchema>;

/** A whole snapshot in memory. The first account of the organization is the one the capture was made from. */
export type Snapshot = { organization: Organization; inventories: ScopedInventory[] };
