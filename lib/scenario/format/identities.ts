/** Who calls, or is asked about; `account` is a key of the pack or a reference that setup saved. */
export type ParsedIdentity =
  | { kind: 'root' | 'access' | 'any-user'; account: string }
  | { kind: 'user' | 'role' | 'web'; name: string; account: string }
  | { kind: 'session' | 'new'; reference: string }
  | { kind: 'service'; name: string }
  | { kind: 'anonymous' };

/** Reads an identity as packs write it; null for anything else. Names may hold `@`, accounts do not. */
export function parseIdentity(text: string): ParsedIdentity | null {
  if (text === 'anonymous') return { kind: 'anonymous' };
  const [, plain, account = ''] = /^(root|access|any-user)@([^@]+)$/.exec(text) ?? [];
  if (plain === 'root' || plain === 'access' || plain === 'any-user') return { kind: plain, account };
  const [, named, name = '', of = ''] = /^(user|role|web)\/(.+)@([^@]+)$/.exec(text) ?? [];
  if (named === 'user' || named === 'role' || named === 'web') return { kind: named, name, account: of };
  const [, session] = /^session\/(.+)$/.exec(text) ?? [];
  if (session !== undefined) return { kind: 'session', reference: session };
  const [, created] = /^new@(.+)$/.exec(text) ?? [];
  if (created !== undefined) return { kind: 'new', reference: created };
  const [, service] = /^service\/(.+)$/.exec(text) ?? [];
  return service === undefined ? null : { kind: 'service', name: service };
}

/** Identities that operations may be made as; the others are only asked about. */
export function canCall({ kind }: ParsedIdentity): boolean {
  return kind === 'root' || kind === 'user' || kind === 'session' || kind === 'access';
}
