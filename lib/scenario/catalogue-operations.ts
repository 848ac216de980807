import { z } from 'zod';
import { AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { builtInPacks } from './built-in';
import type { Scenario } from './format/schema';
import { translationsOf } from './format/texts';
import type { Pack } from './pack';

/** A scenario as it is chosen: what it is about and how long it takes. */
export type ScenarioSummary = {
  Id: string;
  Version: string;
  Title: string;
  /** From 1, easy, to 5. */
  Level: number;
  Minutes: number;
  Topics: Scenario['topics'];
  Steps: number;
  /** What students need beside a browser. */
  Needs: NonNullable<Scenario['needs']>;
};

/** A scenario as it is told before it begins: without hints, checks and solution, which would give it away. */
export type ScenarioDescription = ScenarioSummary & {
  Story: string;
  Personas: { Name: string; About: string }[];
  StepTitles: string[];
  Credits: string[];
  /** Beside the language it is written in. */
  Translations: { language: string; percent: number }[];
};

/** What a scenario is about, for a list. */
export function summaryOf({ scenario }: Pack): ScenarioSummary {
  const { id, version, title, level, minutes, topics, steps, needs = [] } = scenario;
  const summary = { Id: id, Version: version, Title: title, Level: level, Minutes: minutes, Topics: topics };
  return { ...summary, Steps: steps.length, Needs: needs };
}

/** References stand for names that differ in every attempt: `notes-{{code}}` is told as `notes-…`. */
const untold = (text: string) => text.replace(/\{\{[^}]*\}\}/g, '…');

/** A scenario as it is told before it begins. */
export function describePack(pack: Pack): ScenarioDescription {
  const { story, personas, steps, credits = [] } = pack.scenario;
  return {
    ...summaryOf(pack),
    Story: untold(story),
    Personas: Object.entries(personas).map(([Name, { about }]) => ({ Name, About: untold(about) })),
    StepTitles: steps.map(({ title }) => untold(title)),
    Credits: credits,
    Translations: translationsOf(pack.scenario, pack.texts),
  };
}

/** The easy ones first. */
export function compareScenarios(a: ScenarioSummary, b: ScenarioSummary): number {
  return a.Level - b.Level || a.Minutes - b.Minutes || a.Title.localeCompare(b.Title, 'en');
}

/** The packs that come along and have no problems. */
async function usableBuiltIn(): Promise<Pack[]> {
  return (await builtInPacks()).flatMap(({ pack }) => pack ?? []);
}

/**
 * The scenarios that come with the product. About the program and no account, so it needs no permission; for that reason those that people of the
 * installation write are not among them: students would read what is planned for them, and whoever opens an account what teachers wrote.
 */
export const ListScenarios = defineOperation({
  service: 'gatehouse',
  name: 'ListScenarios',
  access: 'List',
  input: z.object({}),
  checks: () => [],
  run: async () => ({ Scenarios: (await usableBuiltIn()).map(summaryOf).sort(compareScenarios) }),
});

/**
 * One of them.
 * @throws AwsError NotFound
 */
export const GetScenario = defineOperation({
  service: 'gatehouse',
  name: 'GetScenario',
  access: 'Read',
  input: z.object({ Id: z.string().max(40) }),
  checks: () => [],
  run: async ({ Id }): Promise<{ Scenario: ScenarioDescription }> => {
    const pack = (await usableBuiltIn()).find(({ scenario }) => scenario.id === Id);
    if (!pack) throw new AwsError('NotFound', 'There is no scenario of this name.');
    return { Scenario: describePack(pack) };
  },
});

/** The console's own; not on the wire API. */
export const scenarioOperations = { ListScenarios, GetScenario };
