import { z } from 'zod';
import { accountIdPattern } from './scope.ts';

/** An account as Organizations ListAccounts tells it, less the e-mail address, which is never kept. */
export const account = z.looseObject({
  Id: z.string().regex(accountIdPattern, 'an account ID is 12 digits'),
  Name: z.string().optional(),
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE (still works) or CLOSED. */
  State: z.string().optional(),
  /** The root or organizational unit it is in. ListAccounts does not tell it; a snapshot may. */
  ParentId: z.string().optional(),
});
export type Account = z.infer<typeof account>;
