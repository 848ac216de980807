/**
 * Addresses that pages had before the console was divided into areas, and where they are now. Links to them are out in the world:
 * in denials, notes and bookmarks. A query goes along.
 */
export const movedPaths: readonly { source: string; destination: string }[] = [
  { source: '/simulator', destination: '/access/simulator' },
  { source: '/security/troubleshooter', destination: '/access/troubleshooter' },
  { source: '/events/:path*', destination: '/access/events/:path*' },
  { source: '/api-coverage', destination: '/settings/api-coverage' },
];
