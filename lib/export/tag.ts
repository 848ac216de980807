/** A tag as AWS writes it. */
export type Tag = { Key: string; Value: string };
