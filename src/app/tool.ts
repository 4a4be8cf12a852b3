import manifest from '../../package.json' with { type: 'json' };

/** The name and version that results, findings and sessions carry. */
export const tool = { name: manifest.name, version: manifest.version };
