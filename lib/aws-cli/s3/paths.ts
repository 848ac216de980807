/** Normalizes a path: without `.`, `..` and repeated slashes. */
export function normalPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return isAbsolute ? `/${parts.join('/')}` : parts.join('/') || '.';
}

/** Returns a path from the root, without a slash at its end. */
export const absolutePath = (path: string, cwd: string): string => normalPath(path.startsWith('/') ? path : `${cwd}/${path}`);

/** Joins a folder and a path as Python does: an absolute path stands alone. */
export function joinPath(folder: string, path: string): string {
  if (path.startsWith('/')) return path;
  return folder === '' || folder.endsWith('/') ? folder + path : `${folder}/${path}`;
}

/** Returns an absolute path as the AWS CLI prints it: from the current folder, as in `./a.txt` and `../a.txt`. */
export function relativePath(path: string, cwd: string): string {
  const slash = path.lastIndexOf('/');
  const folder = normalPath(path.slice(0, slash + 1))
    .split('/')
    .filter(Boolean);
  const from = normalPath(cwd).split('/').filter(Boolean);
  let common = 0;
  while (common < folder.length && common < from.length && folder[common] === from[common]) common++;
  const steps = [...from.slice(common).map(() => '..'), ...folder.slice(common)];
  return `${steps.join('/') || '.'}/${path.slice(slash + 1)}`;
}

/** Splits `bucket/key`, with or without `s3://`. Access points have a slash in their ARN. */
export function bucketAndKey(path: string): { bucket: string; key: string } {
  const rest = path.startsWith('s3://') ? path.slice(5) : path;
  const accessPoint = /^(arn:aws[^:]*:s3:[a-z0-9-]+:[0-9]{12}:accesspoint[:/][^/]+)\/?(.*)$/s.exec(rest);
  if (accessPoint) return { bucket: accessPoint[1] ?? '', key: accessPoint[2] ?? '' };
  const slash = rest.indexOf('/');
  return slash < 0 ? { bucket: rest, key: '' } : { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) };
}

export const isS3 = (path: string): boolean => path.startsWith('s3://');

/** One side of a transfer. The path of S3 is `bucket/key`, a local one is absolute; folders and prefixes end with a slash. */
export type Place = { type: 's3' | 'local'; path: string };

/** The two sides of a transfer. */
export type Route = {
  source: Place;
  target: Place;
  /** True for all files below a folder or prefix. */
  recursive: boolean;
  /** True if the target keeps the source's name. */
  keepsName: boolean;
};

/** Returns where a file goes, and its path below the source, by which `sync` compares both sides. */
export function destinationOf(route: Route, path: string): { target: string; compareKey: string } {
  const compareKey = route.recursive ? path.slice(route.source.path.length) : path.slice(path.lastIndexOf('/') + 1);
  return { target: route.keepsName ? route.target.path + compareKey : route.target.path, compareKey };
}
