import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { createOnce, type Once } from './once.ts';

/** The hosted zones of a run. A zone serves VPCs of many scopes, and only its owner's account can read its records. */
export type Zones = {
  /** The accounts of this run: those that may be asked in their own name. */
  accounts: ReadonlySet<string>;
  /** By zone ID: read once a run. */
  records: Once<readonly ResourceRecordSet[]>;
};

export const createZones = (accounts: ReadonlySet<string>): Zones => ({ accounts, records: createOnce() });
