import { zipSync } from 'fflate';
import { listHome, readHome } from './home';

/** Returns the home folder as a ZIP archive. */
export async function zipHome(): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const { path } of await listHome()) files[path] = await readHome(path);
  return zipSync(files);
}
