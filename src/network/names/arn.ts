const patterns = {
  zone: /:hostedzone\/([^/]+)$/,
  rule: /:resolver-rule\/([^/]+)$/,
  endpoint: /:vpc-endpoint\/([^/]+)$/,
} as const;

/** The ID in the ARN of what a Route 53 Profile holds, by its kind; null when it is of another kind. */
export const idInArn = (kind: keyof typeof patterns, arn: string | undefined): string | null =>
  patterns[kind].exec(arn ?? '')?.[1] ?? null;
