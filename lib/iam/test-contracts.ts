import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../core/testing/contract';

const nouns = readdirSync(import.meta.dirname).filter((noun) => existsSync(join(import.meta.dirname, noun, 'contract.ts')));

/** The contracts of IAM's nouns, by the nouns' folders. */
export const iamContracts: readonly (readonly [noun: string, contract: Contract])[] = await Promise.all(
  nouns.map(async (noun) => {
    const module = (await import(`./${noun}/contract.ts`)) as { contract: Contract };
    return [noun, module.contract] as const;
  }),
);
