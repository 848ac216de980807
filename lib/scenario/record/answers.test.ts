import { expect, it } from 'vitest';
import { answersOfEvent } from './answers';

it.each(['exception-tutgtdmkbtygzpfih', 'rp-abcdefgh', 'rt-abcdefghijklmnopqrstuvwxyzabcdef'])(
  'a later call can use the id %s, which by chance has no digit',
  (id) => {
    const responseElements = JSON.stringify({ made: { id } });
    expect(answersOfEvent({ responseElements }, (member) => member)).toEqual([{ value: id, pointer: '/made/id', isId: true }]);
  },
);
