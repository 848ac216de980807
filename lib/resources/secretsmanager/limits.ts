/** The least and most days that a secret waits for its deletion. Source: AWS Secrets Manager API Reference, DeleteSecret. */
export const DAYS_TO_WAIT = { from: 7, to: 30 } as const;
