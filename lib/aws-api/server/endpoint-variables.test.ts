import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ENDPOINT_VARIABLES, endpointLines } from '../../../scripts/serve/endpoint-variables.mjs';
import { services } from './services';

const GUIDE = join(import.meta.dirname, '../../../docs/api.md');

it('the start message and the guide name the endpoint variable of every service', () => {
  expect([...ENDPOINT_VARIABLES].sort()).toEqual(
    services()
      .map(({ endpointVariable }) => endpointVariable)
      .sort(),
  );
  expect(readFileSync(GUIDE, 'utf8')).toContain(endpointLines('http://localhost:4566').join('\n'));
});
