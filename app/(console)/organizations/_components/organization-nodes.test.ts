import { describe, expect, it } from 'vitest';
import { visibleRows } from '@/components/console/tree/tree-model';
import {
  type Branch,
  coveredBy,
  type NodeName,
  type OrganizationNode,
  type ParentNode,
  type PoliciesOn,
  type Policy,
  policiesAbove,
  policiesAfterMove,
  toFoundTree,
  toTree,
} from './organization-nodes';

const SCP = 'SERVICE_CONTROL_POLICY';
const shared = (Id: string) => ({ Id, Name: Id, Arn: '', Place: '', Principals: 1 });
const root: ParentNode = { ...shared('root'), Type: 'ROOT', ParentId: null, UnitCount: 2, AccountCount: 1 };
const unit = (Id: string, ParentId: string, AccountCount = 0): ParentNode => ({
  ...shared(Id),
  Type: 'ORGANIZATIONAL_UNIT',
  ParentId,
  UnitCount: 0,
  AccountCount,
});
const account = (Id: string, ParentId: string): OrganizationNode => ({
  ...shared(Id),
  Type: 'ACCOUNT',
  ParentId,
  Email: '',
  State: 'ACTIVE',
  RemovableFrom: null,
  Enforcement: null,
});
const branch = (nodes: OrganizationNode[], more: Partial<Branch> = {}): Branch => ({
  nodes,
  total: nodes.length,
  whole: false,
  reading: false,
  failed: false,
  ...more,
});
const countIn = ({ UnitCount, AccountCount }: ParentNode) => UnitCount + AccountCount;
const rowsOf = (branches: Record<string, Branch>) =>
  visibleRows([toTree(root, new Map(Object.entries(branches)), countIn)], () => true).map((row) =>
    row.kind === 'item' ? row.id : `${row.parentId}: ${row.label}`,
  );

const small = branch([unit('prod', 'workloads'), unit('workloads', 'root'), account('top', 'root'), account('web', 'prod')], {
  whole: true,
});
const firstLevel = branch([unit('sandbox', 'root'), unit('workloads', 'root', 3), account('top', 'root')]);

describe('the organization tree', () => {
  it('shows every node below its parent if it was read as a whole', () => {
    expect(rowsOf({ root: small })).toEqual(['root', 'workloads', 'prod', 'web', 'top']);
    expect(coveredBy(new Map([['root', small]]))).toEqual(new Set(['root', 'workloads', 'prod']));
  });

  it('shows a loading row in a branch that is being read and shows an empty branch as a leaf', () => {
    expect(rowsOf({})).toEqual(['root', 'root: Loading…']);
    expect(rowsOf({ root: firstLevel })).toEqual(['root', 'sandbox', 'workloads', 'workloads: Loading…', 'top']);
  });

  it('offers to show more of a partly read branch and to retry a failed one', () => {
    const some = branch([account('a', 'workloads')], { total: 1_003 });
    expect(rowsOf({ root: firstLevel, workloads: some })).toEqual([
      'root',
      'sandbox',
      'workloads',
      'a',
      'workloads: Show more: 1,002 of 1,003 are not shown',
      'top',
    ]);
    const failed = branch([], { total: 3, failed: true });
    expect(rowsOf({ root: firstLevel, workloads: failed })).toContain('workloads: This could not be read. Try again');
  });

  it('counts siblings that are not loaded yet', () => {
    const some = branch([account('a', 'workloads')], { total: 1_003 });
    const tree = toTree(
      root,
      new Map([
        ['root', firstLevel],
        ['workloads', some],
      ]),
      countIn,
    );
    expect(visibleRows([tree], () => true).find(({ id }) => id === 'a')).toMatchObject({ position: 1, siblings: 1_003 });
  });
});

it('toFoundTree builds the path to each found node, with OUs before accounts', () => {
  const [item] = toFoundTree([account('web', 'workloads'), account('Audit', 'root')], [root, unit('workloads', 'root')]);
  expect(visibleRows(item ? [item] : [], () => true).map(({ id }) => id)).toEqual(['root', 'workloads', 'web', 'Audit']);
  expect(toFoundTree([], [])).toEqual([]);
});

describe('the policies of a node', () => {
  const attached: Record<string, readonly string[]> = {
    root: ['full'],
    workloads: ['full', 'region'],
    prod: ['full'],
    sandbox: ['full', 'cheap'],
  };
  const policiesOn: PoliciesOn = (id, type) => (type === SCP ? (attached[id] ?? []).map(policy) : []);
  const policy = (Id: string): Policy => ({ Id, Arn: `arn:aws:${Id}`, Name: Id, Description: '', Type: SCP, AwsManaged: false });
  const level = (Id: string): NodeName => ({ Type: 'ORGANIZATIONAL_UNIT', Id, Name: Id });
  const inProd = ['root', 'workloads', 'prod'].map(level);

  it('include those of each level, starting at the root', () => {
    const found = policiesAbove(inProd, policiesOn, SCP).map((each) => `${each.policy.Id}@${each.level.Id}`);
    expect(found).toEqual(['full@root', 'full@workloads', 'region@workloads', 'full@prod']);
  });

  it('change after a move except for policies on levels that both places share', () => {
    const { starts, stops } = policiesAfterMove([inProd], ['root', 'sandbox'].map(level), policiesOn);
    expect(starts.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual(['full@sandbox', 'cheap@sandbox']);
    expect(stops.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual([
      'full@workloads',
      'region@workloads',
      'full@prod',
    ]);
  });

  it('change after a move of several accounts, with each policy counted once', () => {
    const inSandbox = ['root', 'sandbox'].map(level);
    const { starts, stops } = policiesAfterMove([inProd, inSandbox, inSandbox], ['root', 'sandbox'].map(level), policiesOn);
    expect(starts.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual(['full@sandbox', 'cheap@sandbox']);
    expect(stops).toHaveLength(3);
    expect(policiesAfterMove([inSandbox, inSandbox], ['root'].map(level), policiesOn).stops).toHaveLength(2);
  });
});
