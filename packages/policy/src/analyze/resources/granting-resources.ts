import type { AccessModel, AccessResource } from '../model/access-model';
import { type Member, modelIndexOf } from '../model/model-index';
import { namedBy } from '../model/named-by';
import type { Steps } from '../steps';

/** Returns the resources of a member's account with a policy that allows it or everybody. Such grants need no Allow of its own. */
export type GrantingResources = (member: Member) => readonly AccessResource[];

const known = new WeakMap<AccessModel, GrantingResources>();

/** Finds them once per model, one resource at a time. */
export function* grantingResources(model: AccessModel): Steps<GrantingResources> {
  const found = known.get(model);
  if (found !== undefined) return found;
  const index = modelIndexOf(model);
  const naming = new Map<string, AccessResource[]>();
  const open = new Map<string, AccessResource[]>();
  for (const resource of model.resources) {
    yield;
    if (resource.policy === undefined) continue;
    const { names, everybody } = namedBy(resource.policy);
    if (everybody) push(open, resource.accountId, resource);
    const members = new Set([...names].flatMap((name) => index.member(name) ?? []));
    for (const { account, entry } of members) if (account.accountId === resource.accountId) push(naming, entry.arn, resource);
  }
  const granting: GrantingResources = ({ account, entry }) => {
    const all = [...(naming.get(entry.arn) ?? []), ...(open.get(account.accountId) ?? [])];
    return [...new Set(all)];
  };
  known.set(model, granting);
  return granting;
}

function push(map: Map<string, AccessResource[]>, key: string, resource: AccessResource): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [resource]);
  else list.push(resource);
}
