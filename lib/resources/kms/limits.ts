/** The least and most days that a key waits for its deletion. Source: AWS KMS API Reference, ScheduleKeyDeletion. */
export const DAYS_TO_WAIT = { from: 7, to: 30 } as const;
