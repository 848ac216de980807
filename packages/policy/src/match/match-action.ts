import { type Glob, matchGlob, plainGlob } from './glob';

/** A compiled Action or NotAction entry in lower case, with `*` and `?` as wildcards. */
export type ActionPattern = {
  /** The lower-case service prefix, or null if the prefix contains wildcards (`*`). */
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
 * Tests whether an Action entry (`s3:Get*`, `*`) matches an action (`s3:GetObject`), regardless of case. Source: IAM JSON policy elements:
 * Action.
 */
export function matchAction(entry: string, action: string): boolean {
  return matchGlob(plainGlob(entry.toLowerCase()), action.toLowerCase());
}
