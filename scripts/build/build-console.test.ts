import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { escapeChunks } from './build-console.mjs';

test('escapeChunks makes chunks ASCII without changing their meaning', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-chunks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'ssr'));
  const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), 300);
  const quoted = texts.map((text) => JSON.stringify(text)).join(',');
  const names = 'template: `“${1}”`, "–": 1, größe: 2';
  const verbatim = 'raw: String.raw`\\…`, regex: /^[ä-ü…—]+$/u.test("ö…—")';
  writeFileSync(join(folder, 'ssr/chunk.js'), `/* © */ module.exports = { texts: [${quoted}], ${names} };`);
  // Escapes would change the values of raw strings and regular expressions.
  writeFileSync(join(folder, 'verbatim.js'), `module.exports = { ${verbatim} };`);
  writeFileSync(join(folder, 'plain.js'), 'module.exports  =  1;');
  await escapeChunks(folder);
  const file = join(folder, 'ssr/chunk.js');
  expect(readFileSync(file).every((byte) => byte < 0x80)).toBe(true);
  expect(createRequire(import.meta.url)(file)).toEqual({ texts, template: '“1”', '–': 1, größe: 2 });
  expect(createRequire(import.meta.url)(join(folder, 'verbatim.js'))).toEqual({ raw: '\\…', regex: true });
  expect(readFileSync(join(folder, 'plain.js'), 'utf8')).toBe('module.exports  =  1;');
});
