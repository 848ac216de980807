import type { Shape } from '../protocol/sdk-schemas';

// IAM returns documents percent-encoded. The CLI and boto3 decode them into objects.
const DOCUMENTS = /(?:PolicyDocument|^Document)$/;
const TYPES = { string: 'string', number: 'number', boolean: 'boolean', timestamp: 'string', blob: 'string' } as const;

/** Compares JSON that a client printed with the SDK's model. Returns paths that are missing, unknown or of a wrong type. */
export function misshapen(shape: Shape, value: unknown, at: string): string[] {
  switch (shape.kind) {
    case 'structure': {
      if (!isObject(value)) return [`${at} is no object`];
      const names = shape.members.map(({ name }) => name);
      return [
        ...Object.keys(value).flatMap((name) => (names.includes(name) ? [] : [`${at}.${name} is unknown`])),
        ...shape.members.flatMap(({ name, shape: member, required }) => {
          const inner = value[name];
          if (inner === undefined || inner === null) return required ? [`${at}.${name} is lacking`] : [];
          return DOCUMENTS.test(name) && isObject(inner) ? [] : misshapen(member, inner, `${at}.${name}`);
        }),
      ];
    }
    case 'list':
      return Array.isArray(value) ? value.flatMap((item, i) => misshapen(shape.item, item, `${at}[${i}]`)) : [`${at} is no list`];
    case 'map':
      if (!isObject(value)) return [`${at} is no object`];
      return Object.entries(value).flatMap(([key, item]) => misshapen(shape.value, item, `${at}.${key}`));
    case 'document':
      return [];
    default:
      return typeof value === TYPES[shape.kind] ? [] : [`${at} is a ${typeof value}`];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
