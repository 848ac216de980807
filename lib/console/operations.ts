import { consoleOperationsOf, fromModules, type InstalledModule, type Registry, registriesOf } from '../core/module/module';
import type { AnyOperation } from '../core/operation';
import { isWrite } from '../core/operation';
import { loadModules } from '../modules';

export type { ConsoleOperations } from '../modules';

function allRegistriesOf(modules: readonly InstalledModule[]): Readonly<Record<string, Registry>> {
  return { ...Object.fromEntries(registriesOf(modules)), console: consoleOperationsOf(modules) };
}

/** Returns every operation that the console can name, by service; those that AWS has no API for go by `console`. */
export async function loadRegistries(): Promise<Readonly<Record<string, Registry>>> {
  await loadModules();
  return fromModules(allRegistriesOf);
}

/** Returns a read operation by service and name, or null. */
export async function findReadOperation(service: string, name: string): Promise<AnyOperation | null> {
  const registries = await loadRegistries();
  const registry = Object.hasOwn(registries, service) ? registries[service] : undefined;
  const operation = registry && Object.hasOwn(registry, name) ? registry[name] : undefined;
  return operation && !isWrite(operation) ? operation : null;
}
