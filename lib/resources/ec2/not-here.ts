import type { z } from 'zod';
import { ec2Error } from './errors';
import { notHere } from './schema';

/** @throws AwsError UnsupportedOperation for an unsupported parameter, since ignoring it would mislead the caller */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const member = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && input[name] !== undefined);
  if (member === undefined) return;
  throw ec2Error(
    'UnsupportedOperation',
    `Gatehouse keeps instances to show who may use them, and does nothing with the parameter ${member}.`,
    member,
  );
}
