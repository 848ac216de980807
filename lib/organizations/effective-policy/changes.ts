import {
  contentInForce,
  DECLARATIVE_POLICY_TYPES,
  type DeclarativePolicyType,
  type EffectiveObject,
  type EffectivePolicy,
  type ValueSource,
} from '@gatehouse/policy/organization';
import type { AccountFacts } from '../../core/account-facts';
import { type Guardrails, pathOf } from '../../core/authorization/guardrails';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { SettingOrigin } from '../../core/declarative-policy';
import { storedJson } from '../../core/text/stored-json';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { type Attachments, type Computed, computeOf, readAttachments, readStored } from '../effective-policies';
import { differencesSteps, type SettingDifference } from './differences';

/** The rows of an organization at one point in time. */
export type OrganizationRows = { db: Transaction; organization: NonNullable<AccountFacts['organization']> };

/** A policy above accounts that is new there, gone, edited, or in another place among the node's policies. */
export type ChangedPolicy = {
  policyId: string;
  policyName: string;
  nodeId: string;
  nodeName: string;
  how: 'ADDED' | 'REMOVED' | 'EDITED' | 'REORDERED';
};

/** A setting that differs, with the policies that set it then and now. Defaults and documents that stayed in force have no origin. */
export type ChangedSetting = SettingDifference & {
  beforeFrom: readonly SettingOrigin[];
  afterFrom: readonly SettingOrigin[];
};

/** A change of the effective policy of accounts that have the same policies above them at both points in time. */
export type EffectiveChange = {
  type: DeclarativePolicyType;
  accountIds: string[];
  change: 'CHANGED' | 'BECAME_INVALID' | 'BECAME_VALID';
  policies: readonly ChangedPolicy[];
  settings: readonly ChangedSetting[];
  /** True if more settings differ. */
  hasMore: boolean;
};

/** The settings of one change. */
const MOST_SETTINGS = 25;
/** The characters of the effective policies that are kept during a comparison. Others are made again when they are needed. */
const MOST_CHARACTERS = 5_000_000;

/**
 * Compares the effective policies of accounts at two points in time, by type, with those of the most accounts first. For an account that
 * was not in the organization at the earlier point, nothing was in force.
 */
export async function effectiveChanges(
  before: OrganizationRows,
  after: OrganizationRows,
  accountIds: ReadonlySet<string>,
): Promise<EffectiveChange[]> {
  const places = { before: await readPlaces(before), after: await readPlaces(after) };
  const used = new Set([...(await typesIn(before)), ...(await typesIn(after))]);
  const changes: EffectiveChange[] = [];
  for (const type of DECLARATIVE_POLICY_TYPES) {
    if (!used.has(type)) continue;
    const comparison = new Comparison(
      type,
      await readState(before, places.before, type),
      await readState(after, places.after, type),
    );
    for (const accountId of places.after.parents.keys()) {
      const turn = giveWay();
      if (turn) await turn;
      if (accountIds.has(accountId)) await comparison.add(accountId);
    }
    changes.push(...comparison.changes());
  }
  return changes;
}

type Places = {
  tree: Pick<Guardrails, 'rootId' | 'rootName' | 'units'>;
  names: ReadonlyMap<string, string>;
  parents: ReadonlyMap<string, string | null>;
};

/** Reads the places of all accounts. There are none before the organization was created. */
async function readPlaces({ db, organization }: OrganizationRows): Promise<Places> {
  const { id, rootId } = organization;
  const [root] = await db.organization.findMany({ where: { id }, select: { rootName: true } });
  const of = { where: { organizationId: id } };
  const units = await db.organizationalUnit.findMany({ ...of, select: { id: true, name: true, parentId: true } });
  const select = { id: true, name: true, parentId: true };
  const rows = await db.account.findMany({ ...of, orderBy: { id: 'asc' }, select });
  return {
    tree: { rootId, rootName: root?.rootName ?? rootId, units: new Map(units.map((unit) => [unit.id, unit])) },
    names: new Map(rows.map(({ id, name }) => [id, name])),
    parents: new Map(rows.map(({ id, parentId }) => [id, parentId])),
  };
}

async function typesIn({ db, organization }: OrganizationRows): Promise<string[]> {
  const where = { organizationId: organization.id };
  return (await db.organizationPolicyAttachment.findMany({ where, select: { type: true } })).map(({ type }) => type);
}

type State = Attachments & {
  compute: ReturnType<typeof computeOf>;
  stored: ReadonlyMap<string, string>;
  /** Returns the nodes with policies from the root down to an account. */
  nodesOf: (accountId: string) => string[];
  nameOf: (nodeId: string) => string | undefined;
};

async function readState(rows: OrganizationRows, { tree, names, parents }: Places, type: DeclarativePolicyType): Promise<State> {
  const attachments = await readAttachments(rows.db, rows.organization.id, type);
  return {
    ...attachments,
    compute: computeOf(type, attachments, new BoundedMap(MOST_CHARACTERS, ({ content }) => content.length)),
    stored: await readStored(rows, type),
    nodesOf: (accountId) => {
      const parentId = parents.get(accountId);
      if (parentId === undefined) return [];
      return [...pathOf(tree, parentId ?? tree.rootId), accountId].filter((id) => attachments.attached.has(id));
    },
    nameOf: (id) => (id === tree.rootId ? tree.rootName : (tree.units.get(id)?.name ?? names.get(id))),
  };
}

