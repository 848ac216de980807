import { expect, it } from 'vitest';
import { effectSentence, groupTitle } from './effect-sentence';

it('says for how many accounts the effective policy changes or becomes invalid', () => {
  const sentence = (Changed: number, BecomeInvalid: number, BecomeValid = 0) =>
    effectSentence({ Changed, BecomeInvalid, BecomeValid });
  expect(sentence(14, 2)).toBe('For 14 accounts the effective policy changes; for 2 it becomes invalid.');
  expect(sentence(0, 1)).toBe('For 1 account the effective policy becomes invalid.');
  expect(sentence(1_200, 0, 3)).toBe('For 1,200 accounts the effective policy changes; for 3 it becomes valid.');
  expect(sentence(0, 0)).toBe('No effective policy changes.');
});

it('names the type of accounts with the same effect', () => {
  expect(groupTitle({ Type: 'BACKUP_POLICY', Change: 'BECOMES_INVALID', AccountCount: 1 })).toBe(
    '1 account: the backup policy becomes invalid',
  );
});
