import type { WholeEvent } from '../../core/events/event-rows';

/** A text in the answer to a call, with its location. */
export type Said = {
  value: string;
  /** The JSON pointer as operations save it. The history's member names begin with a lower-case letter instead. */
  pointer: string;
  /** True if the service generated it, so it can't be known beforehand. */
  isId: boolean;
};

const ID =
  /^(?:(?:p|ou|r|o|h|car|rp|rt|i)-[a-z0-9-]{4,}|exception-[a-z2-7]{17}|A(?:KIA|SIA)[A-Z0-9]{16}|A(?:IDA|ROA|GPA|NPA|PKA|SCA|CCA)[A-Z2-7]{17}|SAMLPK[A-Z0-9]{16}|[A-Z2-7]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Ids that no operation accepts. */
const NEVER_NAMED = /^A(?:IDA|ROA|GPA|NPA)/;
const SHORTEST = 8;

/**
 * Returns the ids and ARNs in a write's answer that later calls may use.
 * @param spell returns a member's name in the operation's answer for its name in the history
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

/** Returns whether a text is an id that differs in every attempt. */
export function looksLikeId(text: string): boolean {
  return UNKNOWN.test(text);
}
