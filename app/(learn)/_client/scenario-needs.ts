const WORDS = { commandLine: 'needs the AWS CLI on each student’s computer' } as const;

export type Need = keyof typeof WORDS;

/** Returns what students need besides a browser, such as "needs the AWS CLI on each student’s computer". */
export function needsText(needs: readonly Need[]): string {
  return needs.map((need) => WORDS[need]).join(', ');
}
