import { createOnce, type Once } from './once.ts';

/** What AWS offers from one Region to another, by the pair: the same for every account. */
export type Offers = Once<readonly string[]>;

export const createOffers = (): Offers => createOnce();
