import type { Place } from '../attempt';
import { parseIdentity } from '../format/identities';
import { accountIdOf, type World } from '../run/world';

/** Returns the page that a pack's `look` names: `groups`, `user/ana@dev`, `policy/Work@dev`. */
export function placeOf(world: Pick<World, 'accounts' | 'references'>, text: string): Place {
  const identity = parseIdentity(text);
  if (identity?.kind === 'user' || identity?.kind === 'role')
    return { page: identity.kind, name: identity.name, accountId: accountIdOf(world, identity.account) };
  if (identity?.kind === 'root') return { page: 'root', accountId: accountIdOf(world, identity.account) };
  const [, page = text, name, account] = /^([a-z-]+)(?:\/(.+?))?(?:@([^@]+))?$/.exec(text) ?? [];
  return {
    page,
    ...(name !== undefined && { name }),
    ...(account !== undefined && { accountId: accountIdOf(world, account) }),
  };
}
