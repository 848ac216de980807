import { isAwsManaged } from '@gatehouse/policy/evaluate';
import { layOut } from '@/components/access/lay-out';
import type { ControlsSummary, SubjectSummary } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';

export type SimulatedKind = 'identity' | 'boundary' | 'scp' | 'rcp';

/** A policy of the simulation: stored, or created here. */
export type SimulatedPolicy = {
  id: string;
  name: string;
  kind: SimulatedKind;
  /** How it applies to the principal: `group readers`, `the OU Workloads`. */
  detail: string;
  /** The stored text. Absent for a policy created here. */
  stored?: string;
  /** The root, OU or account of an SCP or RCP. */
  levelId?: string;
};

/** Unsaved changes on the page. */
export type PolicyChanges = {
  off: readonly string[];
  /** Texts by policy ID: edited copies and new policies. */
  texts: Readonly<Record<string, string>>;
  added: readonly SimulatedPolicy[];
};

export const NO_CHANGES: PolicyChanges = { off: [], texts: {}, added: [] };

/** Returns all stored policies that apply to the principal, in evaluation order. */
export function policiesOf(
  subject: SubjectSummary,
  controls: ControlsSummary | undefined,
  documents: Readonly<Record<string, string>>,
): SimulatedPolicy[] {
  const stored = (id: string) => layOut(documents[id]);
  const said = (id: string, detail: string) =>
    documents[id] === undefined ? `${detail}, which you don't have permission to view` : detail;
  const bySubject: SimulatedPolicy[] = subject.Identity.map(({ Id, Name, Inline, Group }) => ({
    id: Id,
    name: Name,
    kind: 'identity',
    detail: said(Id, Group !== undefined ? `Group ${Group}` : Inline ? 'Inline policy' : 'Attached directly'),
    stored: stored(Id),
  }));
  const boundary: SimulatedPolicy[] = subject.Boundary
    ? [
        {
          id: subject.Boundary.Id,
          name: subject.Boundary.Name,
          kind: 'boundary',
          detail: said(subject.Boundary.Id, 'Permissions boundary'),
          stored: stored(subject.Boundary.Id),
        },
      ]
    : [];
  const onLevels = (kind: 'scp' | 'rcp', levels: SubjectSummary['Levels']) =>
    levels.flatMap(({ Id: levelId, Name, Kind, Policies }) =>
      // AWS: RCPFullAWSAccess cannot be detached.
      Policies.filter((policy) => kind === 'scp' || !isAwsManaged({ arn: policy.Arn })).map(
        (policy): SimulatedPolicy => ({
          id: policy.Id,
          name: policy.Name,
          kind,
          detail: said(policy.Id, levelName({ Name, Kind })),
          stored: stored(policy.Id),
          levelId,
        }),
      ),
    );
  const scps = subject.ScpApplies ? onLevels('scp', subject.Levels) : [];
  const rcps = controls && !controls.Management ? onLevels('rcp', controls.Levels) : [];
  return [...bySubject, ...boundary, ...scps, ...rcps];
}

export function levelName({ Name, Kind }: { Name: string; Kind: string }): string {
  if (Kind === 'root') return 'Root';
  return `${Kind === 'account' ? 'Account' : 'OU'} ${Name}`;
}

export function textOf(policy: SimulatedPolicy, changes: PolicyChanges): string {
  const { stored = '' } = policy;
  return changes.texts[policy.id] ?? stored;
}

export function isEdited({ id, stored }: SimulatedPolicy, { texts }: PolicyChanges): boolean {
  return stored !== undefined && texts[id] !== undefined && texts[id] !== stored;
}

/** Returns the changes as operations take them. */
export function draftsOf(policies: readonly SimulatedPolicy[], changes: PolicyChanges): PolicyDraft[] {
  const off = new Set(changes.off);
  const stored = policies.flatMap((policy): PolicyDraft[] => {
    if (off.has(policy.id)) return [{ kind: 'remove', policyId: policy.id }];
    return isEdited(policy, changes) ? [{ kind: 'replace', policyId: policy.id, document: textOf(policy, changes) }] : [];
  });
  const added = changes.added.flatMap(({ id, name, kind, levelId }): PolicyDraft[] =>
    off.has(id) ? [] : [{ kind: 'add', type: kind, name, levelId, document: changes.texts[id] ?? '' }],
  );
  return [...stored, ...added];
}

/** Returns a new policy with an initial text. */
export function newPolicy(
  kind: SimulatedKind,
  added: readonly SimulatedPolicy[],
  level?: { Id: string; Name: string; Kind: string },
) {
  const names = new Set(added.map(({ name }) => name));
  let number = 1;
  while (names.has(`${NEW_NAMES[kind]} ${number}`)) number += 1;
  const name = `${NEW_NAMES[kind]} ${number}`;
  const detail = level ? levelName(level) : 'Created here';
  const policy: SimulatedPolicy = { id: `new:${name}`, name, kind, detail, levelId: level?.Id };
  return { policy, text: JSON.stringify({ Version: '2012-10-17', Statement: [NEW_STATEMENTS[kind]] }, null, 2) };
}

const NEW_NAMES: Record<SimulatedKind, string> = {
  identity: 'New policy',
  boundary: 'New boundary',
  scp: 'New SCP',
  rcp: 'New RCP',
};
const NEW_STATEMENTS: Record<SimulatedKind, object> = {
  identity: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  boundary: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  scp: { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
  rcp: {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
  },
};
