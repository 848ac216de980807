import { z } from 'zod';
import { AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { builtInPacks } from './built-in';
import type { Scenario } from './format/schema';
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
};

/** A scenario as it is told before it begins: without hints, checks and solution, which would give it away. */
export type ScenarioDescription = ScenarioSummary & {
  Story: string;
  Personas: { Name: string; About: string }[];
  StepTitles: string[];
  Credits: string[];
};

function toSummary({ scenario }: Pack): ScenarioSummary {
  const { id, version, title, level, minutes, topics, steps } = scenario;
  return { Id: id, Version: version, Title: title, Level: level, Minutes: minutes, Topics: topics, Steps: steps.length };
}

/** References stand for names that differ in every attempt: `notes-{{code}}` is told as `notes-…`. */
const untold = (text: string) => text.replace(/\{\{[^}]*\}\}/g, '…');

/** The packs that come along and have no problems. */
export async function usablePacks(): Promise<Pack[]> {
  return (await builtInPacks()).flatMap(({ pack }) => pack ?? []);
}

/** The scenarios that come with the product, the easy ones first. */
export async function listScenarios(): Promise<ScenarioSummary[]> {
  const summaries = (await usablePacks()).map(toSummary);
  return summaries.sort((a, b) => a.Level - b.Level || a.Minutes - b.Minutes || a.Title.localeCompare(b.Title, 'en'));
}

/** The scenarios that there are. About the program and no account, so it needs no permission. */
export const ListScenarios = defineOperation({
  service: 'gatehouse',
  name: 'ListScenarios',
  access: 'List',
  input: z.object({}),
  checks: () => [],
  run: async () => ({ Scenarios: await listScenarios() }),
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
    const pack = (await usablePacks()).find(({ scenario }) => scenario.id === Id);
    if (!pack) throw new AwsError('NotFound', 'There is no scenario of this name.');
    const { story, personas, steps, credits = [] } = pack.scenario;
    return {
      Scenario: {
        ...toSummary(pack),
        Story: untold(story),
        Personas: Object.entries(personas).map(([Name, { about }]) => ({ Name, About: untold(about) })),
        StepTitles: steps.map(({ title }) => untold(title)),
        Credits: credits,
      },
    };
  },
});

/** The console's own; not on the wire API. */
export const scenarioOperations = { ListScenarios, GetScenario };
