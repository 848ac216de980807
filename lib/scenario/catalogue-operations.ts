import { z } from 'zod';
import { AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { builtInPacks } from './built-in';
import type { Scenario } from './format/schema';
import { translationsOf } from './format/texts';
import type { Pack } from './pack';

/** A scenario in a list, with its topics and duration. */
export type ScenarioSummary = {
  Id: string;
  Version: string;
  Title: string;
  /** The level from 1 (easy) to 5. */
  Level: number;
  Minutes: number;
  Topics: Scenario['topics'];
  Steps: number;
  /** Requirements beside a browser. */
  Needs: NonNullable<Scenario['needs']>;
};

/** A scenario before it begins, without hints, checks and solution. */
export type ScenarioDescription = ScenarioSummary & {
  Story: string;
  Personas: { Name: string; About: string }[];
  StepTitles: string[];
  Credits: string[];
  /** The translations beside the original language. */
  Translations: { language: string; percent: number }[];
};

/** Returns the summary of a scenario. */
export function summaryOf({ scenario }: Pack): ScenarioSummary {
  const { id, version, title, level, minutes, topics, steps, needs = [] } = scenario;
  const summary = { Id: id, Version: version, Title: title, Level: level, Minutes: minutes, Topics: topics };
  return { ...summary, Steps: steps.length, Needs: needs };
}

/** Hides references, which differ in every attempt: `notes-{{code}}` becomes `notes-…`. */
const untold = (text: string) => text.replace(/\{\{[^}]*\}\}/g, '…');

/** Returns the description of a scenario. */
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

/** Orders scenarios from easy to hard. */
export function compareScenarios(a: ScenarioSummary, b: ScenarioSummary): number {
  return a.Level - b.Level || a.Minutes - b.Minutes || a.Title.localeCompare(b.Title, 'en');
}

/** Returns the product's packs that have no problems. */
async function usableBuiltIn(): Promise<Pack[]> {
  return (await builtInPacks()).flatMap(({ pack }) => pack ?? []);
}

/**
 * Lists the product's scenarios. It needs no permission, because it concerns no account. Scenarios written in this installation
 * are left out: students would see what is planned for them.
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
 * Returns one of the product's scenarios.
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
    if (!pack) throw new AwsError('NotFound', 'No scenario has this name.');
    return { Scenario: describePack(pack) };
  },
});

/** The operations of the scenario catalog. They belong to the console and are not on the wire API. */
export const scenarioOperations = { ListScenarios, GetScenario };
