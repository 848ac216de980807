import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { invalidParameter } from './errors';
import type { FunctionResource } from './resource';

/** The purpose under which environment variables are encrypted. */
export const FUNCTION_VARIABLES = 'function-variables';

export type Variables = Readonly<Record<string, string>>;

/** AWS: the limit on all variables together, in bytes. */
const MOST_BYTES = 4096;

/** Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** @throws AwsError InvalidParameterValueException in AWS's words */
export function requireVariables(variables: Variables): void {
  const because = 'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `${because} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
      'Environment',
    );
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > MOST_BYTES)
    throw invalidParameter(
      `${because} exceeded the 4KB limit. String measured: ${JSON.stringify(variables).length}`,
      'Environment',
    );
}

/** Stores a function's variables, and replaces its current ones. */
export async function storeVariables(db: Transaction, { id, accountId }: FunctionResource, variables: Variables): Promise<void> {
  const variablesCipher = encrypt(FUNCTION_VARIABLES, JSON.stringify(variables));
  await db.functionVariables.upsert({
    where: { functionId: id },
    create: { functionId: id, accountId, variablesCipher },
    update: { variablesCipher },
  });
}

/** Reads the variables of some functions, by function id. */
export async function readVariables(db: Transaction, functions: readonly FunctionResource[]): Promise<Map<string, Variables>> {
  const rows = await db.functionVariables.findMany({ where: { functionId: { in: functions.map(({ id }) => id) } } });
  return new Map(
    rows.map(({ functionId, variablesCipher }) => {
      return [functionId, storedJson<Variables>(decrypt(FUNCTION_VARIABLES, variablesCipher))];
    }),
  );
}

export async function variablesOf(db: Transaction, found: FunctionResource): Promise<Variables> {
  return (await readVariables(db, [found])).get(found.id) ?? {};
}
