import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ToldText } from './told-text';

const html = (text: string) => renderToStaticMarkup(createElement(ToldText, { text })).replaceAll(/ class="[^"]*"/g, '');

it('renders the markup of lessons and leaves the asterisks of patterns as they are', () => {
  expect(html('In *dev*, **ana** may `s3:*`.\n*Explicit*: no.')).toBe(
    '<div><p>In <em>dev</em>, <strong>ana</strong> may <code>s3:*</code>. <em>Explicit</em>: no.</p></div>',
  );
  expect(html('1. one\n2. *two*')).toBe('<div><ol><li>one</li><li><em>two</em></li></ol></div>');
  expect(html('- one\n- two')).toBe('<div><ul><li>one</li><li>two</li></ul></div>');
  for (const text of ['s3:* for Principal * with iam:Get*', 'arn:aws:ec2:*:*:volume/*', '?*, and * or *'])
    expect(html(text)).toBe(`<div><p>${text}</p></div>`);
});
