import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { functionArn, readFunctionName } from './arns';
import { functionNotFound, lambdaError } from './errors';
import { type FunctionResource, type FunctionSettings, LambdaFunction } from './resource';

/** `asked`: the ARN with the version in the call, which permissions apply to. */
export type NamedFunction = NamedResource<FunctionSettings> & { asked: string };

export function placeOf(
  { partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>,
  owner: string = accountId,
): Place {
  return { partition, accountId: owner, region: call.region };
}

/** Versions and aliases do not exist here, so the current function is everything. */
const LATEST = '$LATEST';

/**
 * Finds a function by the call's name for it. @param qualifier a version or alias outside the name
 * @throws AwsError ResourceNotFoundException for a function in another Region, or an unknown version
 */
export async function findFunction(scope: Scope, functionName: string, qualifier?: string): Promise<NamedFunction> {
  const named = readFunctionName(functionName);
  if (!named) throw functionNotFound(functionName);
  const { region = scope.call.region, partition = scope.partition, accountId = scope.accountId, name } = named;
  if (region !== scope.call.region || partition !== scope.partition) {
    throw lambdaError(
      'ResourceNotFoundException',
      `Functions from '${region}' are not reachable in this region ('${scope.call.region}')`,
      'FunctionName',
    );
  }
  const arn = functionArn(placeOf(scope, accountId), name);
  const version = named.qualifier ?? qualifier;
  const found = version === undefined || version === LATEST ? await findResource(scope.db, LambdaFunction, arn) : null;
  return { arn, accountId, asked: version === undefined ? arn : `${arn}:${version}`, found };
}

/**
 * Finds a function by ARN, for calls about its policy or tags. @throws AwsError InvalidParameterValueException,
 * ResourceNotFoundException
 */
export async function findFunctionAt(scope: Scope, arn: string): Promise<NamedFunction> {
  const named = arn.startsWith('arn:') ? readFunctionName(arn) : null;
  if (!named || named.qualifier !== undefined) throw functionNotFound(arn);
  return findFunction(scope, arn);
}

/** Returns the check on a function. */
export function functionCheck(action: string, scope: Scope, named: NamedFunction, context?: RequestContext): Check[] {
  return [{ ...resourceCheck(action, scope, LambdaFunction, named, { context }), resource: named.asked }];
}

/** @throws AwsError ResourceNotFoundException */
export function requireFunction({ asked, found }: NamedFunction): FunctionResource {
  if (!found) throw functionNotFound(asked);
  return found;
}

/** Returns the SDK's shape of a function. */
export function toConfiguration({ name, arn, settings }: FunctionResource, variables: Readonly<Record<string, string>>) {
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: settings.runtime as FunctionConfiguration['Runtime'],
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: settings.codeSize,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: settings.changedAt.replace('Z', '+0000'),
    CodeSha256: settings.codeSha256,
    Version: LATEST,
    Environment: Object.keys(variables).length > 0 ? { Variables: { ...variables } } : undefined,
    RevisionId: settings.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: settings.packageType,
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
    ...settings.told,
    SnapStart: { ApplyOn: 'None', ...settings.told?.SnapStart, OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...settings.told?.LoggingConfig },
  } satisfies FunctionConfiguration;
}
