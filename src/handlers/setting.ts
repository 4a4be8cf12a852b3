/** A deployment sets what it does not use to nothing: an empty setting is none. */
export const setting = (env: NodeJS.ProcessEnv, name: string): string | null => env[name]?.trim() || null;
