import { z } from 'zod';
import type { AnyOperation } from '../../core/operation';
import { services } from '../server/services';

/** An operation that is played here, under the names that its clients call it by. */
export type PlayedCall = { service: string; name: string; operation: AnyOperation };

/**
 * A member of an operation's input, as a form asks for it: `json` for whatever is more than one value, `bytes` for a body, given as text, `time`
 * as ISO 8601.
 */
export type CallMember = {
  Name: string;
  Kind: 'text' | 'choice' | 'number' | 'boolean' | 'bytes' | 'time' | 'json';
  Required: boolean;
  Choices?: string[];
};

/** Actions whose calls have other names. Source: Service Authorization Reference and the references of the services. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  's3:ListAllMyBuckets': ['ListBuckets'],
  's3:ListBucket': ['ListObjectsV2', 'HeadBucket'],
  's3:GetBucketPublicAccessBlock': ['GetPublicAccessBlock'],
  's3:PutBucketPublicAccessBlock': ['PutPublicAccessBlock'],
  'lambda:InvokeFunction': ['Invoke'],
};

/** The calls that ask for an action, the one of its own name first; empty where Gatehouse plays none. Those that nobody signs are left out. */
export function callsOfAction(action: string): PlayedCall[] {
  const [prefix = '', ownName = ''] = action.split(':');
  const other = Object.entries(OTHER_NAMES).find(([name]) => name.toLowerCase() === action.toLowerCase())?.[1] ?? [];
  const names = [ownName, ...other].map((name) => name.toLowerCase());
  return services()
    .filter(({ name }) => name === prefix.toLowerCase())
    .flatMap((service) =>
      Object.entries(service.operations)
        .filter(([name, operation]) => names.includes(name.toLowerCase()) && operation.unsigned === undefined)
        .map(([name, operation]) => ({ service: service.name, name, operation })),
    );
}

/** One of them by its names; undefined where there is none. */
export function findPlayedCall(service: string, name: string): PlayedCall | undefined {
  return callsOfAction(`${service}:${name}`).find((call) => call.name === name);
}

/** The members of an operation's input, the required ones first. */
export function membersOf({ input }: AnyOperation): CallMember[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  const shape: Readonly<Record<string, z.ZodType>> = input instanceof z.ZodObject ? input.shape : {};
  const members = Object.entries(schema.properties ?? {}).map(
    ([Name, property]): CallMember => ({
      Name,
      Required: required.has(Name),
      ...kindOf(typeof property === 'boolean' ? {} : property, shape[Name]),
    }),
  );
  return members.toSorted((one, other) => Number(other.Required) - Number(one.Required));
}

type Property = { type?: unknown; enum?: unknown[] | undefined };

function kindOf({ type, enum: choices }: Property, schema: z.ZodType | undefined): Pick<CallMember, 'Kind' | 'Choices'> {
  if (choices?.every((choice) => typeof choice === 'string')) return { Kind: 'choice', Choices: choices };
  if (type === 'string') return { Kind: 'text' };
  if (type === 'number' || type === 'integer') return { Kind: 'number' };
  if (type === 'boolean') return { Kind: 'boolean' };
  if (type !== undefined || schema === undefined) return { Kind: 'json' };
  // Bytes and times have no place in a JSON schema.
  const takes = (value: unknown) => schema.safeParse(value).success;
  if (takes('text')) return { Kind: 'text' };
  return { Kind: takes(new Uint8Array([1])) ? 'bytes' : takes(new Date(0)) ? 'time' : 'json' };
}
