import { verdictSentence, verdictTitle } from '@/components/access/verdict-text';
import type { TriedCall } from '@/lib/access/try-it/schema';
import { fetchRead } from '@/lib/console/query';
import { type Command, done, failed, inTime, misused } from './command';

const KEY = /^([\w-]+:[^=]+)=(.*)$/s;

export const tryCall: Command = {
  forms: [
    [
      'try ACTION [RESOURCE [KEY=VALUE …]]',
      'decide a call of yours without making it; KEY is a condition key such as aws:SourceIp. Exits with 1 if it is denied',
    ],
  ],
  run: async (words) => {
    const call = callOf(words);
    if (!call) return misused(tryCall);
    const read = await fetchRead('console', 'AskOwnCall', call, inTime());
    if (!read.ok) return failed(read.error);
    const { explanation, Obeyed } = read.data;
    const isDenied = explanation.decision !== 'Allowed';
    const goesOn = isDenied && Obeyed ? ['  Your account does not enforce policies at present, so a call would go on.'] : [];
    return { ...done([...decisionLines(explanation), ...goesOn]), status: isDenied && !Obeyed ? 1 : 0 };
  },
};

type ShownDecision = Parameters<typeof verdictSentence>[0] & { request: { action: string; resource: string } };

/** Returns the lines about one decision. @param made true for a call that was made */
export const decisionLines = (explanation: ShownDecision, made = false): string[] => [
  `${explanation.request.action} on ${explanation.request.resource}`,
  `  ${verdictTitle(explanation, made)}. ${verdictSentence(explanation, made)}`,
];

/** Reads the words of the command. A key that is given more than once has several values. */
function callOf([Action, Resource = '*', ...pairs]: readonly string[]): TriedCall | null {
  if (Action === undefined) return null;
  const values = new Map<string, string[]>();
  for (const pair of pairs) {
    const [, key, value] = KEY.exec(pair) ?? [];
    if (key === undefined || value === undefined) return null;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const Context = [...values].map(([Key, Values]) => ({ Key, Values }));
  return { Action, Resource, ...(Context.length > 0 && { Context }) };
}
