export type Tag = { Key: string; Value: string };

/** The initial tags of a form. */
export const NO_TAGS: Tag[] = [];

export type TagIssue = { index: number; field: 'Key' | 'Value'; message: string };

export type TagRules = {
  /** AWS: IAM treats keys that differ only by case as the same; Organizations does not. */
  caseSensitive?: boolean;
};

export const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Returns the problems of a list of tags, row by row. Source: IAM User Guide, "Rules for tagging in IAM and AWS STS". */
export function checkTags(tags: readonly Tag[], { caseSensitive = false }: TagRules = {}): TagIssue[] {
  const fold = (key: string) => (caseSensitive ? key : key.toLowerCase());
  const seen = new Set<string>();
  return tags.flatMap(({ Key, Value }, index) => {
    const issues = [...keyIssues(Key), ...(Key !== '' && seen.has(fold(Key)) ? ['This key is already used.'] : [])].map<TagIssue>(
      (message) => ({
        index,
        field: 'Key',
        message,
      }),
    );
    seen.add(fold(Key));
    if (Value.length > MAX_VALUE) issues.push({ index, field: 'Value', message: `At most ${MAX_VALUE} characters.` });
    else if (!ALLOWED.test(Value)) issues.push({ index, field: 'Value', message: CHARACTERS });
    return issues;
  });
}

const CHARACTERS = 'Only letters, digits, spaces and _ . : / = + - @';

function keyIssues(key: string): string[] {
  if (key === '') return ['A key is required.'];
  if (key.length > MAX_KEY) return [`At most ${MAX_KEY} characters.`];
  if (key.toLowerCase().startsWith('aws:')) return ['Keys that begin with aws: are reserved.'];
  return ALLOWED.test(key) ? [] : [CHARACTERS];
}
