import { loadSharedConfigFiles } from '@smithy/core/config';
import { compareText } from '#model/scope.ts';

/** The profiles of the shared files (`~/.aws/config`, `~/.aws/credentials`, or where the environment says), sorted. */
export const profileNames = async (): Promise<string[]> => {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  return [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].sort(compareText);
};
