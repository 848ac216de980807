import { z } from 'zod';
import { Arn } from '../../core/shapes';

const EventId = z.uuid();

/** A moment by one of these; without any it is now. */
const Moment = z
  .union([
    z.strictObject({ Snapshot: z.string().min(1).max(64) }),
    /** Right before the call of an event of the history, or right after it. */
    z.strictObject({ Before: EventId }),
    z.strictObject({ After: EventId }),
    z.strictObject({ Time: z.iso.datetime() }),
  ])
  .optional();
export type Moment = z.output<typeof Moment>;

const moments = { From: Moment, To: Moment };

/** Of one account of the organization. */
const AccountId = z
  .string()
  .regex(/^\d{12}$/)
  .optional();
/** From 1. */
const Page = z.int().min(1).max(10_000).optional();

/** Who is meant: a part of the ARN, in any case; and how their access differs. */
const Search = z.string().max(128).optional();
const Verdict = z.enum(['wider', 'narrower', 'both', 'undecided']).optional();

export const ListAccessChangesInput = z.object({ ...moments, AccountId, Page, Search, Verdict });
export const ListPolicyChangesInput = z.object({ ...moments, AccountId, Page });
export const GetAccessChangeInput = z.object({ ...moments, PrincipalArn: Arn, Service: z.string().min(1).max(64).optional() });
export const GetChangesReachInput = z.object({});
