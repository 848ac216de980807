import type { CliService } from './model';

/**
 * Returns a part of a recorded call with the names that the API has for members. Events write members with a lowercase first letter,
 * and keys of maps as they are.
 */
export function namedMembers(service: CliService, operation: string, part: 'input' | 'output', value: unknown): unknown {
  const shape = service.operations.find(({ name }) => name === operation)?.[part];
  return shape === undefined ? value : named(service, shape, value);
}

function named(service: CliService, shapeName: string, value: unknown): unknown {
  const shape = service.shapes[shapeName];
  if (shape?.type === 'list' && Array.isArray(value)) return value.map((item) => named(service, shape.item, item));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (shape?.type === 'map') return Object.fromEntries(entries.map(([key, one]) => [key, named(service, shape.value, one)]));
  if (shape?.type !== 'structure') return value;
  const members = new Map(shape.members.map((member) => [member.name.toLowerCase(), member]));
  return Object.fromEntries(
    entries.map(([name, one]) => {
      const member = members.get(name.toLowerCase());
      return member ? [member.name, named(service, member.shape, one)] : [name, one];
    }),
  );
}
