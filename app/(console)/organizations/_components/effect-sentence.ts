import { plural } from '@/lib/core/text/plural';
import type { Effect } from '../queries';
import { policyTypeOf } from './policy-types';

type Counts = Pick<Effect, 'Changed' | 'BecomeInvalid' | 'BecomeValid'>;

/** Returns the effect as a sentence: "For 14 accounts the effective policy changes; for 2 it becomes invalid." */
export function effectSentence({ Changed, BecomeInvalid, BecomeValid }: Counts): string {
  const parts = [
    { count: Changed, verb: 'changes' },
    { count: BecomeInvalid, verb: 'becomes invalid' },
    { count: BecomeValid, verb: 'becomes valid' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return 'No effective policy changes.';
  const texts = parts.map(({ count, verb }, index) =>
    index === 0 ? `For ${plural(count, 'account')} the effective policy ${verb}` : `for ${count.toLocaleString('en')} it ${verb}`,
  );
  return `${texts.join('; ')}.`;
}

type Group = Pick<Effect['Groups'][number], 'Type' | 'Change' | 'AccountCount'>;
const VERBS = { CHANGED: 'changes', BECOMES_INVALID: 'becomes invalid', BECOMES_VALID: 'becomes valid' } as const;

/** Returns the title of accounts with the same effect: "12 accounts: the tag policy changes". */
export function groupTitle({ Type, Change, AccountCount }: Group): string {
  const noun = policyTypeOf(Type)?.noun ?? Type;
  return `${plural(AccountCount, 'account')}: the ${noun} ${VERBS[Change]}`;
}
