import { JUMPS, type Jump } from '@/lib/clock/limits';
import { fetchRead } from '@/lib/console/query';
import { callAction } from '@/lib/console/session/shown-identity';
import { moveClock } from '../../settings/actions';
import { type Command, done, failed, inTime, misused } from './command';

const jumpNamed = (word: string): Jump | undefined => JUMPS.find((jump) => jump === word.toUpperCase().replaceAll('-', '_'));

const jumpWords = JUMPS.map((jump) => jump.toLowerCase().replaceAll('_', '-'));

export const clock: Command = {
  forms: [
    ['clock', 'print the time of this account'],
    [`clock forward ${jumpWords.join(' | ')}`, 'advance the clock'],
    ['clock to TIME', 'advance the clock to a time such as 2027-01-31T09:00Z'],
  ],
  run: async (words) => {
    if (words.length === 0) {
      const read = await fetchRead('console', 'GetClock', {}, inTime());
      return read.ok ? done([told(read.data)]) : failed(read.error);
    }
    const [how, where = ''] = words;
    const to = how === 'to' ? new Date(where) : undefined;
    const jump = how === 'forward' ? jumpNamed(where) : undefined;
    if (words.length !== 2 || (jump === undefined && (!to || Number.isNaN(to.getTime())))) return misused(clock);
    const result = await callAction(moveClock, jump === undefined ? { To: to } : { Jump: jump });
    return result.ok ? done([told(result.data)]) : failed(result.error);
  },
};

function told({ Now, AheadSeconds }: { Now: string; AheadSeconds: number }): string {
  return AheadSeconds === 0
    ? `${Now}, the real time`
    : `${Now}, ${(AheadSeconds / 86_400).toFixed(1)} days ahead of the real time`;
}
