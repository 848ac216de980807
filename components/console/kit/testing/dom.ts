import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll } from 'vitest';

// jsdom lacks these observers. It has no layout, so they have nothing to report.
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

configure({
  // The code of dialogs and menus is loaded first, which can take seconds on a busy machine.
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
  // React then applies the updates of an event before the test continues.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
  window.localStorage.clear();
  window.sessionStorage.clear();
});