/** The effective policies of one type at two points in time. */
class Comparison {
  /** The changes by the policies above the accounts. Null for none. */
  private readonly found = new Map<string, EffectiveChange | null>();

  constructor(
    private readonly type: DeclarativePolicyType,
    private readonly before: State,
    private readonly after: State,
  ) {}

  async add(accountId: string): Promise<void> {
    const { before, after } = this;
    const [last, next] = [before.nodesOf(accountId), after.nodesOf(accountId)];
    const [lastStored, nextStored] = [before.stored.get(accountId), after.stored.get(accountId)];
    const key = JSON.stringify([last, next, lastStored ?? null, nextStored ?? null]);
    let change = this.found.get(key);
    if (change === undefined) {
      change = await this.compare({ nodes: last, stored: lastStored }, { nodes: next, stored: nextStored });
      this.found.set(key, change);
    }
    change?.accountIds.push(accountId);
  }

  changes(): EffectiveChange[] {
    const changes = [...this.found.values()].filter((change) => change !== null);
    return changes.sort((one, other) => other.accountIds.length - one.accountIds.length);
  }

  private async compare(last: Chain, next: Chain): Promise<EffectiveChange | null> {
    const policies = this.policiesChanged(last.nodes, next.nodes);
    if (policies.length === 0 && last.stored === next.stored) return null;
    const [was, is] = [await inForceOf(this.before, last), await inForceOf(this.after, next)];
    const differences =
      was.content === is.content
        ? []
        : await takeInTurns(
            differencesSteps(
              storedJson<EffectiveObject>(was.content),
              storedJson<EffectiveObject>(is.content),
              MOST_SETTINGS + 1,
            ),
          );
    const change = was.isValid === is.isValid ? 'CHANGED' : is.isValid ? 'BECAME_VALID' : 'BECAME_INVALID';
    if (change === 'CHANGED' && differences.length === 0) return null;
    const shown = differences.slice(0, MOST_SETTINGS);
    const paths = new Set(shown.map(({ Path }) => Path));
    const [beforeFrom, afterFrom] = [await this.originsOf(was, paths), await this.originsOf(is, paths)];
    const settings = shown.map((difference) => ({
      ...difference,
      beforeFrom: beforeFrom.get(difference.Path) ?? [],
      afterFrom: afterFrom.get(difference.Path) ?? [],
    }));
    return {
      ...{ type: this.type, accountIds: [], change, policies, settings },
      hasMore: differences.length > MOST_SETTINGS,
    };
  }

  private policiesChanged(last: readonly string[], next: readonly string[]): ChangedPolicy[] {
    const changed: ChangedPolicy[] = [];
    for (const nodeId of new Set([...next, ...last])) {
      const was = last.includes(nodeId) ? (this.before.attached.get(nodeId) ?? []) : [];
      const is = next.includes(nodeId) ? (this.after.attached.get(nodeId) ?? []) : [];
      const [stayed, stays] = [was.filter((id) => is.includes(id)), is.filter((id) => was.includes(id))];
      const add = (policyId: string, how: ChangedPolicy['how']) => changed.push({ ...this.named(policyId, nodeId), how });
      for (const id of is) {
        if (!was.includes(id)) add(id, 'ADDED');
        else if (this.before.contents.get(id) !== this.after.contents.get(id)) add(id, 'EDITED');
        else if (stayed.indexOf(id) !== stays.indexOf(id)) add(id, 'REORDERED');
      }
      for (const id of was) if (!is.includes(id)) add(id, 'REMOVED');
    }
    return changed;
  }

  private named(policyId: string, nodeId: string) {
    const { before, after } = this;
    const policyName = after.names.get(policyId) ?? before.names.get(policyId) ?? policyId;
    return { policyId, policyName, nodeId, nodeName: after.nameOf(nodeId) ?? before.nameOf(nodeId) ?? nodeId };
  }

  /** Returns the policies behind the settings at some paths. A value that a policy removed comes from that policy too. */
  private async originsOf({ settings }: InForceAt, paths: ReadonlySet<string>): Promise<Map<string, SettingOrigin[]>> {
    const origins = new Map<string, SettingOrigin[]>();
    for (const { path, present, setBy, values, overruled } of settings) {
      const turn = giveWay();
      if (turn) await turn;
      const at = path.join('/');
      if (!present || !paths.has(at)) continue;
      const removed = overruled.flatMap(({ reason }) => (reason.kind === 'REMOVED' ? reason.by : []));
      const sources = [setBy, ...values.map(({ source }) => source), ...removed].filter(
        (each): each is ValueSource => each !== null,
      );
      const unique = new Map(sources.map(({ policy, node }) => [`${node} ${policy}`, { policy, node }]));
      origins.set(
        at,
        [...unique.values()].map(({ policy, node }) => ({ policyType: this.type, ...this.named(policy, node) })),
      );
    }
    return origins;
  }
}

type Chain = { nodes: readonly string[]; stored: string | undefined };
type InForceAt = { content: string; isValid: boolean; settings: EffectivePolicy['settings'] };

/** Returns what is in force. Nothing is known about the origins of an older document. */
async function inForceOf(state: State, { nodes, stored }: Chain): Promise<InForceAt> {
  const computed: Computed = await state.compute(nodes);
  const isValid = computed.problems.length === 0;
  return { content: contentInForce(computed, stored), isValid, settings: isValid ? computed.settings : [] };
}
