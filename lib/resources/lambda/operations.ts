import { createHash, randomUUID } from 'node:crypto';
import { callerMay } from '../../core/authorization/authorize';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { quotas } from '../../core/quotas';
import { tagRecord } from '../../core/tags';
import { createResource, deleteResource, hasRoomFor, listResources, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { invalidParameter, LAMBDA_TAG_ERRORS, lambdaError, requireRevision } from './errors';
import { requireNothingElse } from './not-here';
import { type FunctionResource, type FunctionSettings, LambdaFunction, TOLD } from './resource';
import { findFunctionRole, passRoleChecks, requireAssumable } from './role';
import {
  findFunction,
  findFunctionAt,
  functionCheck,
  type NamedFunction,
  placeOf,
  requireFunction,
  toConfiguration,
} from './rows';
import {
  type Configuration,
  CreateFunctionInput,
  FunctionInput,
  ListFunctionsInput,
  ListTagsInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateFunctionConfigurationInput,
} from './schema';
import { tagPairs } from './tags';
import { readVariables, requireVariables, storeVariables, variablesOf } from './variables';

const LONGEST_NAME = 64;

/**
 * Returns the facts about the code in a call, which is not stored. @throws AwsError InvalidParameterValueException in AWS's words
 */
function codeFacts({
  Code,
  PackageType,
  Runtime,
  Handler,
}: CreateFunctionInput): Pick<FunctionSettings, 'packageType' | 'codeSize' | 'codeSha256'> {
  const { ZipFile, S3Bucket, ImageUri } = Code;
  if (!ZipFile && S3Bucket === undefined && ImageUri === undefined)
    throw invalidParameter('Please provide a source for function code.', 'Code');
  const packageType = PackageType ?? (ImageUri === undefined ? 'Zip' : 'Image');
  if (packageType === 'Zip' && (Runtime === undefined || Handler === undefined)) {
    const mandatory = 'Runtime and Handler are mandatory parameters for functions created with deployment packages.';
    throw invalidParameter(mandatory, Runtime === undefined ? 'Runtime' : 'Handler');
  }
  const code = ZipFile ?? new Uint8Array();
  return { packageType, codeSize: code.byteLength, codeSha256: createHash('sha256').update(code).digest('base64') };
}

export const CreateFunction = defineOperation({
  service: 'lambda',
  name: 'CreateFunction',
  access: 'Write',
  input: CreateFunctionInput,
  target: async (input, scope) => ({
    named: await findFunction(scope, input.FunctionName),
    role: await findFunctionRole(scope, input.Role),
  }),
  checks: async ({ Tags }, scope, { named, role }) => {
    const context = requestTagContext(tagPairs(Tags));
    const checks: Check[] = functionCheck('lambda:CreateFunction', scope, named, context);
    // AWS: tagging on creation needs the permission to tag.
    if (tagPairs(Tags).length > 0) checks.push(...functionCheck('lambda:TagResource', scope, named, context));
    return [...checks, ...(await passRoleChecks(scope, role, named.arn))];
  },
  run: async (input, scope, { named, role }) => {
    requireNothingElse(CreateFunctionInput, input);
    const name = named.arn.slice(named.arn.lastIndexOf(':') + 1);
    if (named.accountId !== scope.accountId || named.asked !== named.arn || name.length > LONGEST_NAME) {
      throw invalidParameter(
        `A function has a name of at most ${LONGEST_NAME} characters, and is made in the account of the caller.`,
        'FunctionName',
      );
    }
    if (named.found) throw lambdaError('ResourceConflictException', `Function already exist: ${name}`, 'FunctionName');
    if (input.CodeSigningConfigArn !== undefined) {
      throw lambdaError(
        'CodeSigningConfigNotFoundException',
        `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${input.CodeSigningConfigArn}.`,
        'CodeSigningConfigArn',
      );
    }
    const code = codeFacts(input);
    const variables = input.Environment?.Variables ?? {};
    requireVariables(variables);
    await requireAssumable(scope, role, named.arn);
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, LambdaFunction, place))) {
      const most = quotas().LambdaFunctionsPerRegion;
      throw lambdaError(
        'CodeStorageExceededException',
        `You have exceeded your maximum total code size per account: Gatehouse keeps ${most} functions in a Region.`,
      );
    }
    const made = await createResource(scope.db, LambdaFunction, place, {
      name,
      tags: withTags([], tagPairs(input.Tags), LAMBDA_TAG_ERRORS),
      settings: {
        role: input.Role,
        description: '',
        timeout: 3,
        memorySize: 128,
        ...configured(input),
        told: told(input),
        ...code,
        ...changed(scope),
      },
      createdAt: scope.now,
    });
    await storeVariables(scope.db, made, variables);
    return toConfiguration(made, variables);
  },
});

/** Returns the settings in a call. Omitted ones stay unchanged. */
function configured(input: Configuration): Partial<FunctionSettings> {
  const { Role, Runtime, Handler, Description, Timeout, MemorySize } = input;
  return {
    ...(Role !== undefined && { role: Role }),
    ...(Runtime !== undefined && { runtime: Runtime }),
    ...(Handler !== undefined && { handler: Handler }),
    ...(Description !== undefined && { description: Description }),
    ...(Timeout !== undefined && { timeout: Timeout }),
    ...(MemorySize !== undefined && { memorySize: MemorySize }),
  };
}

/** Returns the settings in a call that only answers repeat, merged with the current ones. */
function told(input: Readonly<Record<string, unknown>>, before: FunctionSettings['told'] = {}): FunctionSettings['told'] {
  return { ...before, ...Object.fromEntries(TOLD.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))) };
}

