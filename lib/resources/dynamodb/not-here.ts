import type { z } from 'zod';
import { validationError } from '../../core/errors';
import { notHere } from './schema';

/** @throws AwsError ValidationException for an unsupported parameter, since ignoring it would mislead the caller */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const member = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && input[name] !== undefined);
  if (member === undefined) return;
  throw validationError(
    `Gatehouse keeps tables to show who may use them, without indexes, streams, filters and conditions: ${member} is not taken.`,
    member,
  );
}
