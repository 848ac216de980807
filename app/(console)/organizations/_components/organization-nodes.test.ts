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

describe('the tree as far as it is here', () => {
  it('is all of it where it came whole, each part in what it lies in', () => {
    expect(rowsOf({ root: small })).toEqual(['root', 'workloads', 'prod', 'web', 'top']);
    expect(coveredBy(new Map([['root', small]]))).toEqual(new Set(['root', 'workloads', 'prod']));
  });

  it('says of a branch that is on its way that it is, and lets an empty one be a leaf', () => {
    expect(rowsOf({})).toEqual(['root', 'root: Loading…']);
    expect(rowsOf({ root: firstLevel })).toEqual(['root', 'sandbox', 'workloads', 'workloads: Loading…', 'top']);
  });

  it('asks for more after what is here of a branch, or again where it could not be read', () => {
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

  it('tells how many siblings a row has, those that are not here among them', () => {
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

it('the tree of what was found is the way to each, OUs before accounts', () => {
  const [item] = toFoundTree([account('web', 'workloads'), account('Audit', 'root')], [root, unit('workloads', 'root')]);
  expect(visibleRows(item ? [item] : [], () => true).map(({ id }) => id)).toEqual(['root', 'workloads', 'web', 'Audit']);
  expect(toFoundTree([], [])).toEqual([]);
});

describe('policies of a node', () => {
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

  it('are those of each level, root first', () => {
    const found = policiesAbove(inProd, policiesOn, SCP).map((each) => `${each.policy.Id}@${each.level.Id}`);
    expect(found).toEqual(['full@root', 'full@workloads', 'region@workloads', 'full@prod']);
  });

  it('change by a move except for those of levels that both places have', () => {
    const { starts, stops } = policiesAfterMove([inProd], ['root', 'sandbox'].map(level), policiesOn);
    expect(starts.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual(['full@sandbox', 'cheap@sandbox']);
    expect(stops.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual([
      'full@workloads',
      'region@workloads',
      'full@prod',
    ]);
  });

  it('change for some of several accounts, each counted once', () => {
    const inSandbox = ['root', 'sandbox'].map(level);
    const { starts, stops } = policiesAfterMove([inProd, inSandbox, inSandbox], ['root', 'sandbox'].map(level), policiesOn);
    expect(starts.map((each) => `${each.policy.Id}@${each.level.Id}`)).toEqual(['full@sandbox', 'cheap@sandbox']);
    expect(stops).toHaveLength(3);
    expect(policiesAfterMove([inSandbox, inSandbox], ['root'].map(level), policiesOn).stops).toHaveLength(2);
  });
});
