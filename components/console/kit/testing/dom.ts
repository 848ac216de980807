import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';

// Parts of browsers that jsdom has not. It lays nothing out, so that none of them has anything to report.
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

configure({
  // Dialogs and menus are loaded first, which takes its time on a busy machine.
  asyncUtilTimeout: 20_000,
  getElementError: (message) => new Error(`${message}\n${document.body.textContent}`),
});

beforeAll(() => {
  window.ResizeObserver = NoObserver;
  Object.assign(window, {
    IntersectionObserver: NoObserver,
    matchMedia: (media: string) => Object.assign(new EventTarget(), { matches: false, media }),
  });
  Element.prototype.getAnimations = () => [];
  Element.prototype.scrollIntoView = () => {};
  window.scrollTo = () => {};
  // React then waits for what an event brings about before a test goes on.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
  window.localStorage.clear();
  window.sessionStorage.clear();
});
