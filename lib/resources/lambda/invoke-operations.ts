import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { findRoleByArn } from '../../iam/role/rows';
import { NOT_ASSUMABLE } from './errors';
import { CALLS_VARIABLE, invoke, readCalls } from './invocation';
import { requireNothingElse } from './not-here';
import type { FunctionResource } from './resource';
import { lambdaMayAssume } from './role';
import { findFunction, functionCheck, requireFunction } from './rows';
import { InvokeInput } from './schema';
import { variablesOf } from './variables';

/** @throws AwsError InvalidRequestContentException in AWS's words */
function readPayload(Payload: Uint8Array | undefined): unknown {
  if (!Payload || Payload.byteLength === 0) return null;
  try {
    return JSON.parse(Buffer.from(Payload).toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    // The reason quotes the payload, which the event must not repeat.
    const recorded = 'Could not parse request body into json';
    throw new AwsError('InvalidRequestContentException', `${recorded}: ${reason}`, {}, { member: 'Payload', recorded });
  }
}

/** The result of a function: its value, or its failure. */
type Result = { value: object; failed: boolean };

async function runFunction(scope: Scope, found: FunctionResource, payload: unknown): Promise<Result> {
  const arn = found.settings.role;
  const role = await findRoleByArn(scope.db, arn);
  const fail = (errorMessage: string, errorType: string): Result => ({ value: { errorMessage, errorType }, failed: true });
  // Its role or trust policy may have changed since the function was created.
  const ofOwner = { ...scope, accountId: found.accountId };
  if (!role || !(await lambdaMayAssume(ofOwner, { arn, row: role }, found.arn)))
    return fail(NOT_ASSUMABLE, 'AccessDeniedException');
  const { [CALLS_VARIABLE]: variable } = await variablesOf(scope.db, found);
  const read = readCalls(payload, variable);
  if ('wrong' in read) return fail(read.wrong, 'InvalidCalls');
  return { value: await invoke(scope, found, role, read.calls), failed: false };
}

/** Returns the log of an invocation, whose end callers can request. */
function logOf({ call }: Scope, { value, failed }: Result): string {
  const lines = [
    `START RequestId: ${call.requestId} Version: $LATEST`,
    ...('calls' in value ? (value.calls as object[]).map((line) => JSON.stringify(line)) : []),
    ...(failed ? [JSON.stringify(value)] : []),
    `END RequestId: ${call.requestId}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n`)
    .subarray(-4096)
    .toString('base64');
}

/** No code runs: the answer describes the run and what the role may do. It stores nothing, although AWS calls it a write. */
export const Invoke = defineOperation({
  service: 'lambda',
  name: 'Invoke',
  action: 'lambda:InvokeFunction',
  access: 'Write',
  input: InvokeInput,
  touches: () => ({}),
  target: ({ FunctionName, Qualifier }, scope) => findFunction(scope, FunctionName, Qualifier),
  checks: (_input, scope, named) => functionCheck('lambda:InvokeFunction', scope, named),
  run: async (input, scope, named) => {
    const found = requireFunction(named);
    requireNothingElse(InvokeInput, input);
    const payload = readPayload(input.Payload);
    const { InvocationType = 'RequestResponse' } = input;
    if (InvocationType === 'DryRun') return { StatusCode: 204 };
    if (InvocationType === 'Event') return { StatusCode: 202 };
    const result = await runFunction(scope, found, payload);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: result.failed ? 'Unhandled' : undefined,
      LogResult: input.LogType === 'Tail' ? logOf(scope, result) : undefined,
      Payload: new Uint8Array(Buffer.from(JSON.stringify(result.value))),
    };
  },
});
