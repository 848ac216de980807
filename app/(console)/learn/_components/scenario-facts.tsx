import type { Json } from '@/lib/console/result';
import type { ScenarioSummary } from '@/lib/scenario/catalogue-operations';
import { levelText } from '../topics';

export type Scenario = Json<ScenarioSummary>;

/** How hard and how long: "easy, 25 minutes". */
export function ScenarioFacts({ scenario }: { scenario: Scenario }) {
  return (
    <span className="whitespace-nowrap text-ink-2">
      {levelText(scenario.Level)}, {scenario.Minutes} minutes
    </span>
  );
}
