import { callAction } from '@/lib/console/session/shown-identity';
import { startLabAgainAction } from './actions';
import { type Command, done, failed, misused } from './command';

const QUESTION =
  'This ends the current attempt. You get new accounts in their original state, and your results so far are kept. Start again? [y/N] ';

export const reset: Command = {
  forms: [['reset [--yes]', 'start the attempt of this lab again, with new accounts']],
  run: async (words) => {
    const isSure = words[0] === '--yes';
    if (words.length > (isSure ? 1 : 0)) return misused(reset);
    const result = await callAction(startLabAgainAction, { isSure });
    if (!result.ok) return failed(result.error);
    if (!result.data.isLab) return NO_LAB;
    const { href } = result.data;
    if (href === null) return { ...done([]), asks: { question: QUESTION, words: ['reset', '--yes'] } };
    // The new accounts have sessions and pages of their own.
    window.location.assign(href);
    return done(['The attempt starts again.']);
  },
};

const NO_LAB = {
  stdout: '',
  stderr:
    'gatehouse: this account is not in an attempt of yours. Go back to a snapshot with "gatehouse snapshot restore NAME" instead.\n',
  status: 1,
};
