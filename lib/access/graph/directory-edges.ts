import { type AccessModel, type DirectoryIndex, directoryIndexSteps } from '@gatehouse/policy/analyze';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import type { GraphEdge } from './graph-edge';

type Person = DirectoryIndex['directory']['people'][number];
type Group = DirectoryIndex['directory']['groups'][number];

/** The edges of IAM Identity Center: who is in its groups, and who is assigned the roles of its permission sets. */
export class DirectoryEdges {
  private readonly people = new Map<string, Person>();
  private readonly groups = new Map<string, Group>();
  private readonly groupsById = new Map<string, Group>();
  private readonly assigned = new Map<string, GraphEdge[]>();
  private readonly assignedTo = new Map<string, GraphEdge[]>();

  private constructor(private readonly index: DirectoryIndex | null) {}

  static async of(model: AccessModel): Promise<DirectoryEdges> {
    const edges = new DirectoryEdges(await takeInTurns(directoryIndexSteps(model)));
    await edges.read(new Map(model.accounts.map(({ accountId, name }) => [accountId, name])));
    return edges;
  }

  /** A disabled user has no edges, because nobody can sign in as one. */
  private async read(accountNames: ReadonlyMap<string, string>): Promise<void> {
    if (!this.index) return;
    const { directory, roles } = this.index;
    for (const person of directory.people) {
      if (!person.disabled) this.people.set(person.arn, person);
      await giveWay();
    }
    for (const group of directory.groups) {
      this.groups.set(group.arn, group);
      this.groupsById.set(group.id, group);
    }
    for (const { arn: to, accountId, permissionSet, people, groups } of roles) {
      const account = accountNames.get(accountId);
      if (account === undefined || !directory.trusted.has(accountId)) continue;
      const through = `${permissionSet.name} in ${account}`;
      for (const { arn: from } of [...people.filter(({ disabled }) => !disabled), ...groups]) {
        const edge: GraphEdge = { from, to, kind: 'assigned', access: 'always', deciding: [], through };
        push(this.assigned, from, edge);
        push(this.assignedTo, to, edge);
      }
      await giveWay();
    }
  }

  from(id: string): GraphEdge[] {
    const person = this.people.get(id);
    const joined = (person?.groups ?? []).flatMap((group) => this.groupsById.get(group)?.arn ?? []);
    return [...joined.map((to) => member(id, to)), ...(this.assigned.get(id) ?? [])];
  }

  to(id: string): GraphEdge[] {
    const group = this.groups.get(id);
    const people = group ? (this.index?.members(group.id) ?? []).filter(({ disabled }) => !disabled) : [];
    return [...people.map(({ arn }) => member(arn, id)), ...(this.assignedTo.get(id) ?? [])];
  }

  /** Returns who is assigned something, groups first. Members of groups are as many as people, so the whole graph only counts them. */
  assignees(): string[] {
    const all = [...this.assigned.keys()];
    return [...all.filter((id) => this.groups.has(id)), ...all.filter((id) => !this.groups.has(id))];
  }

  /** Returns the assignments of a user or group, without the user's groups. */
  assignmentsOf(id: string): readonly GraphEdge[] {
    return this.assigned.get(id) ?? [];
  }
}

function member(from: string, to: string): GraphEdge {
  return { from, to, kind: 'member', access: 'always', deciding: [] };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
