import type { PolicyRef } from './types';

const PREFIX = 'scopes/';

/** Returns the id of a session's scope-down policy by its position. */
export function scopePolicyId(index: number): string {
  return `${PREFIX}${index}`;
}

/** Tests whether a policy of type `session` is a scope-down policy. */
export function isScopePolicy({ id }: PolicyRef): boolean {
  return id.startsWith(PREFIX);
}
