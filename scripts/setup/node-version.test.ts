import { expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.3'])('Node.js %s will do', (version) => {
  expect(nodeVersionProblem(version)).toBeNull();
});

test.each(['12.22.12', '18.20.8', '20.18.3', '21.7.0', '22.11.0', '23.1.0'])('Node.js %s is refused by its number', (version) => {
  expect(nodeVersionProblem(version)).toContain(`but this is ${version}.`);
});
