import type { WholeEvent } from '../../core/event-rows';

/** A text that a call was answered, and where in the answer. */
export type Said = {
  value: string;
  /** As operations save it: the history has members with a small first letter. */
  pointer: string;
  /** Made up by the service: nobody can tell it beforehand. */
  isId: boolean;
};

const ID =
  /^(?:(?:p|ou|r|o|h|car|i)-[a-z0-9-]{4,}|A(?:KIA|SIA)[A-Z0-9]{16}|A(?:IDA|ROA|GPA|NPA|PKA|SCA|CCA)[A-Z2-7]{17}|SAMLPK[A-Z0-9]{16}|[A-Z2-7]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Ids of which no operation takes any. */
const NEVER_NAMED = /^A(?:IDA|ROA|GPA|NPA)/;
const SHORTEST = 8;

/**
 * Returns what later calls may name of the answer of a write: ids and ARNs.
 * @param spell spells a member as the operation answers it, given its name in the history
 */
export function answersOfEvent(
  { responseElements }: Pick<WholeEvent, 'responseElements'>,
  spell: (member: string) => string,
): Said[] {
  return responseElements === null ? [] : [...leaves(JSON.parse(responseElements), '', spell)];
}

function* leaves(value: unknown, pointer: string, spell: (member: string) => string): Generator<Said> {
  if (typeof value === 'string') {
    const isId = ID.test(value) && !NEVER_NAMED.test(value);
    if (isId || value.startsWith('arn:') || (value.length >= SHORTEST && /\d/.test(value) && !/^\d{4}-\d\d-\d\dT/.test(value)))
      yield { value, pointer, isId };
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const name = Array.isArray(value) ? key : spell(key);
    yield* leaves(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, spell);
  }
}

const UNKNOWN =
  /^(?:(?:p|ou|r|o|h|car)-(?=[a-z0-9-]*\d)[a-z0-9]{4,}(?:-[a-z0-9]{8,})?|A(?:KIA|SIA)[A-Z0-9]{16}|A(?:PKA|CCA)[A-Z2-7]{17}|SAMLPK[A-Z0-9]{16}|\d{12})$/;

/** Whether a text is an id that is different in every attempt. */
export function looksLikeId(text: string): boolean {
  return UNKNOWN.test(text);
}
