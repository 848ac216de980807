/** Between how many days a secret waits until it is deleted. Source: AWS Secrets Manager API Reference, DeleteSecret. */
export const DAYS_TO_WAIT = { from: 7, to: 30 } as const;
