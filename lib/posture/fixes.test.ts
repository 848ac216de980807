import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeHref } from '@/app/(console)/security/place-href';
import { paths } from '@/lib/console/paths';
import { loadCatalog } from '../catalog/load-catalog';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { ACCOUNT_CHECKS, ORGANIZATION_CHECKS } from './catalogue';
import type { Check } from './check';
import { keepPosture } from './keep';
import { ListPostureFindings } from './operations';
import type { Place } from './places';
import { type Scene, STORIES, TODAY } from './test-fixes';

const DAY_MS = 86_400_000;
const CHECKS: readonly Check[] = [...ACCOUNT_CHECKS, ...ORGANIZATION_CHECKS];

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function sceneOf(name: string): Promise<Scene> {
  const root = await world.account(name);
  const ago = (days: number) => root.with({ now: new Date(TODAY.getTime() - days * DAY_MS) });
  return { world, root: ago(0), ago };
}

/** The finding of a check, as its reader sees it so many days from today. */
async function read(reader: Actor, { id, scope }: Check, days: number) {
  const now = new Date(TODAY.getTime() + days * DAY_MS);
  const { Findings } = await reader.with({ now }).run(ListPostureFindings, { CheckId: id, Reach: scope });
  return Findings;
}

/** The actions that were called with success since an event, as policies name them. */
async function calledSince(last: number): Promise<string[]> {
  const events = await world.database.reader.event.findMany({ where: { id: { gt: last }, outcome: 'Success' } });
  return events.map(({ eventSource, eventName }) => `${eventSource.split('.', 1)[0]}:${eventName}`);
}

async function newestEvent(): Promise<number> {
  return (await world.database.reader.event.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0;
}

const CONSOLE = join(import.meta.dirname, '../../app/(console)');

/** Every page of the console, by the parts of its address: `[name]` stands for any. */
const PAGES = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('page.tsx'))
  .map((path) => dirname(path).split('/'));

/** As the page does, which gets places as JSON. */
function hrefOf(place: Place): string {
  return placeHref(JSON.parse(JSON.stringify(place)));
}

function isPage(place: Place): boolean {
  const { pathname, searchParams } = new URL(hrefOf(place), 'http://localhost');
  const parts = pathname.slice(1).split('/');
  const tab = searchParams.get('tab');
  if (tab !== null && !hasTab(parts.slice(0, 2), tab)) return false;
  // Where nothing is filled into the address, a page for any name is not the one that is meant.
  if (typeof paths[place[0]] === 'string') return existsSync(join(CONSOLE, ...parts, 'page.tsx'));
  return PAGES.some(
    (page) => page.length === parts.length && page.every((part, at) => part === parts[at] || part.startsWith('[')),
  );
}

/** Whether a page of an area has such a tab: a page opens with another one where it has not. */
function hasTab(area: readonly string[], tab: string): boolean {
  const folder = join(CONSOLE, ...area, '_components');
  return readdirSync(folder).some(
    (file) => file.endsWith('-details.tsx') && readFileSync(join(folder, file), 'utf8').includes(`id: '${tab}'`),
  );
}

describe('every check of the catalogue', () => {
  it('has a story, and no story is of another', () => {
    expect(Object.keys(STORIES).sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  it.each(CHECKS.map((check) => [check.id, check] as const))(
    '%s: appears, leads to where it is fixed, and disappears',
    async (id, check) => {
      const scene = await sceneOf(id);
      const story = STORIES[id];
      if (!story) throw new Error(`${id} has no story`);
      const { reader = scene.root, act, because, days = 0 } = await story(scene);

      const open = await read(reader, check, 0);
      expect(open.map(({ Status }) => Status)).toEqual(['ACTIVE']);
      const [{ Fix, FindingId, Evidence } = expect.fail()] = open;
      const places = [Fix.place, ...Evidence.map(({ place }) => place)].filter((place) => place !== undefined);
      for (const place of places) expect(isPage(place), hrefOf(place)).toBe(true);
      await keepPosture(world.database, [reader.accountId], TODAY);

      const last = await newestEvent();
      await act?.();
      const called = await calledSince(last);
      if (because === undefined) expect(called).toContain(Fix.needs);
      else expect([called.includes(Fix.needs), loadCatalog().action(Fix.needs)?.name]).toEqual([false, Fix.needs.split(':')[1]]);
      const over = await read(reader, check, days);
      expect(over).toMatchObject([{ FindingId, Status: 'RESOLVED' }]);
    },
  );
});
