import type { AttemptState, Place } from './attempt';
import { placeOf } from './checks/place';
import { optionsOf, rightAnswers, type ShownOption } from './checks/predictions';
import { parseIdentity } from './format/identities';
import { replaceInText } from './format/references';
import { questionPath } from './format/texts';
import type { Pack } from './pack';
import { accountIdOf, lookUpIn } from './run/world';

/** A question of a prediction as one attempt shows it; without its answer. */
export type ShownQuestion = {
  id: string;
  ask: string;
  /** Empty where the answer is written. */
  options: readonly ShownOption[];
  multiple: boolean;
  tries: number;
};

/**
 * A text of a pack in one attempt, by its path such as `steps.sort.do`: in a language where it is translated, with what its references stand for.
 * @param fallback as scenario.yaml has it
 */
export function shownText(pack: Pack, attempt: AttemptState, language: string, path: string, fallback: string): string {
  const text = pack.texts.get(language)?.get(path) ?? fallback;
  return replaceInText(text, lookUpIn(attempt));
}

/** What a check is called where there is room for a few words, in a language where it is translated. The same in every attempt. */
export function checkTitle(pack: Pack, { id, title }: { id: string; title?: string | undefined }, language: string): string {
  return pack.texts.get(language)?.get(`checks.${id}.title`) ?? title ?? id;
}

/** The questions of a check of prediction, in the order in which this attempt shows their options. */
export function shownQuestions(pack: Pack, attempt: AttemptState, checkId: string, language = ''): ShownQuestion[] {
  const shown = (questionId: string, part: string, text: string) =>
    shownText(pack, attempt, language, `${questionPath(checkId, questionId)}.${part}`, text);
  return questionsOf(pack, checkId).map((question) => ({
    id: question.id,
    ask: shown(question.id, 'ask', question.ask),
    options: optionsOf(attempt.attemptId, checkId, question).map(({ id, text }) => ({
      id,
      text: shown(question.id, `options.${id}`, text),
    })),
    multiple: question.multiple ?? false,
    tries: question.tries ?? 1,
  }));
}

/** The right answers, and why: for when a step is passed or the work is handed in. */
export function shownAnswers(
  pack: Pack,
  attempt: AttemptState,
  checkId: string,
  language = '',
): { id: string; right: readonly string[]; explain?: string }[] {
  const replace = (text: string) => replaceInText(text, lookUpIn(attempt));
  return questionsOf(pack, checkId).map((question) => ({
    id: question.id,
    right: rightAnswers(attempt, checkId, question, replace),
    ...(question.explain !== undefined && {
      explain: shownText(pack, attempt, language, `${questionPath(checkId, question.id)}.explain`, question.explain),
    }),
  }));
}

/** Where a step begins, as its `open` says; undefined where it says nothing. */
export function shownPlace(attempt: AttemptState, open: string | undefined): Place | undefined {
  return open === undefined ? undefined : placeOf(attempt, replaceInText(open, lookUpIn(attempt)));
}

/** A named resource of a pack that has something to try. */
export type ShownResource = { arn: string; name: string; accountId: string; calls: readonly { action: string; label: string }[] };

/** What there is to try on the named resources of an attempt, in a language where it is translated. */
export function shownResources(pack: Pack, attempt: AttemptState, language: string): ShownResource[] {
  const lookUp = lookUpIn(attempt);
  return Object.entries(pack.scenario.resources ?? {}).flatMap(([key, { account, name, try: calls = [] }]) => {
    const arn = lookUp(`resource.${key}`);
    const accountId = accountIdOf(attempt, account);
    if (calls.length === 0 || arn === undefined || !attempt.accountIds.includes(accountId)) return [];
    const label = (action: string, at: number, fallback = action) =>
      shownText(pack, attempt, language, `resources.${key}.try.${at}.label`, fallback);
    return {
      arn: String(arn),
      name: replaceInText(name, lookUp),
      accountId,
      calls: calls.map(({ action, label: own }, at) => ({ action, label: label(action, at, own) })),
    };
  });
}

function questionsOf({ scenario }: Pack, checkId: string) {
  const check = scenario.steps.flatMap((step) => step.checks).find(({ id }) => id === checkId);
  return check?.kind === 'prediction' ? check.questions : [];
}

/** Who a persona of an attempt is: a user of an account or, without a name, its root user; null for one who is neither. */
export function shownPersona(
  pack: Pack,
  attempt: AttemptState,
  key: string,
): { accountId: string; userName: string | null } | null {
  const persona = Object.hasOwn(pack.scenario.personas, key) ? pack.scenario.personas[key] : undefined;
  const identity = persona && parseIdentity(replaceInText(persona.as, lookUpIn(attempt)));
  if (identity?.kind !== 'root' && identity?.kind !== 'user') return null;
  const accountId = accountIdOf(attempt, identity.account);
  // A pack may have saved any twelve digits, which are somebody else's account one day.
  if (!attempt.accountIds.includes(accountId)) return null;
  return { accountId, userName: identity.kind === 'user' ? identity.name : null };
}
