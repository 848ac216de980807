import {
  type EffectivePolicy,
  type Overruled,
  type PolicyNode,
  type PolicySetting,
  type Scalar,
  settingsOfPolicy,
  type ValueOperator,
  type ValueSource,
} from '@gatehouse/policy/organization';
import { giveWay } from '../../core/work/bulk';
import type { TreeNode } from '../tree';

/** The place of a policy: itself and the node at which it is attached. */
export type PolicyPlace = { PolicyId: string; NodeId: string };

/** The place of an operator. */
export type Source = PolicyPlace & { Operator: ValueOperator };

/** The reason why an operator has no effect. `MEMBER_NOT_ALLOWED`: a control on a map above keeps child policies from adding members. */
export type IgnoredReason = 'OPERATOR_NOT_ALLOWED' | 'ASSIGNED_EARLIER' | 'MEMBER_NOT_ALLOWED';

/** An operator of an attached policy, or a control alone. */
export type PolicyOperation = {
  Path: string[];
  Operator: ValueOperator | null;
  Values: Scalar[];
  /** The operators that it leaves to child policies, or null without a control. */
  AllowedForChildren: ValueOperator[] | null;
  /** The reason why the whole operator is ignored, with the policy that causes it, which is null if the caller may not read it. */
  Ignored: { Reason: IgnoredReason; By: PolicyPlace | null } | null;
};

/** A policy in order of attachment. `Content` is the stored text. */
export type LevelPolicy = { Id: string; Name: string; Targets: number; Content: string; Operations: PolicyOperation[] };

export type Level = { Id: string; Type: TreeNode['type']; Name: string; Policies: LevelPolicy[] };

/** A value that a policy above set, and that another took away. */
export type GoneValue = { Value: Scalar; Reason: 'REPLACED' | 'REMOVED'; By: Source };

/** A setting of the effective document. A source is null for a default of the type, and for a policy that the caller may not read. */
export type Setting = {
  Path: string[];
  List: boolean;
  Values: { Value: Scalar; Source: Source | null; IsDefault: boolean }[];
  Gone: GoneValue[];
  AllowedForChildren: ValueOperator[];
};

type NamedNode = PolicyNode & { type: TreeNode['type']; name: string };
type Readable = ReadonlyMap<string, { name: string; content: string; targets: number }>;

/**
 * Returns the parts of an effective policy that a caller may see. Without any readable policy, and for an account that may not see why its
 * policy is invalid, those are the values of the document in force.
 * @param readable the readable policies by `NODE POLICY`
 * @param inForce the document in force, if it is not the computed one
 */
export async function toAnswer(
  levels: readonly NamedNode[],
  effective: EffectivePolicy,
  readable: Readable,
  inForce: string | null,
) {
  const isReadable = ({ node, policy }: { node: string; policy: string }) => readable.has(`${node} ${policy}`);
  const count = levels.reduce((sum, { policies }) => sum + policies.length, 0);
  const reasonOf = await ignoredBy(effective);
  const Levels: Level[] = [];
  for (const { id, type, name, policies } of levels) {
    const level: Level = { Id: id, Type: type, Name: name, Policies: [] };
    for (const { id: policyId, policy } of policies) {
      const shown = readable.get(`${id} ${policyId}`);
      if (!shown) continue;
      await giveWay();
      const Operations = settingsOfPolicy(policy).map((setting): PolicyOperation => {
        const ignored = reasonOf({ node: id, policy: policyId }, setting);
        return {
          Path: [...setting.path],
          Operator: setting.operator,
          Values: [...setting.values],
          AllowedForChildren: setting.allowedForChildren && [...setting.allowedForChildren],
          Ignored: ignored && { Reason: ignored.reason, By: isReadable(ignored.by) ? toPlace(ignored.by) : null },
        };
      });
      level.Policies.push({ Id: policyId, Name: shown.name, Targets: shown.targets, Content: shown.content, Operations });
    }
    Levels.push(level);
  }
  const HidesPolicies = readable.size < count;
  await giveWay();
  // The computed document of an invalid policy is not published, and would show values of policies that the caller may not read.
  if (HidesPolicies && (readable.size === 0 || inForce !== null)) {
    const content = inForce ?? effective.content;
    return { Levels, HidesPolicies, Content: content, Settings: settingsOfDocument(JSON.parse(content), []) };
  }
  const Settings: Setting[] = [];
  for (const setting of effective.settings) if (setting.present) Settings.push(await toSetting(setting, isReadable));
  return { Levels, HidesPolicies, Content: effective.content, Settings };
}

