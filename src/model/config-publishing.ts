import * as z from 'zod/mini';
import { accountIdPattern, regionPattern } from './scope.ts';

/** Who imports findings, and where Security Hub keeps them. */
export const publishingConfig = z
  .strictObject({
    mode: z
      ._default(z.enum(['owner', 'central']), 'owner')
      .check(
        z.describe(
          "owner: each in its owner's account and Region. central: all in the one place of central.",
        ),
      ),
    central: z
      ._default(
        z.nullable(
          z.strictObject({
            accountId: z.string().check(z.regex(accountIdPattern, 'an account ID is 12 digits')),
            region: z.string().check(z.regex(regionPattern, 'not a Region such as us-west-2')),
          }),
        ),
        null,
      )
      .check(
        z.describe(
          'Where central findings are kept. Leave it told when the mode goes back to owner, so that what is still there is found and archived.',
        ),
      ),
  })
  .check(
    z.refine(({ mode, central }) => mode === 'owner' || central !== null, {
      path: ['central'],
      error: 'names the account and Region that publishing.mode central needs',
    }),
  );
export type PublishingConfig = z.infer<typeof publishingConfig>;
