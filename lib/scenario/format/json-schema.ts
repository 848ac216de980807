import { z } from 'zod';
import { NEWEST_FORMAT } from './limits';
import { Scenario } from './schema';

/** Returns the format of scenario.yaml as JSON Schema for editors. It is generated from the schemas that validate packs. */
export function scenarioSchema(): object {
  return { ...z.toJSONSchema(Scenario, { io: 'input' }), title: `Gatehouse scenario, format ${NEWEST_FORMAT}` };
}
