import { formatTime } from '../language/builtins/print';
import type { Invocation, ShellCommand } from '../language/context';
import { encode } from '../text/bytes';
import { report } from './streams';

const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};

/** Reads a time as `date -d` does: ISO 8601, seconds since 1970, and words such as `2 days ago`. Returns null if it is none. */
export function readTime(text: string, now: Date): Date | null {
  let rest = text.trim().toLowerCase();
  const epoch = /^@(-?\d+(?:\.\d+)?)$/.exec(rest);
  if (epoch) return new Date(Number(epoch[1]) * 1000);
  let time = new Date(now);
  const iso =
    /^(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?(?=\s|$)/.exec(rest);
  if (iso) {
    const [whole, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'z'] = iso;
    if (
      Number(month) < 1 ||
      Number(month) > 12 ||
      Number(day) < 1 ||
      Number(day) > 31 ||
      Number(hour) > 23 ||
      Number(minute) > 59
    )
      return null;
    const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
    const minutes = offset ? (offset[1] === '-' ? 1 : -1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    time = new Date(
      Date.UTC(
        Number(year),
        Number(month) - 1,
        Number(day),
        Number(hour),
        Number(minute) + minutes,
        Number(second),
        Math.round(Number(fraction) * 1000),
      ),
    );
    rest = rest.slice(whole.length);
  }
  while (rest.trim() !== '') {
    rest = rest.trim();
    const word = /^(now|today|yesterday|tomorrow)\b/.exec(rest);
    if (word) {
      if (word[1] === 'yesterday') time = new Date(time.getTime() - 86_400_000);
      if (word[1] === 'tomorrow') time = new Date(time.getTime() + 86_400_000);
      rest = rest.slice(word[0].length);
      continue;
    }
    const step = /^(next|last|[+-]?\s*\d+)\s*([a-z]+?)s?(\s+ago)?(?=[\s+-]|$)/.exec(rest);
    if (!step) return null;
    const [whole, count = '', unit = '', ago] = step;
    const amount = (count === 'next' ? 1 : count === 'last' ? -1 : Number(count.replace(/\s/g, ''))) * (ago ? -1 : 1);
    if (unit === 'month' || unit === 'year') {
      time = new Date(time);
      if (unit === 'month') time.setUTCMonth(time.getUTCMonth() + amount);
      else time.setUTCFullYear(time.getUTCFullYear() + amount);
    } else if (Object.hasOwn(UNITS, unit)) time = new Date(time.getTime() + amount * (UNITS[unit] as number) * 1000);
    else return null;
    rest = rest.slice(whole.length);
  }
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Prints the time of the clock that the shell has. */
export function dateCommand(now: () => Date): ShellCommand {
  return {
    summary: 'prints the time, in UTC',
    run: async (invocation: Invocation) => {
      const { words, stdout } = invocation;
      let time = now();
      let template = '%a %b %e %H:%M:%S %Z %Y';
      for (let at = 0; at < words.length; at += 1) {
        const word = words[at] as string;
        if (word === '-u' || word === '--utc') continue;
        if (word.startsWith('+')) template = word.slice(1);
        else if (word === '-I' || word === '-Idate') template = '%Y-%m-%d';
        else if (word === '-Iseconds' || word === '--iso-8601=seconds') template = '%Y-%m-%dT%H:%M:%S+00:00';
        else if (word === '-R') template = '%a, %d %b %Y %H:%M:%S %z';
        else if (word.startsWith('-d') || word.startsWith('--date')) {
          const text = word.startsWith('--date=')
            ? word.slice(7)
            : word.length > 2 && word !== '--date'
              ? word.slice(2)
              : (words[++at] ?? '');
          const read = readTime(text, now());
          if (!read) {
            await report(invocation, `invalid date '${text}'`);
            return 1;
          }
          time = read;
        } else {
          await report(invocation, `invalid option or operand '${word}'`);
          return 1;
        }
      }
      await stdout.write(encode(`${formatTime(template, time)}\n`));
      return 0;
    },
  };
}
