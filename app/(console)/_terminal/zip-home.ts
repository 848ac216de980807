import { zipFiles } from '@/lib/shell/text/zip';
import { listHome, readHome } from './home';

/** The time after which the page gets to draw and to take keys. */
const SLICE_MS = 8;

/** Returns the home folder as a ZIP archive. */
export async function zipHome(): Promise<Uint8Array> {
  const files: [name: string, content: Uint8Array][] = [];
  for (const { path } of await listHome()) files.push([`home/${path}`, await readHome(path)]);
  let since = performance.now();
  return zipFiles(files, async () => {
    if (performance.now() - since < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  });
}
