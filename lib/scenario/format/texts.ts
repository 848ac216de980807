import { nearest } from '@gatehouse/catalog/nearest';
import type { YamlFile } from './read-yaml';
import { referencesIn } from './references';
import type { Scenario } from './schema';

/** Returns every translatable text of a scenario by path. Names, policies and operations are the same in every language. */
export function textsByPath({ title, story, debrief, personas, resources = {}, steps }: Scenario): ReadonlyMap<string, string> {
  const texts = new Map<string, string>([
    ['title', title],
    ['story', story],
    ['debrief', debrief],
  ]);
  const add = (path: string, text: string | undefined) => text !== undefined && texts.set(path, text);
  for (const [key, { about }] of Object.entries(personas)) add(`personas.${key}.about`, about);
  for (const [key, resource] of Object.entries(resources))
    for (const [at, { label }] of (resource.try ?? []).entries()) add(`resources.${key}.try.${at}.label`, label);
  for (const step of steps) {
    add(`steps.${step.id}.title`, step.title);
    add(`steps.${step.id}.do`, step.do);
    for (const [at, hint] of (step.hints ?? []).entries()) add(`steps.${step.id}.hints.${at}.text`, hint.text);
    for (const check of step.checks) {
      add(`checks.${check.id}.title`, check.title);
      add(`checks.${check.id}.say`, check.say);
      if (check.kind !== 'prediction') continue;
      for (const { id, ask, explain, options = [] } of check.questions) {
        const path = questionPath(check.id, id);
        add(`${path}.ask`, ask);
        add(`${path}.explain`, explain);
        if (!Array.isArray(options)) for (const [key, text] of Object.entries(options)) add(`${path}.options.${key}`, text);
      }
    }
  }
  return texts;
}

/** Returns the languages of a scenario's translations and their completeness in percent. */
export function translationsOf(
  scenario: Scenario,
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>,
): { language: string; percent: number }[] {
  const all = textsByPath(scenario).size;
  return [...texts].map(([language, { size }]) => ({ language, percent: Math.floor((100 * size) / all) }));
}

export function questionPath(checkId: string, questionId: string): string {
  return `checks.${checkId}.questions.${questionId}`;
}

/** Checks that a translation's paths exist and that it uses the same references. */
export function checkTranslation(file: YamlFile, scenario: Scenario): void {
  const texts = textsByPath(scenario);
  for (const [path, translated] of Object.entries(file.value)) {
    if (file.isFull()) return;
    const text = texts.get(path);
    if (text === undefined) {
      const near = nearest(path, texts.keys());
      file.note([path], `There is no text ${path}${near === undefined ? '.' : `; did you mean ${near}?`}`);
      continue;
    }
    const [written, wanted] = [new Set(referencesIn(String(translated))), new Set(referencesIn(text))];
    for (const name of wanted) if (!written.has(name)) file.note([path], `The translation lacks {{${name}}}.`);
    for (const name of written) if (!wanted.has(name)) file.note([path], `{{${name}}} is not in the text that is translated.`);
  }
}
