import { expect, it } from 'vitest';
import { pluralOf } from '../../core/text/plural';
import { builtInPacks } from '../index';
import { seenOf } from './state';

const packs = await builtInPacks();

/** The states that goals of all packs read, with the parts of the answers that they check. */
const judged = packs.flatMap(({ pack }) =>
  (pack?.scenario.steps ?? [])
    .flatMap(({ checks }) => checks)
    .flatMap((check) =>
      check.kind === 'state' ? Object.keys(check.expect ?? {}).map((pointer) => [check.read, pointer] as const) : [],
    ),
);

it('the text for every state in a pack has grammatically correct counts and nouns', () => {
  expect(judged.length).toBeGreaterThan(10);
  for (const [read, pointer] of judged) {
    for (const things of [0, 1, 2, 3]) {
      const each = Array.from({ length: things }, (_, at) => `thing ${at}`);
      for (const values of [each, [each]]) {
        const text = seenOf(read, pointer, values);
        const where = `${read} ${pointer}: ${text}`;
        const [, verb, count, noun = ''] = /^There (is|are) (no|one|\d+) ([\w ]+?) now(?:,|\.)/.exec(text) ?? [];
        if (verb === undefined) expect(text, where).toMatch(/^The [\w ]+ is not as the task requires\.$/);
        else if (verb === 'is') expect(['one', 'no'], where).toContain(count);
        else expect(count, where).toMatch(/^(?:no|[2-9])$/);
        if (verb === 'is' && count === 'one') expect(noun, where).toMatch(/(?:[^s]|ss|us|is)$/);
        if (verb === 'are') {
          const one = /one ([\w ]+?) now/.exec(seenOf(read, pointer, values === each ? ['thing'] : [['thing']]))?.[1] ?? '';
          expect(noun, where).toBe(pluralOf(one));
        }
      }
    }
  }
});
