import { isJsonObject } from '../../core/text/json-object';
import { storedJson } from '../../core/text/stored-json';
import { type Block, tagged } from '../cloudformation-values';
import { defineExportedKind, type Located, noted, reference, tagsByKey } from './kind';

export type FunctionState = Located & {
  kind: 'function';
  name: string;
  role: string;
  runtime: string;
  handler: string;
  description: string;
  /** The timeout in seconds. */
  timeout: number;
  /** The memory in mebibytes. */
  memory: number;
};

/** A placeholder archive (base64) for a function's code, which is not read. It contains a text file that says so. */
export const PLACEHOLDER_CODE =
  'UEsDBBQAAAAAAAAAIVCc535ULAAAACwAAAAPAAAAcGxhY2Vob2xkZXIudHh0VGhlIGNvZGUgb2YgdGhpcyBmdW5jdGlvbiB3YXMgbm90IGV4cG9ydGVkLgpQSwECFAMUAAAAAAAAACFQnOd+VCwAAAAsAAAADwAAAAAAAAAAAAAAgAEAAAAAcGxhY2Vob2xkZXIudHh0UEsFBgAAAAABAAEAPQAAAFkAAAAAAA==';

/** The variable for functions' code archives, which are not exported. */
export const FUNCTION_CODE = `variable "function_code" {
  description = "An archive for functions, because their own code is not exported."
  type        = string
}
`;

/** A statement of a function's policy in the form of `AddPermission`; null if only a whole policy can express it. */
type FunctionPermission = Readonly<Record<string, string>>;

type Json = { [key: string]: unknown };
type Statement = { Sid?: string; Effect?: string; Principal?: unknown; Action?: unknown; Condition?: Record<string, Json> };

const CONDITIONS: Readonly<Record<string, string>> = {
  'ArnLike aws:sourcearn': 'SourceArn',
  'StringEquals aws:sourceaccount': 'SourceAccount',
  'StringEquals aws:principalorgid': 'PrincipalOrgID',
  'StringEquals lambda:functionurlauthtype': 'FunctionUrlAuthType',
  'StringEquals lambda:eventsourcetoken': 'EventSourceToken',
};

const ARGUMENTS: Readonly<Record<string, string>> = {
  StatementId: 'statement_id',
  Action: 'action',
  Principal: 'principal',
  SourceArn: 'source_arn',
  SourceAccount: 'source_account',
  PrincipalOrgID: 'principal_org_id',
  FunctionUrlAuthType: 'function_url_auth_type',
  EventSourceToken: 'event_source_token',
};

function permissionOf({ Sid, Effect, Principal, Action, Condition = {} }: Statement): FunctionPermission | null {
  const principals = typeof Principal === 'string' ? [Principal] : isJsonObject(Principal) ? Object.values(Principal).flat() : [];
  if (Effect !== 'Allow' || Sid === undefined || typeof Action !== 'string' || principals.length !== 1) return null;
  const permission: Record<string, string> = { StatementId: Sid, Action, Principal: String(principals[0]) };
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, value] of Object.entries(keys)) {
      const member = CONDITIONS[`${operator} ${key.toLowerCase()}`];
      if (member === undefined || typeof value !== 'string') return null;
      permission[member] = value;
    }
  }
  return permission;
}

/**
 * Returns the statements of a function's policy as permissions, and the note on statements that `AddPermission` can't express.
 * @param document empty for no policy
 */
function permissionsOf(document: string): { permissions: FunctionPermission[]; lost?: string } {
  if (document === '') return { permissions: [] };
  const { Statement } = storedJson<{ Statement: Statement | Statement[] }>(document);
  const all = [Statement].flat().map(permissionOf);
  const permissions = all.filter((permission) => permission !== null);
  const count = all.length - permissions.length;
  if (count === 0) return { permissions };
  const statements = count === 1 ? 'a statement' : `${count} statements`;
  return { permissions, lost: `Its policy has ${statements} that add-permission cannot express, left out here.` };
}

function joined(...notes: readonly (string | undefined)[]): string | undefined {
  return notes.filter((note) => note !== undefined).join(' ') || undefined;
}

export const lambdaFunction = defineExportedKind<FunctionState>({
  kind: 'function',
  nameOf: ({ name }) => name,
  last: {
    title: 'Functions, without their code',
    calls({ name: FunctionName, role, runtime, handler, description, timeout, memory, tags }, { policy, call }) {
      const { permissions, lost } = permissionsOf(policy.document);
      const create = call('lambda', 'CreateFunction', {
        ...{ FunctionName, Role: role, Runtime: runtime, Handler: handler, Code: { ZipFile: PLACEHOLDER_CODE } },
        ...{ Description: description || undefined, Timeout: timeout, MemorySize: memory, Tags: tagsByKey(tags) },
      });
      return [
        noted(create, { note: joined(policy.note, lost) }),
        ...permissions.map((permission) => call('lambda', 'AddPermission', { FunctionName, ...permission })),
      ];
    },
  },
  template(made, { own, document, note }) {
    const name = own('Function');
    const { permissions, lost } = permissionsOf(document === undefined ? '' : JSON.stringify(document));
    const Note = joined(note, lost);
    const Properties = {
      ...{ FunctionName: made.name, Role: made.role, Runtime: made.runtime, Handler: made.handler },
      // A placeholder, since the code is not read.
      ...{ Code: { ZipFile: ' ' }, Timeout: made.timeout, MemorySize: made.memory },
      ...{ ...(made.description && { Description: made.description }), ...tagged(made.tags) },
    };
    return [
      [name, { Type: 'AWS::Lambda::Function', ...(Note && { Metadata: { Note } }), Properties }],
      ...permissions.map(({ StatementId = '', ...rest }): Block => {
        const Permission = { FunctionName: { Ref: name }, ...rest };
        return [own('Permission', StatementId), { Type: 'AWS::Lambda::Permission', Properties: Permission }];
      }),
    ];
  },
  terraform(made, to) {
    const { permissions, lost } = permissionsOf(to.document);
    if (lost !== undefined) to.comment(lost);
    const given = {
      ...{ function_name: made.name, role: to.arnValue(made.role), runtime: made.runtime, handler: made.handler },
      ...{ filename: { code: 'var.function_code' }, timeout: made.timeout, memory_size: made.memory },
      description: made.description || undefined,
    };
    const address = to.block('aws_lambda_function', given, { tagged: true });
    for (const permission of permissions) {
      const members = Object.entries(permission).map(([member, value]) => [ARGUMENTS[member] ?? member, value]);
      const own = { function_name: reference(address, 'function_name'), ...Object.fromEntries(members) };
      to.block('aws_lambda_permission', own, { suffix: permission.StatementId });
    }
  },
  leftOut: () => ['The code and variables of functions are left out. A placeholder that does nothing replaces the code.'],
});