const changed = ({ now }: Pick<Scope, 'now'>) => ({ changedAt: now.toISOString(), revisionId: randomUUID() });

export const UpdateFunctionConfiguration = defineOperation({
  service: 'lambda',
  name: 'UpdateFunctionConfiguration',
  access: 'Write',
  input: UpdateFunctionConfigurationInput,
  target: async (input, scope) => ({
    named: await findFunction(scope, input.FunctionName),
    role: input.Role === undefined ? null : await findFunctionRole(scope, input.Role),
  }),
  checks: async (_input, scope, { named, role }) => [
    ...functionCheck('lambda:UpdateFunctionConfiguration', scope, named),
    ...(role ? await passRoleChecks(scope, role, named.arn) : []),
  ],
  run: async (input, scope, { named, role }) => {
    const found = requireFunction(named);
    requireNothingElse(UpdateFunctionConfigurationInput, input);
    requireRevision(input.RevisionId, found.settings.revisionId, 'GetFunction');
    const variables = input.Environment?.Variables;
    if (variables) requireVariables(variables);
    if (role) await requireAssumable(scope, role, found.arn);
    const settings = { ...configured(input), told: told(input, found.settings.told), ...changed(scope) };
    const updated = await updateResource(scope.db, found, { settings });
    if (input.Environment) await storeVariables(scope.db, updated, variables ?? {});
    return toConfiguration(updated, await variablesOf(scope.db, updated));
  },
});

/** Returns a function's tags if the caller may list them, as in AWS. */
async function shownTags(scope: Scope, named: NamedFunction, { tags }: FunctionResource) {
  if (tags.length === 0) return {};
  const may = await callerMay(scope);
  const [check] = functionCheck('lambda:ListTags', scope, named);
  if (check && (await may(check))) return { Tags: tagRecord(tags) };
  return {
    TagsError: {
      ErrorCode: 'AccessDeniedException',
      Message: `You are not authorized to perform: lambda:ListTags on ${named.arn}.`,
    },
  };
}

export const GetFunction = defineOperation({
  service: 'lambda',
  name: 'GetFunction',
  access: 'Read',
  input: FunctionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: (_input, scope, named) => functionCheck('lambda:GetFunction', scope, named),
  run: async (_input, scope, named) => {
    const found = requireFunction(named);
    return {
      Configuration: toConfiguration(found, await variablesOf(scope.db, found)),
      // The code is not stored, so it has no location.
      Code: { RepositoryType: found.settings.packageType === 'Image' ? 'ECR' : 'S3' },
      ...(await shownTags(scope, named, found)),
    };
  },
});

export const GetFunctionConfiguration = defineOperation({
  service: 'lambda',
  name: 'GetFunctionConfiguration',
  access: 'Read',
  input: FunctionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: (_input, scope, named) => functionCheck('lambda:GetFunctionConfiguration', scope, named),
  run: async (_input, { db }, named) => {
    const found = requireFunction(named);
    return toConfiguration(found, await variablesOf(db, found));
  },
});

const PER_PAGE = 50;

export const ListFunctions = defineOperation({
  service: 'lambda',
  name: 'ListFunctions',
  access: 'List',
  input: ListFunctionsInput,
  checks: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  run: async ({ Marker, MaxItems = PER_PAGE }, scope) => {
    const list = `ListFunctions:${scope.accountId}:${scope.call.region}`;
    const after = Marker === undefined ? undefined : decodeToken(list, Marker);
    if (after === null) throw invalidParameter('The marker is invalid.', 'Marker');
    const functions = await listResources(scope.db, LambdaFunction, placeOf(scope));
    const { items, next } = pageOf(functions, Math.min(MaxItems, PER_PAGE), list, after, ({ name }) => name);
    const variables = await readVariables(scope.db, items);
    return { Functions: items.map((found) => toConfiguration(found, variables.get(found.id) ?? {})), NextMarker: next };
  },
});

export const DeleteFunction = defineOperation({
  service: 'lambda',
  name: 'DeleteFunction',
  access: 'Write',
  input: FunctionInput,
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: (_input, scope, named) => functionCheck('lambda:DeleteFunction', scope, named),
  run: async ({ Qualifier }, { db }, named) => {
    const found = requireFunction(named);
    if (Qualifier !== undefined || named.asked !== named.arn)
      throw invalidParameter('$LATEST version cannot be deleted without deleting the function.', 'Qualifier');
    await db.functionVariables.deleteMany({ where: { functionId: found.id } });
    await deleteResource(db, found);
    return { StatusCode: 204 };
  },
});

export const TagResource = defineOperation({
  service: 'lambda',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: ({ Tags }, scope, named) => functionCheck('lambda:TagResource', scope, named, requestTagContext(tagPairs(Tags))),
  run: async ({ Tags }, { db }, named) => {
    const found = requireFunction(named);
    await updateResource(db, found, { tags: withTags(found.tags, tagPairs(Tags), LAMBDA_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'lambda',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: ({ TagKeys }, scope, named) => functionCheck('lambda:UntagResource', scope, named, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const found = requireFunction(named);
    await updateResource(db, found, { tags: withoutTags(found.tags, TagKeys) });
  },
});

export const ListTags = defineOperation({
  service: 'lambda',
  name: 'ListTags',
  access: 'Read',
  input: ListTagsInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: (_input, scope, named) => functionCheck('lambda:ListTags', scope, named),
  run: async (_input, _scope, named) => ({ Tags: tagRecord(requireFunction(named).tags) }),
});
