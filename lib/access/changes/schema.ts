import { z } from 'zod';
import { Arn } from '../../core/shapes';

const EventId = z.uuid();

/** A point in time in one of these forms. Without one, it means now. */
const Moment = z
  .union([
    z.strictObject({ Snapshot: z.string().min(1).max(64) }),
    /** Directly before or after the call of an event. */
    z.strictObject({ Before: EventId }),
    z.strictObject({ After: EventId }),
    z.strictObject({ Time: z.iso.datetime() }),
  ])
  .optional();
export type Moment = z.output<typeof Moment>;

const moments = { From: Moment, To: Moment };

/** An account of the organization. */
const AccountId = z
  .string()
  .regex(/^\d{12}$/)
  .optional();
/** The page number, from 1. */
const Page = z.int().min(1).max(10_000).optional();

/** A part of a principal's ARN in any case, and a verdict about its access. */
const Search = z.string().max(128).optional();
const Verdict = z.enum(['wider', 'narrower', 'both', 'undecided']).optional();

export const ListAccessChangesInput = z.object({ ...moments, AccountId, Page, Search, Verdict });
export const ListPolicyChangesInput = z.object({ ...moments, AccountId, Page });
export const ListEffectivePolicyChangesInput = z.object({ ...moments, AccountId, Page });
export const ListIdentityCenterChangesInput = z.object({ ...moments, AccountId, Page });
export const ListPeopleAccessChangesInput = z.object({ ...moments, AccountId, Page, Search });
export const GetAccessChangeInput = z.object({ ...moments, PrincipalArn: Arn, Service: z.string().min(1).max(64).optional() });
export const GetChangesReachInput = z.object({});
