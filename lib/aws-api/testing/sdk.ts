import * as accessanalyzer from '@aws-sdk/client-accessanalyzer';
import * as budgets from '@aws-sdk/client-budgets';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as tag from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as awsssoportal from '@aws-sdk/client-sso';
import * as sso from '@aws-sdk/client-sso-admin';
import * as ssoOidc from '@aws-sdk/client-sso-oidc';
import * as sts from '@aws-sdk/client-sts';
import type { Keys, TestApi } from './api';

/** The exports of the real clients: commands, errors and schemas. */
export const SDK: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'access-analyzer': accessanalyzer,
  awsssoportal,
  budgets,
  ce,
  cloudtrail,
  dynamodb,
  ec2,
  iam,
  identitystore,
  kms,
  lambda,
  organizations,
  s3,
  s3control,
  secretsmanager,
  sns,
  sqs,
  sso,
  'sso-oauth': ssoOidc,
  sts,
  tag,
};

type Client = { send(command: object): Promise<object> };
const clients = new WeakMap<Keys, ReturnType<TestApi['clients']>>();

/** Calls an operation by its name with the service's real client. */
export function callBySdk(api: TestApi, service: string, operation: string, input: object, keys: Keys): Promise<object> {
  const known = clients.get(keys) ?? api.clients(keys);
  clients.set(keys, known);
  const Command = SDK[service]?.[`${operation}Command`] as new (input: object) => object;
  return (known[service as keyof typeof known] as unknown as Client).send(new Command(input));
}
