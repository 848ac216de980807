/** A word that may stand at the cursor, as the command reads it. */
export type Candidate = {
  value: string;
  kind: 'service' | 'operation' | 'option' | 'value' | 'file';
  /** A short description. */
  detail?: string;
  /** True: the word goes on after this, as after a folder. */
  continues?: true;
};

/** Makes candidates of words without descriptions. */
export const valuesOf = (values: readonly string[]): Candidate[] => values.map((value) => ({ value, kind: 'value' }));
