import { DIFFERENT, UNIQUE } from '../format/check-operations';

/** The longest name of a bucket, and of an account's alias. */
const LONGEST_NAME = 63;
/** As long as what `{{code}}` stands for. */
const CODE_LENGTH = 5;

/** A name that an installation has once, and the same with `{{code}}` in it. */
type UniqueName = { value: string; written: string; pattern: RegExp };

/** Puts `{{code}}` into names that an installation has once, such as those of buckets, where they are made and wherever later calls name them. */
export class UniqueNames {
  readonly #names = new Map<string, UniqueName>();

  /** Learns of the name that a call makes. */
  learn(operation: string, input: Readonly<Record<string, unknown>>): void {
    const value = input[UNIQUE[operation] ?? ''];
    if (typeof value !== 'string' || DIFFERENT.test(value) || this.#names.has(value)) return;
    const at = value.indexOf('@');
    const written =
      at > 0
        ? `${value.slice(0, at)}+{{code}}${value.slice(at)}`
        : `${value.slice(0, LONGEST_NAME - CODE_LENGTH - 1).replace(/[-.]+$/, '')}-{{code}}`;
    this.#names.set(value, { value, written, pattern: patternOf(operation, value) });
  }

  /** Returns an input with the names in it replaced: a whole member, and the bucket of an ARN or of what is copied. */
  replaceIn(value: unknown, member = ''): unknown {
    if (typeof value === 'string') return this.#replaceInText(value, member);
    if (Array.isArray(value)) return value.map((item) => this.replaceIn(item, member));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => [this.#replaceInText(key, ''), this.replaceIn(one, key)]);
    return Object.fromEntries(entries) as unknown;
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

/** Members that name a bucket or an alias by nothing else than its name. */
const NAMING: ReadonlySet<string> = new Set(['Bucket', 'AccountAlias', 'S3Bucket', 'BucketName', 'bucket']);

/** The bucket in an ARN; of other names nothing, as they stand in no ARN. */
function patternOf(operation: string, value: string): RegExp {
  if (operation !== 's3:CreateBucket') return /(?!)()/;
  return new RegExp(`(arn:[^:"]*:s3:::)${value.replaceAll('.', '\\.')}(?![a-z0-9.-])`, 'g');
}
