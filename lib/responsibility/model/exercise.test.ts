import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf } from './cells';
import { type Answer, CONTROLS, ownerOf } from './controls';
import { feedbackOn, isRight, LEVELS, questionsOf, sizeOf, standingOf } from './exercise';
import { KINDS, type Owner } from './layers';

/** The owner of each control, in the order of the kinds: vm, ecs-ec2, fargate, rds, lambda, s3, saas. */
const TABLE = [
  ...['IIIIIII', 'IIIIIII', 'IIIIIII', 'CCCCCCC', 'CCCCCCC', 'PPPPPPP', 'CCPPP--', 'PPPPPPP', 'CCCCCCC', 'PPPPPPP'],
  ...['CCCCSSS', 'CCCCC-P', 'CCCCCCC', 'CCCCCCC', 'CCCCCCC', 'CCCCCCC', 'CCCCCCS', 'PPPPPPP', 'CCCCCCC', 'SSSSSSS', 'PPPPPPP'],
  ...['CCCSS-P', 'CCSCSSS', 'CCCSSSP', 'CCCSCSS', 'CCC-C--', 'SSSSSPP', 'SSSSSSS', 'SSSSSSS', 'CCCCCCS'],
];
/** Controls that are narrower or wider than their layer. */
const UNLIKE_ITS_LAYER = [21, 26, 27, 28, 30];
const ANSWER: Record<Owner, Answer> = { provider: 'P', inherited: 'P', customer: 'C', shared: 'S', none: 'N' };

const answersOf = (number: number) => KINDS.map(({ id }) => ownerOf(number, id).answer);

describe('the thirty controls', () => {
  test('have the owners of the table', () => {
    const letters = CONTROLS.map(({ number }) =>
      KINDS.map(({ id }) => ownerOf(number, id))
        .map(({ answer, inherited }) => (inherited ? 'I' : answer.replace('N', '-')))
        .join(''),
    );
    expect(letters).toEqual(TABLE);
  });

  test('have the owners of their layers, with five exceptions', () => {
    const unlike = CONTROLS.filter(
      ({ number, layer }) => answersOf(number).join() !== KINDS.map(({ id }) => ANSWER[cellOf(layer, id).owner]).join(),
    );
    expect(unlike.map(({ number }) => number)).toEqual(UNLIKE_ITS_LAYER);
  });

  test('are divided into three levels', () => {
    expect(LEVELS.map(({ level }) => sizeOf(level))).toEqual([10, 11, 9]);
  });
});

describe('the questions of the exercise', () => {
  test('are the same for a seed in any letter case, and different for another seed', () => {
    expect(questionsOf(2, 'class7')).toEqual(questionsOf(2, 'CLASS7'));
    expect(questionsOf(2, 'class7')).not.toEqual(questionsOf(2, 'class8'));
  });

  test('contain each control of a level once', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), fc.stringMatching(/^[A-Z0-9]{1,12}$/), (level, seed) => {
        const asked = questionsOf(level, seed);
        const numbers = asked.map(({ number }) => number).sort((a, b) => a - b);
        expect(numbers).toEqual(CONTROLS.filter((control) => control.level === level).map(({ number }) => number));
        for (const { kind, before } of asked) {
          expect(before === undefined).toBe(level !== 3);
          expect(before).not.toBe(kind);
          if (level === 1) expect(kind).toBe('vm');
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the standing in the exercise', () => {
  const questions = questionsOf(1, 'A');
  const rightOn = (index: number): Answer => 'PCSN'.split('').find((one) => isRight(at(index), one as Answer)) as Answer;
  const wrongOn = (index: number): Answer => (rightOn(index) === 'P' ? 'C' : 'P');
  const at = (index: number) => {
    const question = questions[index];
    if (!question) throw new Error(`no question ${index}`);
    return question;
  };

  test('repeats a wrong question after three others and keeps it as missed', () => {
    const answers = [wrongOn(0), rightOn(1), rightOn(2), rightOn(3)];
    expect(standingOf(questions, answers)).toEqual({ question: at(0), done: 3, missed: [at(0).number] });
    expect(standingOf(questions, [...answers, rightOn(0)])).toEqual({ question: at(4), done: 4, missed: [at(0).number] });
  });

  test('repeats a wrong question earlier when fewer than three others remain', () => {
    const before = questions.slice(0, 8).map((_, index) => rightOn(index));
    expect(standingOf(questions, [...before, wrongOn(8), rightOn(9)]).question).toEqual(at(8));
    expect(standingOf(questions, [...before, wrongOn(8), rightOn(9), wrongOn(8)]).question).toEqual(at(8));
  });

  test('is complete when each question was right once, and ignores further answers', () => {
    const all = questions.map((_, index) => rightOn(index));
    expect(standingOf(questions, [...all, 'N'])).toEqual({ question: undefined, done: 10, missed: [] });
  });
});

describe('the feedback on an answer', () => {
  test('counts an inherited control as the provider’s and says so', () => {
    const told = feedbackOn({ number: 1, kind: 'vm' }, 'P');
    expect(told).toMatchObject({ right: true, verdict: 'Right: it is the provider’s, and you inherit it.' });
  });

  test('names the owner, the reason and the misconception after a wrong answer', () => {
    const { right, verdict, reason, belief } = feedbackOn({ number: 7, kind: 'vm' }, 'P');
    expect([right, verdict]).toEqual([false, 'Not quite: it is yours.']);
    expect(reason).toBe('Having a login to the system means having to patch it.');
    expect(belief?.says).toBe('The provider patches my instance.');
  });

  test('states whether the owner changes between two kinds', () => {
    expect(feedbackOn({ number: 22, kind: 'lambda', before: 'vm' }, 'S').verdict).toContain('It changes hands.');
    expect(feedbackOn({ number: 28, kind: 'lambda', before: 'vm' }, 'S').verdict).toContain('The owner stays.');
  });
});
