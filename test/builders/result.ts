import { summarize } from '#app/summarize.ts';
import type { ScanResult } from '#model/result.ts';

/** The result of a scan that found nothing, but for what a test sets. */
export const aResult = (fields: Partial<ScanResult> = {}): ScanResult => ({
  schemaVersion: 1,
  tool: { name: 'vpc-path-auditor', version: '0.0.0' },
  startedAt: '2026-11-22T03:00:00.000Z',
  finishedAt: '2026-11-22T03:01:00.000Z',
  partition: 'aws',
  callerArn: null,
  configDigest: '',
  rules: null,
  input: 'live',
  summary: summarize([], [], []),
  exitReasons: [],
  coverage: { complete: true, scopes: [], suggestions: [] },
  paths: [],
  peerings: [],
  findings: [],
  publish: null,
  ...fields,
});
