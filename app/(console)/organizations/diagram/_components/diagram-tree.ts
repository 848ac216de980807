import { POLICY_TYPES, policyTypeOf } from '@/app/(console)/organizations/_components/policy-types';
import type { Json } from '@/lib/console/result';
import type * as read from '@/lib/organizations/overview/diagram';

export type DiagramRead = Json<read.OrganizationDiagram>;

/** The parts that need permissions of their own; undefined while they are unknown. */
export type DiagramMarks = {
  attachments?: Json<read.PolicyAttachments>;
  administrators?: Json<read.AdministratorServices>;
  invalid?: Json<read.InvalidEffectivePolicies>;
};

/** A line of a node below its name. */
export type Mark =
  | { kind: 'policies'; type: string; names: readonly string[] }
  | { kind: 'administers'; services: readonly string[] }
  | { kind: 'invalid'; types: readonly string[] }
  /** `continued`: a further line of the same mark. */
  | { kind: 'enabled'; types: readonly string[]; continued: boolean }
  | { kind: 'management' }
  | { kind: 'state'; state: string };

export type DiagramAccount = { kind: 'account'; id: string; name: string; marks: readonly Mark[] };
/** The root or an OU. `accountCount` counts its direct accounts, also those that are not named. */
export type DiagramUnit = {
  kind: 'root' | 'unit';
  id: string;
  name: string;
  marks: readonly Mark[];
  units: readonly DiagramUnit[];
  accounts: readonly DiagramAccount[];
  accountCount: number;
  /** The numbers of OUs and accounts at any depth below. */
  below: { units: number; accounts: number };
};

/** Returns the tree of the diagram from its reads. */
export function toDiagramTree(diagram: DiagramRead, { attachments, administrators, invalid }: DiagramMarks): DiagramUnit {
  const policies = new Map((attachments?.Policies ?? []).map((policy) => [policy.Id, policy]));
  const attached = new Map((attachments?.Targets ?? []).map(({ Id, PolicyIds }) => [Id, PolicyIds]));
  const services = new Map((administrators?.Administrators ?? []).map(({ AccountId, Services }) => [AccountId, Services]));
  const invalidTypes = new Map((invalid?.Accounts ?? []).map(({ AccountId, Types }) => [AccountId, Types]));
  const policyMarks = (id: string): Mark[] => {
    const byType = new Map<string, string[]>();
    for (const policyId of attached.get(id) ?? []) {
      const policy = policies.get(policyId);
      if (policy) byType.set(policy.Type, [...(byType.get(policy.Type) ?? []), policy.Name]);
    }
    return [...byType].sort(([a], [b]) => compareTypes(a, b)).map(([type, names]) => ({ kind: 'policies', type, names }));
  };
  const accountMarks = (id: string, state: string): Mark[] => {
    const [administered, problems] = [services.get(id), invalidTypes.get(id)];
    return [
      ...(id === diagram.ManagementAccountId ? [{ kind: 'management' } as const] : []),
      ...(state === 'ACTIVE' ? [] : [{ kind: 'state', state } as const]),
      ...policyMarks(id),
      ...(administered ? [{ kind: 'administers', services: administered } as const] : []),
      ...(problems ? [{ kind: 'invalid', types: problems } as const] : []),
    ];
  };
  const units = groupBy(diagram.Units, ({ ParentId }) => ParentId);
  const accounts = groupBy(diagram.Accounts, ({ ParentId }) => ParentId);
  const toUnit = (kind: 'root' | 'unit', id: string, name: string, accountCount: number): DiagramUnit => {
    const below = (units.get(id) ?? []).map((unit) => toUnit('unit', unit.Id, unit.Name, unit.AccountCount));
    return {
      kind,
      id,
      name,
      marks: [...(kind === 'root' ? enabledMarks(diagram.EnabledTypes) : []), ...policyMarks(id)],
      units: below,
      accounts: (accounts.get(id) ?? []).map(({ Id, Name, State }) => ({
        kind: 'account',
        id: Id,
        name: Name,
        marks: accountMarks(Id, State),
      })),
      accountCount,
      below: {
        units: below.reduce((sum, unit) => sum + 1 + unit.below.units, 0),
        accounts: below.reduce((sum, unit) => sum + unit.below.accounts, accountCount),
      },
    };
  };
  return toUnit('root', diagram.Root.Id, diagram.Root.Name, diagram.AccountsInRoot);
}

/** The characters of enabled types that fit into the first and into a further line. */
const CHARACTERS_IN_LINE = { first: 22, further: 30 };

/** Returns the enabled types as marks. A picture has lines of one length, and each type is in one of them. */
function enabledMarks(types: readonly string[]): Mark[] {
  const lines: string[][] = [[]];
  for (const type of [...types].sort(compareTypes)) {
    const line = lines.at(-1) ?? [];
    const most = lines.length === 1 ? CHARACTERS_IN_LINE.first : CHARACTERS_IN_LINE.further;
    if (line.length > 0 && [...line, type].map(typeWord).join(', ').length > most) lines.push([type]);
    else line.push(type);
  }
  return lines.map((some, index) => ({ kind: 'enabled', types: some, continued: index > 0 }));
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

const TYPE_ORDER: readonly string[] = POLICY_TYPES.map(({ id }) => id);

export function typeWord(type: string): string {
  return policyTypeOf(type)?.short ?? type;
}

function compareTypes(a: string, b: string): number {
  return TYPE_ORDER.indexOf(a) - TYPE_ORDER.indexOf(b);
}

/** Returns a mark as text: "SCP: DenyRegions, NoRoot". */
export function markText(mark: Mark): string {
  switch (mark.kind) {
    case 'policies':
      return `${typeWord(mark.type)}: ${mark.names.join(', ')}`;
    case 'administers':
      return `Delegated administrator: ${mark.services.join(', ')}`;
    case 'invalid':
      return `Invalid effective policy: ${mark.types.map(typeWord).join(', ')}`;
    case 'enabled':
      if (mark.continued) return mark.types.map(typeWord).join(', ');
      return mark.types.length === 0 ? 'No policy types enabled' : `Enabled: ${mark.types.map(typeWord).join(', ')}`;
    case 'management':
      return 'Management account';
    case 'state':
      return `State: ${mark.state.toLowerCase().replace('_', ' ')}`;
  }
}
