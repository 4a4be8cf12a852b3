import { existsSync } from 'node:fs';

/** Debian's, or whatever the environment names. */
const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'];

/** The program to start; null where there is none. */
export const findChromium = (): string | null =>
  places.find((place) => place !== undefined && place !== '' && existsSync(place)) ?? null;
