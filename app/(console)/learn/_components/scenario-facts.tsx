import type { Json } from '@/lib/console/result';
import type { ScenarioSummary } from '@/lib/scenario/catalogue-operations';

export type Scenario = Json<ScenarioSummary>;

const LEVELS = ['', 'first steps', 'easy', 'medium', 'hard', 'expert'];

/** How hard it is, in words. */
export const levelText = (level: number) => LEVELS[level] ?? '';

/** How hard and how long: "easy, 25 minutes". */
export function ScenarioFacts({ scenario }: { scenario: Scenario }) {
  return (
    <span className="whitespace-nowrap text-ink-2">
      {levelText(scenario.Level)}, {scenario.Minutes} minutes
    </span>
  );
}
