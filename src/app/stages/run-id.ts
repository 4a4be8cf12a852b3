import { randomUUID } from 'node:crypto';

/** A time that sorts, and what tells two runs of one moment apart. */
export const runIdPattern = /^\d{4}(?:-\d{2}){2}T(?:\d{2}-){3}\d{3}Z-[\da-f]{8}$/;

/** The name of a run that begins at `startedAt`, an ISO time. */
export const toRunId = (startedAt: string): string =>
  `${startedAt.replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
