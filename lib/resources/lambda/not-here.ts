import type { z } from 'zod';
import { invalidParameter } from './errors';
import { notHere } from './schema';

/** Returns whether a value means "nothing", as Terraform and others send it. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

/** @throws AwsError InvalidParameterValueException for an unsupported member, since ignoring it would mislead the caller */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const member = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && !isNothing(input[name]));
  if (member === undefined) return;
  throw invalidParameter(
    `Gatehouse keeps functions to show who may use them and what their roles may do, and does nothing with the parameter ${member}.`,
    member,
  );
}
