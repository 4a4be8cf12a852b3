import * as z from 'zod/mini';

/** `zod/mini` has no words of its own: whoever tells what it refused imports this first. */
z.config(z.locales.en());