type Place = { node: string; policy: string };
type IsReadable = (place: Place) => boolean;

const keyOf = (...parts: readonly string[]) => parts.join('\0');

/** Returns the function that gives the reason why an operator of a policy is ignored, or null. */
async function ignoredBy({ settings, refusedMembers }: EffectivePolicy) {
  const reasons = new Map<string, { reason: IgnoredReason; by: Place }>();
  for (const { path, overruled } of settings) {
    for (const { source, reason } of overruled) {
      const turn = giveWay();
      if (turn) await turn;
      if (reason.kind !== 'OPERATOR_NOT_ALLOWED' && reason.kind !== 'ASSIGNED_EARLIER') continue;
      reasons.set(keyOf(source.node, source.policy, source.operator, ...path), { reason: reason.kind, by: reason.by });
    }
  }
  for (const { path, node, policy, by } of refusedMembers) {
    reasons.set(keyOf(node, policy, '', ...path), { reason: 'MEMBER_NOT_ALLOWED', by });
  }
  return ({ node, policy }: Place, { path, operator }: PolicySetting) => {
    for (let depth = 1; depth <= path.length; depth++) {
      const refused = reasons.get(keyOf(node, policy, '', ...path.slice(0, depth)));
      if (refused) return refused;
    }
    return operator === null ? null : (reasons.get(keyOf(node, policy, operator, ...path)) ?? null);
  };
}

async function toSetting(setting: EffectivePolicy['settings'][number], isReadable: IsReadable): Promise<Setting> {
  const Values: Setting['Values'] = [];
  for (const { value, source } of setting.values) {
    const turn = giveWay();
    if (turn) await turn;
    const readable = source && isReadable(source);
    Values.push({ Value: value, Source: readable ? toSource(source) : null, IsDefault: source === null });
  }
  const present = new Set(setting.values.map(({ value }) => value));
  const Gone: GoneValue[] = [];
  for (const overruled of setting.overruled) {
    const turn = giveWay();
    if (turn) await turn;
    Gone.push(...toGone(overruled, present, isReadable));
  }
  const AllowedForChildren = [...setting.allowedForChildren];
  return { Path: [...setting.path], List: setting.kind === 'list', Values, Gone, AllowedForChildren };
}

/** A value that is there again is not gone. */
function toGone({ source, value, reason }: Overruled, present: ReadonlySet<Scalar>, isReadable: IsReadable): GoneValue[] {
  if (reason.kind !== 'REPLACED' && reason.kind !== 'REMOVED') return [];
  if (value === undefined || present.has(value)) return [];
  return isReadable(source) && isReadable(reason.by) ? [{ Value: value, Reason: reason.kind, By: toSource(reason.by) }] : [];
}

const toPlace = ({ policy, node }: { policy: string; node: string }): PolicyPlace => ({ PolicyId: policy, NodeId: node });
const toSource = (source: ValueSource): Source => ({ ...toPlace(source), Operator: source.operator });

type Json = Scalar | readonly Scalar[] | { [name: string]: Json };

/** Returns the settings of a document without sources. The document was computed here, so its depth is that of the type's syntax. */
function settingsOfDocument(node: Json, path: readonly string[]): Setting[] {
  if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
    return Object.entries(node).flatMap(([name, member]) => settingsOfDocument(member, [...path, name]));
  }
  const values: readonly Scalar[] = Array.isArray(node) ? node : [node as Scalar];
  return [
    {
      Path: [...path],
      List: Array.isArray(node),
      Values: values.map((Value) => ({ Value, Source: null, IsDefault: false })),
      Gone: [],
      AllowedForChildren: [],
    },
  ];
}
