import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { AccessDeniedBox } from './access-denied-box';
import { ErrorDetails } from './error-box';

const error = { code: 'AccessDenied', message: 'No.', action: 'iam:CreateUser', traceHref: '/access/troubleshooter?id=1' };

it('opens the explanation of an error in a new tab so that the form stays open', () => {
  for (const shown of [ErrorDetails, AccessDeniedBox]) {
    const link = /<a [^>]*href="\/access\/troubleshooter\?id=1"[^>]*>/.exec(
      renderToStaticMarkup(createElement(shown, { error })),
    )?.[0];
    expect(link).toContain('target="_blank"');
  }
});
