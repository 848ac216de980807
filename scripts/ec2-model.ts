import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import type { Ec2Model } from '../lib/aws-api/protocol/sdk-ec2';
import { OPERATION, type Shape, type StaticSchema, toWireOperation } from '../lib/aws-api/protocol/sdk-shapes';
import { operations } from '../lib/resources/ec2/parts';

// `npm run ec2-model` writes the used part of the EC2 client's model. Run it after a new version or operation.

/** Returns the client's model of the emulated operations. */
export function readEc2Model(): Ec2Model {
  const schemas = Object.entries(ec2).flatMap(([key, value]: [string, unknown]) =>
    key.endsWith('$') && Array.isArray(value) && value[0] === OPERATION
      ? [[key.slice(0, -1), value as StaticSchema] as const]
      : [],
  );
  const model: Ec2Model = { names: schemas.map(([name]) => name), operations: {}, structures: {} };
  const store = (shape: Shape): Ec2Model['operations'][string]['input'] & object => {
    if (shape.kind === 'list') return { ...shape, item: store(shape.item) };
    if (shape.kind === 'map') return { ...shape, value: store(shape.value) };
    if (shape.kind !== 'structure') return shape;
    if (!model.structures[shape.name]) {
      const { kind: _, members, ...rest } = shape;
      const stored: Ec2Model['structures'][string] = { ...rest, members: [] };
      model.structures[shape.name] = stored;
      for (const member of members) stored.members.push({ ...member, shape: store(member.shape) });
    }
    return { kind: shape.kind, structure: shape.name };
  };
  for (const [name, schema] of schemas) {
    if (!Object.hasOwn(operations.ec2, name)) continue;
    const { input, output } = toWireOperation(name, schema);
    model.operations[name] = { ...(input && { input: store(input) }), ...(output && { output: store(output) }) };
  }
  return model;
}

if (process.argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, '../lib/aws-api/protocol/ec2-model.json');
  writeFileSync(file, `${JSON.stringify(readEc2Model())}\n`);
}
