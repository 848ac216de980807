import { parsePerson } from '../../access/person-name';

/** A caller or the principal of a question. `account` is a key of the pack or a reference saved by setup. */
export type ParsedIdentity =
  | { kind: 'root' | 'access' | 'any-user'; account: string }
  | { kind: 'user' | 'role' | 'web'; name: string; account: string }
  | { kind: 'person'; userName: string; account: string; permissionSet: string }
  | { kind: 'session' | 'new'; reference: string }
  | { kind: 'service'; name: string }
  | { kind: 'anonymous' };

/** Parses an identity as packs write it; null if it is invalid. Names may contain `@`, account keys may not. */
export function parseIdentity(text: string): ParsedIdentity | null {
  if (text === 'anonymous') return { kind: 'anonymous' };
  const [, plain, account = ''] = /^(root|access|any-user)@([^@]+)$/.exec(text) ?? [];
  if (plain === 'root' || plain === 'access' || plain === 'any-user') return { kind: plain, account };
  const [, named, name = '', of = ''] = /^(user|role|web)\/(.+)@([^@]+)$/.exec(text) ?? [];
  if (named === 'user' || named === 'role' || named === 'web') return { kind: named, name, account: of };
  const person = parsePerson(text);
  if (person) return { kind: 'person', ...person };
  const [, session] = /^session\/(.+)$/.exec(text) ?? [];
  if (session !== undefined) return { kind: 'session', reference: session };
  const [, created] = /^new@(.+)$/.exec(text) ?? [];
  if (created !== undefined) return { kind: 'new', reference: created };
  const [, service] = /^service\/(.+)$/.exec(text) ?? [];
  return service === undefined ? null : { kind: 'service', name: service };
}

/** Returns whether operations can run as an identity. The others can only be asked about. */
export function canCall({ kind }: ParsedIdentity): boolean {
  return kind === 'root' || kind === 'user' || kind === 'session' || kind === 'access' || kind === 'person';
}
