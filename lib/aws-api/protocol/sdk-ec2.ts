import model from './ec2-model.json';
import type { Member, Shape, Structure, WireOperation } from './sdk-shapes';

// The used part of EC2's model, extracted from the SDK's client by scripts/ec2-model.ts. Loading that client takes 160 ms and 33
// MB.

/** `structure` is the name of a structure. */
type StoredShape = { kind: string; item?: StoredShape; itemName?: string; value?: StoredShape; structure?: string };
type StoredMember = Omit<Member, 'shape'> & { shape: StoredShape };
export type Ec2Model = {
  /** Every operation that EC2 has. */
  names: string[];
  operations: Record<string, { input?: StoredShape; output?: StoredShape }>;
  structures: Record<string, Omit<Structure, 'members' | 'kind'> & { members: StoredMember[] }>;
};

const { names, operations, structures } = model as unknown as Ec2Model;
const known = new Map<string, Structure>();

function toShape({ kind, item, itemName, value, structure }: StoredShape): Shape {
  if (structure !== undefined) return toStructure(structure);
  if (kind === 'list' && item) return { kind, item: toShape(item), ...(itemName && { itemName }) };
  if (kind === 'map' && value) return { kind, value: toShape(value) };
  return { kind } as Shape;
}

function toStructure(name: string): Structure {
  const found = known.get(name);
  if (found) return found;
  const stored = structures[name];
  if (!stored) throw new Error(`the model of EC2 has no structure ${name}`);
  const members: Member[] = [];
  const shape: Structure = { ...stored, kind: 'structure', members };
  known.set(name, shape);
  for (const member of stored.members) members.push({ ...member, shape: toShape(member.shape) });
  return shape;
}

/**
 * Returns an operation of EC2 as its wire shapes, or null if EC2 does not have it. For operations that Gatehouse does not have,
 * only the name is known.
 */
export function ec2Operation(name: string): WireOperation | null {
  const stored = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!stored) return names.includes(name) ? { name, input: undefined, output: undefined, http: undefined } : null;
  return {
    name,
    input: stored.input && toShape(stored.input),
    output: stored.output && toShape(stored.output),
    http: undefined,
  };
}

export function ec2OperationNames(): string[] {
  return [...names];
}
