import { expect, it } from 'vitest';
import { movedPaths } from './moved-paths';
import { paths } from './paths';

it('leads each old address to the page of today', () => {
  expect(Object.fromEntries(movedPaths.map(({ source, destination }) => [source, destination]))).toEqual({
    '/simulator': paths.simulator(),
    '/security/troubleshooter': paths.troubleshooter(),
    '/events/:path*': `${paths.events()}/:path*`,
    '/api-coverage': paths.apiCoverage,
  });
});
