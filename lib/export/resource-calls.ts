import { withoutOrphansOfResource } from './document-principals';
import { EXPORTED_KINDS, nameOf, type ResourceState } from './kinds';
import type { Rebuilding } from './kinds/kind';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import { inOrder, type ResourcesState } from './resource-state';

type Owner = Rebuilding['owner'];

/**
 * Returns the calls that create resources: `first` those whose generated ids others name, without policies; `last` everything
 * that names principals.
 */
export function resourceParts(
  { publicAccessBlock, all }: ResourcesState,
  owner: Owner,
): { first: RebuildPart[]; last: RebuildPart[] } {
  const ordered = inOrder(all);
  const part = (which: 'first' | 'last'): RebuildPart[] =>
    EXPORTED_KINDS.flatMap(({ kind, [which]: made }) => {
      const calls = made
        ? ordered.filter((each) => each.kind === kind).flatMap((each) => made.calls(each, rebuilding(each, owner)))
        : [];
      return made && calls.length > 0 ? [{ title: made.title, calls }] : [];
    });
  const ofAccount: RebuildCall[] = publicAccessBlock
    ? [
        {
          ...{ service: 's3control', operation: 'PutPublicAccessBlock', about: 'buckets of the account' },
          region: 'us-east-1',
          input: { AccountId: owner.accountId, PublicAccessBlockConfiguration: publicAccessBlock },
        },
      ]
    : [];
  return {
    first: part('first'),
    last: [...(ofAccount.length > 0 ? [{ title: 'Public access to buckets', calls: ofAccount }] : []), ...part('last')],
  };
}

function rebuilding(resource: ResourceState, owner: Owner): Rebuilding {
  const about = `${resource.kind} ${nameOf(resource)}`;
  return {
    owner,
    policy: resource.policy === undefined ? { document: '' } : withoutOrphansOfResource(resource.policy),
    call: (service, operation, input) => {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      return { service, operation, region: resource.region, input: given, about };
    },
  };
}
