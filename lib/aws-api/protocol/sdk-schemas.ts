import * as accessanalyzer from '@aws-sdk/client-accessanalyzer';
import * as budgets from '@aws-sdk/client-budgets';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { ec2Operation, ec2OperationNames } from './sdk-ec2';
import { ERROR, OPERATION, type StaticSchema, toWireOperation, type WireOperation } from './sdk-shapes';

export type { HttpPlace, Member, Place, Shape, Structure, WireOperation } from './sdk-shapes';

/** The services whose operations can be called over the wire. */
export type WireServiceName =
  | 'access-analyzer'
  | 'budgets'
  | 'ce'
  | 'cloudtrail'
  | 'dynamodb'
  | 'ec2'
  | 'iam'
  | 'kms'
  | 'lambda'
  | 'organizations'
  | 's3'
  | 's3control'
  | 'secretsmanager'
  | 'sns'
  | 'sqs'
  | 'sts';

/**
 * `code` is what the Query protocol writes for the error, which services that speak JSON now repeat in a header; `messageMember` how the
 * service spells it.
 */
export type WireError = { code: string; status: number; messageMember: string };

/** EC2's model is a hundred times as large as what is used of it: sdk-ec2.ts has that. */
const MODULES: Readonly<Record<Exclude<WireServiceName, 'ec2'>, Readonly<Record<string, unknown>>>> = {
  'access-analyzer': accessanalyzer,
  budgets,
  ce,
  cloudtrail,
  dynamodb,
  iam,
  kms,
  lambda,
  organizations,
  s3,
  s3control,
  secretsmanager,
  sns,
  sqs,
  sts,
};
function exported(service: WireServiceName, name: string, kind: number): StaticSchema | undefined {
  if (service === 'ec2') return undefined;
  const key = `${name}$`;
  const found = Object.hasOwn(MODULES[service], key) ? MODULES[service][key] : undefined;
  return Array.isArray(found) && found[0] === kind ? found : undefined;
}

const operations = new Map<string, WireOperation | null>();

/** How an operation of a service looks on the wire, or null when the service has none of that name. */
export function findWireOperation(service: WireServiceName, name: string): WireOperation | null {
  if (service === 'ec2') return ec2Operation(name);
  const key = `${service}:${name}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const schema = exported(service, name, OPERATION);
  // Names come from callers: only those that exist are remembered.
  if (!schema) return null;
  const operation = toWireOperation(name, schema);
  operations.set(key, operation);
  return operation;
}

/** All operations of a service's model, implemented here or not. */
export function wireOperationNames(service: WireServiceName): string[] {
  return service === 'ec2' ? ec2OperationNames() : names(service, OPERATION);
}

/** All errors of a service's model, without the base class that the SDK adds. */
export function wireErrorNames(service: WireServiceName): string[] {
  return names(service, ERROR).filter((name) => !String(exported(service, name, ERROR)?.[1]).includes('synthetic'));
}

function names(service: WireServiceName, kind: number): string[] {
  // EC2's model has no errors at all.
  if (service === 'ec2') return [];
  return Object.keys(MODULES[service])
    .filter((key) => key.endsWith('$') && exported(service, key.slice(0, -1), kind))
    .map((key) => key.slice(0, -1));
}

/** Code and HTTP status of a modelled error; null for codes that belong to no service, such as AccessDenied in IAM. */
export function findWireError(service: WireServiceName, shape: string): WireError | null {
  const schema = exported(service, shape, ERROR);
  if (!schema) return null;
  const traits = (schema[3] || {}) as { awsQueryError?: readonly [string, number]; httpError?: number };
  const members = schema[4] as readonly string[];
  const [code, status] = traits.awsQueryError ?? [shape, traits.httpError ?? 400];
  return { code, status, messageMember: members.find((name) => name.toLowerCase() === 'message') ?? 'message' };
}
