import { needsText } from '@/app/(learn)/_client/scenario-needs';
import type { Json } from '@/lib/console/result';
import type { ScenarioSummary } from '@/lib/scenario/catalogue-operations';
import { levelText } from '../topics';

export type Scenario = Json<ScenarioSummary>;

/** Shows level and duration: "easy, 25 minutes". */
export function ScenarioFacts({ scenario }: { scenario: Scenario }) {
  return (
    <span className="text-ink-2">
      {levelText(scenario.Level)}, {scenario.Minutes} minutes
      {scenario.Needs.length > 0 ? `, ${needsText(scenario.Needs)}` : null}
    </span>
  );
}
