import { z } from 'zod';

// What billing's operations have in common. AWS has no API for most of them, so the bounds are ours.

/** A calendar month of UTC. */
export const Month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/);
/** A time of this century: what a bill can be about. */
export const Instant = z.coerce.date().min(new Date('2000-01-01T00:00:00Z')).max(new Date('2099-12-31T23:59:59Z'));
export const AccountId = z.string().regex(/^\d{12}$/);
/** A text without control characters, as lines of a bill hold. */
export const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u);
export const NextToken = z.string().max(512).optional();
/** An amount, a rate or a quantity: a decimal number as text, so that no digit is lost. */
export const Decimal = z
  .string()
  .max(40)
  .regex(/^(0|[1-9]\d*)(\.\d+)?$/);
