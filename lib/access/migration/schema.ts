import { z } from 'zod';

const AccountId = z.string().regex(/^\d{12}$/);

export const PlanUserMigrationInput = z.object({
  AccountId,
  /** The place of the first user that is compared, from 0. Only the compared users are in the answer. Absent: all users, and the first are compared. */
  From: z.number().int().nonnegative().max(1_000_000).optional(),
});

export const ListOldCredentialsInput = z.object({
  AccountId,
  /** The users. Absent: all of the account. */
  UserNames: z.array(z.string().min(1).max(64)).max(5_000).optional(),
});
