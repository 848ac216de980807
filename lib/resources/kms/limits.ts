/** Between how many days a key waits until it is deleted. Source: AWS KMS API Reference, ScheduleKeyDeletion. */
export const DAYS_TO_WAIT = { from: 7, to: 30 } as const;
