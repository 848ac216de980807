import { allServices, fromModules, type Module } from './module';

/** The members that are secret in every service. */
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
 * Returns whether a member of an input or output is secret. Neither events nor error messages repeat secrets.
 * @param service the member's service; absent or unknown: a member that is secret in any service counts
 */
export function isSecretMember(name: string, service?: string): boolean {
  const { byService, ofAny } = fromModules(secretMembersOf);
  return ((service !== undefined && byService.get(service)) || ofAny).has(name.toLowerCase());
}
