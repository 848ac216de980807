import { describe, expect, it } from 'vitest';
import { isAtOrBelow, type Overview, pathTo, policiesAbove, policiesAfterMove, toOrganizationNodes } from './organization-nodes';

const SCP = 'SERVICE_CONTROL_POLICY';
const account = (Id: string, ParentId: string, Principals: number | null = 1) => ({
  Id,
  Name: Id,
  ParentId,
  Principals,
  Enforcement: null,
});
const unit = (Id: string, ParentId: string) => ({ Id, Name: Id, ParentId });
const policy = (Id: string, ...TargetIds: string[]): Overview => ({ Id, Name: Id, Type: SCP, TargetIds });

const tree = {
  Root: { Id: 'root', Name: 'Root' },
  Units: [unit('prod', 'workloads'), unit('workloads', 'root'), unit('sandbox', 'root')],
  Accounts: [account('web', 'prod', 3), account('pay', 'prod', 2), account('top', 'root')],
};
const nodes = toOrganizationNodes(tree);

describe('the tree of an organization', () => {
  it('nests OUs before accounts, whatever the order they come in', () => {
    const [root] = nodes.items;
    expect(root?.children?.map(({ id }) => id)).toEqual(['workloads', 'sandbox', 'top']);
    expect(root?.children?.[0]?.children?.[0]?.children?.map(({ id }) => id)).toEqual(['web', 'pay']);
    expect(nodes.accounts.map(({ id }) => id)).toEqual(['web', 'pay', 'top']);
  });

  it('sums up principals level by level, and knows none where one is not known', () => {
    expect(nodes.byId.get('workloads')?.principals).toBe(5);
    expect(nodes.root.principals).toBe(6);
    const unknown = toOrganizationNodes({ ...tree, Accounts: [account('web', 'prod', null), account('top', 'root')] });
    expect(unknown.byId.get('sandbox')?.principals).toBe(0);
    expect(unknown.root.principals).toBeNull();
  });

  it('knows the path to a node and what lies below it', () => {
    expect(pathTo(nodes, 'web').map(({ id }) => id)).toEqual(['root', 'workloads', 'prod', 'web']);
    expect(pathTo(nodes, 'nobody')).toEqual([]);
    expect(isAtOrBelow(nodes, 'web', 'workloads')).toBe(true);
    expect(isAtOrBelow(nodes, 'top', 'workloads')).toBe(false);
  });
});

describe('policies of a node', () => {
  const policies = [
    policy('full', 'root', 'workloads', 'prod', 'sandbox', 'web'),
    policy('region', 'workloads'),
    policy('cheap', 'sandbox'),
  ];

  it('are those of each level, root first', () => {
    const found = policiesAbove(nodes, policies, 'prod', SCP).map((each) => `${each.policy.Id}@${each.level.id}`);
    expect(found).toEqual(['full@root', 'full@workloads', 'region@workloads', 'full@prod']);
  });

  it('change by a move except for those of levels that both places have', () => {
    const { starts, stops } = policiesAfterMove(nodes, policies, 'web', 'sandbox');
    expect(starts.map((each) => `${each.policy.Id}@${each.level.id}`)).toEqual(['full@sandbox', 'cheap@sandbox']);
    expect(stops.map((each) => `${each.policy.Id}@${each.level.id}`)).toEqual([
      'full@workloads',
      'region@workloads',
      'full@prod',
    ]);
  });
});
