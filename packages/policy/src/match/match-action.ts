import { type Glob, matchGlob, plainGlob } from './glob';

/** An Action or NotAction entry, ready to match: lower case, `*` and `?` wild. */
export type ActionPattern = {
  /** Lower-case service prefix, or null when the prefix itself has wildcards (`*`). */
  service: string | null;
  glob: Glob;
};

export function actionPattern(entry: string): ActionPattern {
  const text = entry.toLowerCase();
  const colon = text.indexOf(':');
  const prefix = colon < 0 ? text : text.slice(0, colon);
  return { service: /[*?]/.test(prefix) ? null : prefix, glob: plainGlob(text) };
}

/**
 * Whether an Action entry (`s3:Get*`, `*`) matches an action (`s3:GetObject`), without regard to case.
 * Source: IAM JSON policy elements: Action.
 */
export function matchAction(entry: string, action: string): boolean {
  return matchGlob(plainGlob(entry.toLowerCase()), action.toLowerCase());
}
