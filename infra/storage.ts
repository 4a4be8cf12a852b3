import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { storeActions } from '#app/actions.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { readerRoleName } from './names.ts';
import type { Settings } from './settings.ts';

/** What the program keeps there: the documents of each run, and what central publishing remembers. */
const folders = ['runs', 'ledger'] as const;

export type Storage = {
  bucket: Bucket;
  /** The policy of whoever works with the store. */
  policy: PolicyDocument;
  /** Says why a role that has it names keys by a prefix. */
  acknowledge: (role: IConstruct) => void;
};

const isOfBucket = (action: string): boolean => action.endsWith('Bucket');

const policyOn = (bucket: Bucket, key: IKey | null, actions: readonly string[]): PolicyDocument => {
  const isWriting = actions.some((action) => action.startsWith('s3:Put'));
  const statements = [
    new PolicyStatement({ actions: actions.filter(isOfBucket), resources: [bucket.bucketArn] }),
    new PolicyStatement({
      actions: actions.filter((action) => !isOfBucket(action)),
      resources: folders.map((folder) => bucket.arnForObjects(`${folder}/*`)),
    }),
  ];
  if (key === null) return new PolicyDocument({ statements });
  // S3 uses the key in the name of whoever asks.
  const uses = ['kms:Decrypt', ...(isWriting ? ['kms:GenerateDataKey'] : [])];
  const use = new PolicyStatement({ actions: uses, resources: [key.keyArn] });
  return new PolicyDocument({ statements: [...statements, use] });
};

const acknowledgeKeys = (bucket: Bucket, role: IConstruct): void => {
  const id = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  for (const folder of folders) {
    const reason = 'Keys hold the ID of a run, or of an account, which nobody knows beforehand.';
    acknowledgeWildcard(role, `<${id}.Arn>/${folder}/*`, reason);
  }
};

/** The hub account's root stands for all its principals: the condition leaves those that are named. */
const readersOf = ({ readerPrincipals }: Settings): IPrincipal => {
  const account = new AccountRootPrincipal();
  return readerPrincipals.length === 0
    ? account
    : account.withConditions({ ArnLike: { 'aws:PrincipalArn': readerPrincipals } });
};

/**
 * The bucket of inventories and results, and the role that reads it. Together they are a map of the organization's
 * network, so nobody reads it by the way. Runs are deleted in time; the ledger, which has to last, is not.
 */
export const createStorage = (scope: Construct, settings: Settings): Storage => {
  const within = new Construct(scope, 'Storage');
  const { kmsKeyArn, runRetentionDays } = settings;
  const key = kmsKeyArn === null ? null : Key.fromKeyArn(within, 'Key', kmsKeyArn);
  const bucket = new Bucket(within, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    ...(key === null
      ? { encryption: BucketEncryption.S3_MANAGED }
      : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
    lifecycleRules: [
      { id: 'runs', prefix: 'runs/', expiration: Duration.days(runRetentionDays) },
      { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Who reads it is told by CloudTrail data events, where the organization keeps them; a bucket of access logs would be one more to guard.',
  });
  const reading = storeActions.filter((action) => !action.startsWith('s3:Put'));
  const reader = new Role(within, 'Reader', {
    roleName: readerRoleName,
    description: 'Reads the inventories and results of vpc-path-auditor',
    assumedBy: readersOf(settings),
    inlinePolicies: { store: policyOn(bucket, key, reading) },
  });
  acknowledgeKeys(bucket, reader);
  return {
    bucket,
    policy: policyOn(bucket, key, storeActions),
    acknowledge: (role) => acknowledgeKeys(bucket, role),
  };
};
