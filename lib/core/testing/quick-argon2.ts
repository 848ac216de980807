import { createRequire } from 'node:module';
import type * as Argon2 from '@node-rs/argon2';

// Tests load this module in place of @node-rs/argon2 (vitest.config.ts). A hash of the product takes 25 ms, a quarter of the time of tests that
// create many people. These hashes are argon2id too, but with the lowest cost. Verifying uses the cost in the hash.

const real: typeof Argon2 = createRequire(import.meta.url)('@node-rs/argon2');
const LEAST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

let lastCost: Argon2.Options | null | undefined;

export const hash: typeof Argon2.hash = (password, options, signal) => {
  lastCost = options;
  return real.hash(password, { ...options, ...LEAST }, signal);
};

export const verify: typeof Argon2.verify = real.verify;

/** Hashes a password at the cost of the product's last call. */
export function hashAtLastCost(password: string): Promise<string> {
  return real.hash(password, lastCost);
}
