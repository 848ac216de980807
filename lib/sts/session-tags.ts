import type { SessionFacts } from '../core/call';
import { AwsError } from '../core/errors';

type TagPair = { Key: string; Value: string };
type Input = { Tags?: readonly TagPair[] | undefined; TransitiveTagKeys?: readonly string[] | undefined };

/** The tags of a new session, passed and inherited. */
export type SessionTagFacts = { tags: readonly TagPair[]; transitiveTagKeys: readonly string[] };

/** Returns the tags that a session passes on to every session started from it. */
export function inheritedTags(session: SessionFacts | undefined): readonly TagPair[] {
  return (session?.tags ?? []).filter((tag) => (session?.transitiveTagKeys ?? []).some((key) => sameKey(key, tag.Key)));
}

/**
 * Returns the tags of a new session. Source: IAM User Guide, "Pass session tags in AWS STS", with its rules on transitive tags.
 * @throws AwsError InvalidParameterValue
 */
export function requireSessionTags(input: Input, calling: SessionFacts | undefined): SessionTagFacts {
  const passed = input.Tags ?? [];
  const transitive = input.TransitiveTagKeys ?? [];
  const inherited = inheritedTags(calling);
  if (new Set(passed.map((tag) => tag.Key.toLowerCase())).size < passed.length) {
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if (transitive.some((key) => !passed.some((tag) => sameKey(tag.Key, key)))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  }
  if (passed.some((tag) => inherited.some((other) => sameKey(other.Key, tag.Key)))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return { tags: [...inherited, ...passed], transitiveTagKeys: [...inherited.map((tag) => tag.Key), ...transitive] };
}

function sameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
