import type { Ask, Way } from '../format/checks';
import { parseIdentity } from '../format/identities';
import { replaceReferences } from '../format/references';
import type { Circumstances } from './circumstances';
import { decideRow, isDecidedBy, meets, rowsOfAsk } from './decide';
import { otherUsers, subjectFor } from './principals';
import { isUndecided, type Result, type Row } from './result';

type Decision = Extract<Way, { kind: 'decision' }>;
type Answered = { row: Row; label: string | undefined };

/** Evaluates every row. `any-user` stands for the user for which most rows hold. */
export async function checkDecision(circumstances: Circumstances, check: Decision): Promise<Result> {
  const anybody = check.ask.flatMap(({ principal }) => principal).find((text) => text.startsWith('any-user@'));
  const answers =
    anybody === undefined ? await answer(circumstances, check.ask) : await bestOf(circumstances, check.ask, anybody);
  const rows = answers.map(({ row }) => row);
  if (check.quantifier === 'some') return { rows: [someOf(rows)], seen: 'No tested request has the expected result.' };
  const seen = seenOf(answers);
  return { rows, ...(seen !== undefined && { seen }) };
}

async function bestOf(circumstances: Circumstances, asks: readonly Ask[], anybody: string): Promise<Answered[]> {
  const identity = parseIdentity(anybody);
  const account = identity && 'account' in identity ? identity.account : '';
  let best: Answered[] | undefined;
  for (const name of await otherUsers(circumstances, account)) {
    const somebody = (text: string) => (text === anybody ? `user/${name}@${account}` : text);
    const named = asks.map((ask) => ({
      ...ask,
      principal: Array.isArray(ask.principal) ? ask.principal.map(somebody) : somebody(ask.principal),
    }));
    const answers = await answer(circumstances, named);
    if (!best || passed(answers) > passed(best)) best = answers;
    if (passed(answers) === answers.length) break;
  }
  return best ?? asks.flatMap((ask) => rowsOfAsk(ask).map(() => ({ row: false, label: ask.label })));
}

function passed(answers: readonly Answered[]): number {
  return answers.filter(({ row }) => row === true).length;
}

async function answer(circumstances: Circumstances, asks: readonly Ask[]): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const asked of asks) {
    for (const row of rowsOfAsk(asked)) {
      const { label, expect } = asked;
      circumstances.bounds.row();
      const subject = await subjectFor(circumstances, row.principal, asked.credential);
      if (!subject) {
        // A missing principal meets no expectation, neither allowed nor denied.
        answers.push({ row: false, label });
        continue;
      }
      const decided = await decideRow(circumstances, subject, row);
      const met = meets(decided, expect);
      const by = asked.decidedBy && replaceReferences(asked.decidedBy, circumstances.lookUp);
      answers.push({ row: met === true && by ? isDecidedBy(by, decided) : met, label });
    }
  }
  return answers;
}

function someOf(rows: readonly Row[]): Row {
  return rows.includes(true) || (rows.find(isUndecided) ?? false);
}

/** Returns how many requests have their result, or undefined where the check's own sentence says it. */
function seenOf(answers: readonly Answered[]): string | undefined {
  const wrong = answers.filter(({ row }) => row === false);
  const labels = [...new Set(wrong.flatMap(({ label }) => label ?? []))];
  const which = labels.length > 0 && labels.length <= 3 ? [`Not yet: ${labels.join('; ')}.`] : [];
  const count = answers.length === 1 ? [] : [`${passed(answers)} of ${answers.length} tested requests have the expected result.`];
  return [...count, ...which].join(' ') || undefined;
}
