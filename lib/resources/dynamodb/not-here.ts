import type { z } from 'zod';
import { validationError } from '../../core/errors';
import { notHere } from './schema';

/** @throws AwsError ValidationException for a parameter that is not here: to leave it out in silence would make its sender believe it */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const member = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && input[name] !== undefined);
  if (member === undefined) return;
  throw validationError(
    `Gatehouse keeps tables to show who may use them, without indexes, streams, filters and conditions: ${member} is not taken.`,
    member,
  );
}
