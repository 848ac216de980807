import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from './contract';

/** A contract with the folder of its noun. */
export type NamedContract = readonly [noun: string, contract: Contract];

/** Loads the contracts of a service's nouns, from every folder that has one. */
export function loadContracts(service: string): Promise<readonly NamedContract[]> {
  const nouns = readdirSync(service).filter((noun) => existsSync(join(service, noun, 'contract.ts')));
  return Promise.all(
    nouns.map(async (noun) => {
      const module = (await import(join(service, noun, 'contract.ts'))) as { contract: Contract };
      return [noun, module.contract] as const;
    }),
  );
}
