import type { AttemptState, Place } from './attempt';
import { placeOf } from './checks/place';
import { optionsOf, rightAnswers, type ShownOption } from './checks/predictions';
import { parseIdentity } from './format/identities';
import { replaceInText } from './format/references';
import { questionPath } from './format/texts';
import type { Pack } from './pack';
import { accountIdOf, lookUpIn } from './run/world';

/** A prediction question as an attempt shows it, without its answer. */
export type ShownQuestion = {
  id: string;
  ask: string;
  /** The options; empty if the answer is written. */
  options: readonly ShownOption[];
  multiple: boolean;
  tries: number;
};

/**
 * Returns a pack's text by path, such as `steps.sort.do`, in a translation if there is one, with references replaced.
 * @param fallback the text in scenario.yaml
 */
export function shownText(pack: Pack, attempt: AttemptState, language: string, path: string, fallback: string): string {
  const text = pack.texts.get(language)?.get(path) ?? fallback;
  return replaceInText(text, lookUpIn(attempt));
}

/** Returns a check's short title, translated if possible. It is the same in every attempt. */
export function checkTitle(pack: Pack, { id, title }: { id: string; title?: string | undefined }, language: string): string {
  return pack.texts.get(language)?.get(`checks.${id}.title`) ?? title ?? id;
}

/** Returns the questions of a prediction with options in the attempt's order. */
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

/** Returns the right answers with explanations, for passed steps and handed-in work. */
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

/** Returns the page where a step begins by its `open`, or undefined. */
export function shownPlace(attempt: AttemptState, open: string | undefined): Place | undefined {
  return open === undefined ? undefined : placeOf(attempt, replaceInText(open, lookUpIn(attempt)));
}

/** A named resource with calls to try. */
export type ShownResource = { arn: string; name: string; accountId: string; calls: readonly { action: string; label: string }[] };

/** Returns the calls to try on named resources, translated if possible. */
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

/** Returns a persona's account and user name; the name is null for root. Returns null for other identities. */
export function shownPersona(
  pack: Pack,
  attempt: AttemptState,
  key: string,
): { accountId: string; userName: string | null } | null {
  const persona = Object.hasOwn(pack.scenario.personas, key) ? pack.scenario.personas[key] : undefined;
  const identity = persona && parseIdentity(replaceInText(persona.as, lookUpIn(attempt)));
  if (identity?.kind !== 'root' && identity?.kind !== 'user') return null;
  const accountId = accountIdOf(attempt, identity.account);
  // A pack may have saved any twelve digits, which may become another owner's account.
  if (!attempt.accountIds.includes(accountId)) return null;
  return { accountId, userName: identity.kind === 'user' ? identity.name : null };
}
