import { allServices, fromModules, type Module } from './module';

/** Members that hold a secret wherever they are. */
const EVERYWHERE: readonly string[] = [
  'password',
  'newPassword',
  'oldPassword',
  'secretAccessKey',
  'sessionToken',
  'privateKey',
  'tokenCode',
];

type SecretMembers = { byService: ReadonlyMap<string, ReadonlySet<string>>; ofAny: ReadonlySet<string> };

function secretMembersOf(modules: readonly Module[]): SecretMembers {
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const services = allServices(modules);
  const byService = new Map(
    services.map(({ name, secretMembers = [] }) => [name, new Set(lower([...EVERYWHERE, ...secretMembers]))]),
  );
  return { byService, ofAny: new Set([...lower(EVERYWHERE), ...[...byService.values()].flatMap((names) => [...names])]) };
}

/**
 * Returns whether a member of an input or output holds a secret, which neither events nor error messages repeat.
 * @param service the service whose member it is; absent or unknown: what is secret in any service counts
 */
export function isSecretMember(name: string, service?: string): boolean {
  const { byService, ofAny } = fromModules(secretMembersOf);
  return ((service !== undefined && byService.get(service)) || ofAny).has(name.toLowerCase());
}
