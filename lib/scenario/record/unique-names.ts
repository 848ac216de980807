import { DIFFERENT, UNIQUE } from '../format/check-operations';

/** The maximum length of bucket names and account aliases. */
const LONGEST_NAME = 63;
/** The length of the value of `{{code}}`. */
const CODE_LENGTH = 5;

/** A name that is unique in an installation, and its form with `{{code}}`. */
type UniqueName = { value: string; written: string; pattern: RegExp };

/** Inserts `{{code}}` into names that are unique in an installation, such as bucket names, wherever calls create or use them. */
export class UniqueNames {
  readonly #names = new Map<string, UniqueName>();

  /** Records the unique name that a call creates. */
  learn(operation: string, input: Readonly<Record<string, unknown>>): void {
    const member = UNIQUE[operation];
    const value = member === undefined ? undefined : input[member];
    if (typeof value !== 'string' || DIFFERENT.test(value) || this.#names.has(value)) return;
    const at = value.indexOf('@');
    const written =
      at > 0
        ? `${value.slice(0, at)}+{{code}}${value.slice(at)}`
        : `${value.slice(0, LONGEST_NAME - CODE_LENGTH - 1).replace(/[-.]+$/, '')}-{{code}}`;
    this.#names.set(value, { value, written, pattern: patternOf(operation, value) });
  }

  /** Replaces the names in an input: whole members, and buckets in ARNs and copy sources. */
  replaceIn(value: unknown, member = ''): unknown {
    if (typeof value === 'string') return this.#replaceInText(value, member);
    if (Array.isArray(value)) return value.map((item) => this.replaceIn(item, member));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => [this.#replaceInText(key, ''), this.replaceIn(one, key)]);
    return Object.fromEntries(entries);
  }

  #replaceInText(text: string, member: string): string {
    const whole = this.#names.get(text);
    if (whole && (text.includes('@') || NAMING.has(member))) return whole.written;
    let replaced = text;
    for (const { written, pattern, value } of this.#names.values()) {
      replaced = replaced.replace(pattern, `$1${written.replaceAll('$', '$$$$')}`);
      if (member === 'CopySource' && (replaced.startsWith(`${value}/`) || replaced.startsWith(`/${value}/`)))
        replaced = replaced.replace(value, written);
    }
    return replaced;
  }
}

/** Members that contain only the name of a bucket or alias. */
const NAMING: ReadonlySet<string> = new Set(['Bucket', 'AccountAlias', 'S3Bucket', 'BucketName', 'bucket']);

/** Returns a pattern for the bucket in an ARN. Other unique names don't appear in ARNs. */
function patternOf(operation: string, value: string): RegExp {
  if (operation !== 's3:CreateBucket') return /(?!)()/;
  return new RegExp(`(arn:[^:"]*:s3:::)${value.replaceAll('.', '\\.')}(?![a-z0-9.-])`, 'g');
}
