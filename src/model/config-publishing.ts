import { z } from 'zod';
import { accountIdPattern, regionPattern } from './scope.ts';

/** Who imports findings, and where Security Hub keeps them. */
export const publishingConfig = z
  .strictObject({
    mode: z
      .enum(['owner', 'central'])
      .default('owner')
      .describe("owner: each in its owner's account and Region. central: all in the one place of central."),
    central: z
      .strictObject({
        accountId: z.string().regex(accountIdPattern, 'an account ID is 12 digits'),
        region: z.string().regex(regionPattern, 'not a Region such as us-west-2'),
      })
      .nullable()
      .default(null)
      .describe(
        'Where central findings are kept. Leave it told when the mode goes back to owner, so that what is still there is found and archived.',
      ),
  })
  .refine(({ mode, central }) => mode === 'owner' || central !== null, {
    path: ['central'],
    error: 'names the account and Region that publishing.mode central needs',
  });
export type PublishingConfig = z.infer<typeof publishingConfig>;
