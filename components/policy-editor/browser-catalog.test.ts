import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { createBrowserCatalog, servicesNamed } from './browser-catalog';

const server = loadCatalog();

describe('createBrowserCatalog', () => {
  it('fetches each service once and caches it', async () => {
    const asked: (readonly string[])[] = [];
    const browser = createBrowserCatalog(async (prefixes) => {
      asked.push(prefixes);
      return server.payload(prefixes);
    });
    expect(browser.current()).toBeNull();
    expect(await browser.ensure([])).toBe(true);
    expect(browser.current()?.isLoaded('s3')).toBe(false);
    expect(await browser.ensure(['S3', 'sqs'])).toBe(true);
    expect(await browser.ensure(['s3'])).toBe(false);
    expect(asked).toEqual([[], ['s3', 'sqs']]);
    expect(browser.current()?.action('s3:GetObject')?.accessLevel).toBe('Read');
  });

  it('retries after a failure and fetches nothing for an unknown service', async () => {
    let fail = true;
    let calls = 0;
    const browser = createBrowserCatalog(async (prefixes) => {
      calls++;
      return fail ? null : server.payload(prefixes);
    });
    expect(await browser.ensure([])).toBe(false);
    fail = false;
    expect(await browser.ensure([])).toBe(true);
    expect(await browser.ensure(['nothing'])).toBe(false);
    expect(calls).toBe(2);
  });
});

describe('servicesNamed', () => {
  it('finds services in actions, condition keys and ARNs, and none before the list of services is loaded', () => {
    const text = JSON.stringify({
      Statement: [
        {
          Action: ['s3:GetObject', 'nope:Thing', '*'],
          Resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
          Condition: { StringEquals: { 'kms:ViaService': 'x', 'aws:RequestedRegion': 'eu-north-1' } },
        },
      ],
    });
    expect(servicesNamed(text, null)).toEqual([]);
    expect(servicesNamed(text, server.payload([]).head)).toEqual(['kms', 's3', 'sqs']);
  });
});
