import { expect, it } from 'vitest';
import { Loan, pressProps } from './lent-trigger';

type Handler = (event: { nativeEvent: Event }) => void;

/** Returns a button that waits for the code of its popup, and the events that reach it. */
function waitingButton() {
  const element = new EventTarget();
  const happened: string[] = [];
  for (const type of ['focus', 'pointerdown', 'mousedown', 'mouseup', 'click'])
    element.addEventListener(type, () => happened.push(type));
  const loan = new Loan();
  loan.attach(element as HTMLElement);
  let wishes = 0;
  const props = pressProps(loan, 'menu', () => {
    wishes += 1;
  });
  const handle = (handler: string, type: string) => (props[handler] as Handler)({ nativeEvent: new Event(type) });
  return {
    focus: () => handle('onFocus', 'focus'),
    blur: () => handle('onBlur', 'blur'),
    press: () => {
      handle('onPointerDown', 'pointerdown');
      handle('onMouseDown', 'mousedown');
      handle('onMouseUp', 'mouseup');
      handle('onClick', 'click');
    },
    wishes: () => wishes,
    miss: loan.forget,
    come: () => {
      loan.replay();
      return happened.splice(0);
    },
  };
}

const PRESS = ['pointerdown', 'mousedown', 'mouseup', 'click'];

it('replays a press once after the popup code has loaded', () => {
  const button = waitingButton();
  button.focus();
  button.press();
  expect(button.wishes()).toBeGreaterThan(0);
  expect(button.come()).toEqual(['focus', ...PRESS]);
  expect(button.come()).toEqual([]);
});

it('drops a press if the focus has left and keeps the focus if it returns', () => {
  const button = waitingButton();
  button.focus();
  button.press();
  button.blur();
  expect(button.come()).toEqual([]);
  button.press();
  button.blur();
  button.focus();
  expect(button.come()).toEqual(['focus']);
});

it('drops a press after loading fails so that only the next press is replayed', () => {
  const button = waitingButton();
  button.press();
  button.miss();
  button.press();
  expect(button.come()).toEqual(PRESS);
});
