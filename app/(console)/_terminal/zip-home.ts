import { zipSync } from 'fflate';
import { listHome, readHome } from './home';

/** Returns the home folder as a ZIP archive. */
export async function zipHome(): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  // Below a folder, so that no file has the name of a member that all objects have.
  for (const { path } of await listHome()) files[`home/${path}`] = await readHome(path);
  return zipSync(files);
}
