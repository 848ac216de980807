import { before } from '../../core/text/text-parts';
import type { AttemptState } from '../attempt';
import type { Pack } from '../pack';
import { lookUpIn } from '../run/world';

/** An attempt-specific text and the reference for it. */
export type Standing = { value: string; reference: string };

/** The shortest text replaced. Shorter ones, such as `v1`, are ambiguous. */
const SHORTEST = 8;
/** The preference among references with the same value, most specific first. */
const KINDS = ['resource', 'id', 'account', 'alias', 'secret', 'flag', 'ref', 'code'];

/** Returns all attempt-specific texts, longest first, so that no part is replaced instead of the whole. */
export function standingsOf(pack: Pack, attempt: AttemptState): Standing[] {
  const standings: Standing[] = [];
  for (const [reference, value] of Object.entries(attempt.references)) {
    if (typeof value !== 'string') continue;
    if (reference !== 'code' && value.length < SHORTEST && !/^(?:r|o|p|ou)-/.test(value)) continue;
    standings.push({ value, reference });
  }
  const lookUp = lookUpIn(attempt);
  for (const text of pack.files.values())
    for (const [, reference = ''] of text.matchAll(/\{\{((?:flag|secret)\.[a-z][a-z0-9-]*)\}\}/g))
      standings.push({ value: String(lookUp(reference)), reference });
  return inOrder(standings);
}

export function inOrder(standings: readonly Standing[]): Standing[] {
  const rank = ({ reference }: Standing) => KINDS.indexOf(before(reference, '.'));
  return [...standings].sort((a, b) => b.value.length - a.value.length || rank(a) - rank(b));
}

/** Replaces attempt-specific texts in a text with references. */
export function withReferences(text: string, standings: readonly Standing[]): string {
  let parts: (string | { reference: string })[] = [text];
  for (const { value, reference } of standings) {
    parts = parts.flatMap((part) => {
      if (typeof part !== 'string' || !part.includes(value)) return [part];
      return part.split(value).flatMap((piece, at) => (at === 0 ? [piece] : [{ reference }, piece]));
    });
  }
  return parts.map((part) => (typeof part === 'string' ? part : `{{${part.reference}}}`)).join('');
}

/** Replaces attempt-specific texts in a value, including mapping keys. */
export function putBack(value: unknown, standings: readonly Standing[]): unknown {
  if (typeof value === 'string') return withReferences(value, standings);
  if (Array.isArray(value)) return value.map((item) => putBack(item, standings));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [withReferences(key, standings), putBack(member, standings)]);
  return Object.fromEntries(entries);
}

/** Returns a name in the form of a pack's keys. */
export function keyFrom(text: string): string {
  const key = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 34)
    .replace(/-+$/, '');
  return key === '' ? 'saved' : key;
}

/** Returns a key for a name, with a number if it is taken. */
export function unusedKey(text: string, used: ReadonlySet<string>): string {
  const key = keyFrom(text);
  for (let count = 1; ; count++) {
    const tried = count === 1 ? key : `${key}-${count}`;
    if (!used.has(tried)) return tried;
  }
}
