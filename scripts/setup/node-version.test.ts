import { expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.3'])('nodeVersionProblem accepts Node.js %s', (version) => {
  expect(nodeVersionProblem(version)).toBeNull();
});

test.each(['12.22.12', '18.20.8', '20.18.3', '21.7.0', '22.11.0', '23.1.0'])(
  'nodeVersionProblem refuses Node.js %s and names the version',
  (version) => {
    expect(nodeVersionProblem(version)).toContain(`but this is ${version}.`);
  },
);
