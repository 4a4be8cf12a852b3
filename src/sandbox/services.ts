import type { Service } from './service.ts';
import { ec2 } from './services/ec2.ts';
import { organizations } from './services/organizations.ts';
import { route53 } from './services/route53.ts';
import { route53Profiles } from './services/route53-profiles.ts';
import { route53Resolver } from './services/route53-resolver.ts';
import { s3 } from './services/s3.ts';
import { securityHub } from './services/security-hub.ts';
import { ssm } from './services/ssm.ts';
import { sts } from './services/sts.ts';

/** Every service the sandbox speaks for, by the name that requests are signed with, which is also IAM's prefix. */
export const services: ReadonlyMap<string, Service> = new Map([
  ['ec2', ec2],
  ['organizations', organizations],
  ['route53', route53],
  ['route53profiles', route53Profiles],
  ['route53resolver', route53Resolver],
  ['s3', s3],
  ['securityhub', securityHub],
  ['ssm', ssm],
  ['sts', sts],
]);
