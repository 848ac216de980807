import { fromModules, type InstalledModule, registriesOf } from '../core/module/module';
import type { AnyOperation } from '../core/operation';
import { UpdateIAMAccessPreference } from '../iam/root-user/operations';

function packOperationsOf(modules: readonly InstalledModule[]): ReadonlyMap<string, AnyOperation> {
  const operations = [
    ...[...registriesOf(modules).values()].flatMap((registry) => Object.values(registry)),
    ...modules.flatMap(({ inPacks, parts }) => (inPacks ? Object.values(parts?.consoleOperations ?? {}) : [])),
    // It belongs to billing but is in none of its registries.
    UpdateIAMAccessPreference,
  ];
  const named = (name: string, operation: AnyOperation) => [`${operation.service}:${name}`, operation] as const;
  const byAction = operations.flatMap((operation) => {
    const action = operation.action?.split(':')[1];
    return action === undefined ? [] : [named(action, operation)];
  });
  return new Map([...byAction, ...operations.map((operation) => named(operation.name, operation))]);
}

/**
 * Returns all operations that packs can run, by `service:Name`. An action with another name is a key as well, unless it is the name of another
 * call: CopyObject needs s3:PutObject.
 */
export function packOperations(): ReadonlyMap<string, AnyOperation> {
  return fromModules(packOperationsOf);
}
