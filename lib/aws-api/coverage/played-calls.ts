import { z } from 'zod';
import { serviceNamed } from '../../core/module/module';
import type { AnyOperation } from '../../core/operation';
import { services } from '../server/services';

/** An operation that Gatehouse has, under its clients' names for it. */
export type PlayedCall = { service: string; name: string; operation: AnyOperation };

/**
 * A member of an operation's input, as a field of a form. `json`: any value with parts. `bytes`: a body, given as text. `time`:
 * ISO 8601.
 */
export type CallMember = {
  Name: string;
  Kind: 'text' | 'choice' | 'number' | 'boolean' | 'bytes' | 'time' | 'json';
  Required: boolean;
  Choices?: string[];
};

/**
 * Returns the calls that use an action, the one with its own name first. Empty if Gatehouse has none. Calls that are never signed
 * are omitted.
 */
export function callsOfAction(action: string): PlayedCall[] {
  const [prefix = '', ownName = ''] = action.split(':');
  const named = Object.entries(serviceNamed(prefix.toLowerCase())?.callsOfActions ?? {});
  const other = named.find(([name]) => name.toLowerCase() === ownName.toLowerCase())?.[1] ?? [];
  const names = [ownName, ...other].map((name) => name.toLowerCase());
  return services()
    .filter(({ name }) => name === prefix.toLowerCase())
    .flatMap((service) =>
      Object.entries(service.operations)
        .filter(([name, operation]) => names.includes(name.toLowerCase()) && operation.unsigned === undefined)
        .map(([name, operation]) => ({ service: service.name, name, operation })),
    );
}

/** Returns a call by its names, or undefined. */
export function findPlayedCall(service: string, name: string): PlayedCall | undefined {
  return callsOfAction(`${service}:${name}`).find((call) => call.name === name);
}

/** Returns the members of an operation's input, the required ones first. */
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
  // JSON Schema has no types for bytes and times.
  const takes = (value: unknown) => schema.safeParse(value).success;
  if (takes('text')) return { Kind: 'text' };
  return { Kind: takes(new Uint8Array([1])) ? 'bytes' : takes(new Date(0)) ? 'time' : 'json' };
}
