import { Circumstances } from '@/lib/access/schema';

/** What of a question belongs in no query string, since it can be long and no server asks for it: condition keys and a policy. */
export type AskedCircumstances = Pick<Circumstances, 'Context' | 'ResourcePolicy'>;

const NAME = 'circumstances';

/** The fragment of an address that carries them; undefined where there is nothing to carry. */
export function toFragment({ Context, ResourcePolicy }: AskedCircumstances): string | undefined {
  const given = { Context: Context?.length ? Context : undefined, ResourcePolicy: ResourcePolicy?.trim() || undefined };
  if (given.Context === undefined && given.ResourcePolicy === undefined) return undefined;
  return `${NAME}=${encodeURIComponent(JSON.stringify(given))}`;
}

/** What a fragment carries; nothing where it is another one, or no question. */
export function readFragment(hash: string): AskedCircumstances {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(`${NAME}=`)) return {};
  try {
    const { success, data } = Circumstances.safeParse(JSON.parse(decodeURIComponent(text.slice(NAME.length + 1))));
    return success ? data : {};
  } catch {
    return {};
  }
}
