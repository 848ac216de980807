import { type Answer, CONTROLS, controlOf, type Level, ownerOf } from './controls';
import { KINDS, type KindId } from './layers';

/**
 * A question about the owner of a control for a kind of service. With `before`, the owner for that kind is given, and the
 * question is whether it changes.
 */
export type Question = { number: number; kind: KindId; before?: KindId };

/** The number of questions before a wrongly answered one is repeated. */
const COMES_BACK_AFTER = 3;

/** Letters and digits that a class can read from a board. */
export const SEED = /^[A-Za-z0-9]{1,12}$/;

/** Tests whether a letter is an answer: provider, customer, shared or nobody. */
export function isAnswer(letter: string): letter is Answer {
  return /^[PCSN]$/.test(letter);
}

/** The number of answers, one letter each. Nobody needs more for a dozen questions. */
export const MOST_ANSWERS = 400;

export const LEVELS: readonly { level: Level; name: string; asks: string }[] = [
  { level: 1, name: 'Level 1', asks: 'With a virtual machine' },
  { level: 2, name: 'Level 2', asks: 'With a kind of service that is drawn for each control' },
  { level: 3, name: 'Level 3', asks: 'With two kinds of service: the owner may change' },
];

/** Returns the number of controls of a level. */
export function sizeOf(level: Level): number {
  return CONTROLS.filter((control) => control.level === level).length;
}

/**
 * Returns a generator of numbers from 0 to 1 determined by a text, so that the same seed gives the same questions everywhere
 * (mulberry32 over an FNV-1a hash).
 */
function numbersFrom(text: string): () => number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Returns the questions of a level in their first order, determined by the seed. */
export function questionsOf(level: Level, seed: string): Question[] {
  const next = numbersFrom(`${level} ${seed.toUpperCase()}`);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const kinds = KINDS.map(({ id }) => id);
  const numbers = CONTROLS.filter((control) => control.level === level).map(({ number }) => number);
  for (let last = numbers.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    const [a, b] = [numbers[last], numbers[other]];
    if (a !== undefined && b !== undefined) [numbers[last], numbers[other]] = [b, a];
  }
  return numbers.map((number) => {
    if (level === 1) return { number, kind: 'vm' };
    const kind = pick(kinds);
    return level === 2 ? { number, kind } : { number, kind, before: pick(kinds.filter((other) => other !== kind)) };
  });
}

/** The state after some answers. */
export type Standing = {
  /** The current question; undefined once all were answered correctly. */
  question: Question | undefined;
  /** The number of correctly answered questions. */
  done: number;
  /** The numbers of the controls whose first answer was wrong. */
  missed: readonly number[];
};

/**
 * Returns the state after answers in order. A wrongly answered question is repeated after three others, or as soon as fewer are
 * left. Answers after the last correct one are ignored.
 */
export function standingOf(questions: readonly Question[], answers: readonly Answer[]): Standing {
  const queue = [...questions];
  const missed: number[] = [];
  for (const answer of answers) {
    const question = queue.shift();
    if (!question) break;
    if (isRight(question, answer)) continue;
    if (!missed.includes(question.number)) missed.push(question.number);
    queue.splice(COMES_BACK_AFTER, 0, question);
  }
  return { question: queue[0], done: questions.length - queue.length, missed };
}

export function isRight({ number, kind }: Question, answer: Answer): boolean {
  return ownerOf(number, kind).answer === answer;
}

const WORD: Record<Answer, string> = { P: 'the provider’s', C: 'yours', S: 'shared', N: 'not there' };

/** Returns the owner's name for use inside a sentence. */
export function ownerInWords(number: number, kind: KindId): string {
  const { answer, inherited } = ownerOf(number, kind);
  return inherited ? 'the provider’s, and you inherit it' : WORD[answer];
}

/** The feedback to an answer. */
export type Feedback = {
  right: boolean;
  verdict: string;
  reason: string;
  belief?: { says: string; but: string };
};

export function feedbackOn(question: Question, answer: Answer): Feedback {
  const { number, kind, before } = question;
  const control = controlOf(number);
  const right = isRight(question, answer);
  const { answer: now } = ownerOf(number, kind);
  const changes = before === undefined ? '' : now === ownerOf(number, before).answer ? ' The owner stays.' : ' It changes hands.';
  const owner = ownerInWords(number, kind);
  return {
    right,
    verdict: `${right ? 'Right' : 'Not quite'}: it is ${owner}.${changes}`,
    reason: right ? control.right : control.wrong,
    belief: right ? undefined : control.belief,
  };
}
