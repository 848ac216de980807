import { isJsonObject } from '../../core/text/json-object';
import { invalid } from '../errors';
import { type Json, LISTS, URN } from './resources';

export type PatchOperation = { op: 'add' | 'replace' | 'remove'; path: string | undefined; value: unknown };

/** The most operations of a request (ours). */
const MOST = 100;

/** Reads the operations of a PATCH request. Names of operations count in any case. @throws AwsError ValidationException */
export function readPatch(body: Json): PatchOperation[] {
  const given = body.Operations ?? body.operations;
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST)
    throw invalid(`A PATCH request has 1 to ${MOST} operations.`);
  return given.map((operation: unknown) => {
    if (!isJsonObject(operation)) throw invalid('Each operation must be an object.');
    const { op, path, value } = operation;
    const name = typeof op === 'string' ? op.toLowerCase() : '';
    if (name !== 'add' && name !== 'replace' && name !== 'remove') throw invalid('The operation is not add, replace or remove.');
    if (path !== undefined && (typeof path !== 'string' || path.length > 512)) throw invalid('Invalid path in PATCH request');
    if (name === 'remove' && path === undefined) throw invalid('Missing path in PATCH request');
    return { op: name, path, value };
  });
}

const EXTENSION = new RegExp(`^${URN.enterprise}(?::(.+))?$`, 'i');
const PATH = /^([a-zA-Z$]{1,64})(?:\[[^[\]]{1,256}\])?(?:\.([a-zA-Z$]{1,64}))?$/;

/** Applies operations to a user in SCIM's form, in their order. @throws AwsError ValidationException */
export function patchUser(user: Json, operations: readonly PatchOperation[]): void {
  for (const operation of operations) {
    const { op, path, value } = operation;
    if (path !== undefined) {
      apply(user, op, path, value);
      continue;
    }
    if (!isJsonObject(value)) throw invalid('Missing path in PATCH request');
    for (const [name, inner] of Object.entries(value)) if (!IGNORED.has(name)) apply(user, op, name, inner);
  }
}

const IGNORED: ReadonlySet<string> = new Set(['schemas', 'id', 'meta']);

function apply(user: Json, op: PatchOperation['op'], path: string, value: unknown): void {
  const extension = EXTENSION.exec(path);
  if (extension) {
    const before = user[URN.enterprise];
    const enterprise: Json = isJsonObject(before) ? { ...before } : {};
    if (extension[1] !== undefined) set(enterprise, op, extension[1], value);
    else if (op !== 'remove' && isJsonObject(value)) Object.assign(enterprise, value);
    if (op === 'remove' && extension[1] === undefined) delete user[URN.enterprise];
    else user[URN.enterprise] = enterprise;
    return;
  }
  const name = path.startsWith(`${URN.user}:`) ? path.slice(URN.user.length + 1) : path;
  if (op === 'remove' && /^(?:userName|active)$/i.test(name)) throw invalid(`The attribute ${name} cannot be removed.`);
  set(user, op, name, value);
}

/** Sets one attribute. A filter in the path names the only entry of a list. */
function set(target: Json, op: PatchOperation['op'], path: string, value: unknown): void {
  const [, head = '', part] = PATH.exec(path) ?? [];
  if (head === '') throw invalid('Invalid path in PATCH request');
  const name = Object.keys(target).find((one) => one.toLowerCase() === head.toLowerCase()) ?? head;
  const isRemoved = op === 'remove' || value === null || value === undefined;
  if (part === undefined) {
    if (isRemoved) delete target[name];
    else if (LISTS.has(name)) target[name] = Array.isArray(value) ? value : [value];
    else if (op === 'add' && isJsonObject(value) && isJsonObject(target[name])) target[name] = { ...target[name], ...value };
    else target[name] = value;
    return;
  }
  const before = target[name];
  const entry: unknown = Array.isArray(before) ? before[0] : before;
  const next: Json = { ...(isJsonObject(entry) ? entry : {}), [part]: isRemoved ? undefined : value };
  const isList = LISTS.has(name);
  const type = /\[type eq "([^"]{1,64})"\]/i.exec(path)?.[1];
  if (isList && type !== undefined && next.type === undefined) next.type = type;
  target[name] = isList ? [next] : next;
}
