import { z } from 'zod';

// Schemas that billing operations share. AWS has no API for most of them, so the limits are Gatehouse's own.

/** A calendar month in UTC. */
export const Month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/);
/** A time in this century. */
export const Instant = z.coerce.date().min(new Date('2000-01-01T00:00:00Z')).max(new Date('2099-12-31T23:59:59Z'));
export const AccountId = z.string().regex(/^\d{12}$/);
/** Returns the schema of a text without control characters, as lines of a bill contain. */
export const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u);
export const NextToken = z.string().max(512).optional();
/** An amount, rate or quantity as decimal text, so that no digit is lost. */
export const Decimal = z
  .string()
  .max(40)
  .regex(/^(0|[1-9]\d*)(\.\d+)?$/);
