import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

test('a packaged Gatehouse resolves its settings and folders from the current folder', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-packaged-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [root, called] = [join(folder, 'package'), join(folder, 'called')];
  for (const path of [root, called]) mkdirSync(path);
  writeFileSync(join(root, 'built.json'), '{}');
  writeFileSync(join(called, '.env'), 'EVENT_ARCHIVE=archive\n');
  const program = `
    import { enterProject } from ${JSON.stringify(join(import.meta.dirname, 'packaged.mjs'))};
    enterProject(${JSON.stringify(root)});
    const { DATA_DIR, DATABASE_URL, EVENT_ARCHIVE } = process.env;
    console.log(JSON.stringify({ cwd: process.cwd(), DATA_DIR, DATABASE_URL, EVENT_ARCHIVE }));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: called,
    env: { PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv,
  });
  expect(JSON.parse(said.toString())).toEqual({
    cwd: root,
    DATA_DIR: join(called, 'data'),
    DATABASE_URL: `file:${join(called, 'data/gatehouse.db')}`,
    EVENT_ARCHIVE: join(called, 'archive'),
  });
});
