import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Outcome } from '#model/coverage.ts';
import { attempt } from './attempt.ts';

/** The objects of one S3 bucket, as bytes. Encryption is the bucket's own. */
export type Bucket = {
  /** PutObject (`s3:PutObject`). */
  put: (key: string, body: Uint8Array, headers: ObjectHeaders) => Promise<Outcome<void>>;
  /**
   * GetObject (`s3:GetObject`); null where there is no such object, which S3 says only to who may list the bucket
   * (`s3:ListBucket`), and else is access-denied.
   */
  get: (key: string) => Promise<Outcome<Uint8Array | null>>;
};

export type ObjectHeaders = { contentType: string; contentEncoding: string };

export const createBucket = (client: S3Client, name: string): Bucket => {
  const Bucket = name;
  return {
    put: (Key, Body, { contentType, contentEncoding }) =>
      attempt(async () => {
        const headers = { ContentType: contentType, ContentEncoding: contentEncoding };
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ...headers }));
      }),
    get: (Key) =>
      attempt(async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        } catch (error) {
          if (error instanceof NoSuchKey) return null;
          throw error;
        }
      }),
  };
};
