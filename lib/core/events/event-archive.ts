import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { storedJson } from '../text/stored-json';
import { giveWay, grouped } from '../work/bulk';
import { toCloudTrailEvent, toRecord } from './cloudtrail-record';
import { dayOf, type WholeEvent } from './event-rows';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The file operations that make files and their names survive a power cut. */
export type Disk = { open: typeof open; link: typeof link };
const DISK: Disk = { open, link };

/**
 * Writes events into files as CloudTrail delivers them: gzip of `{"Records":[…]}`, in a folder per account, Region and day. The
 * files are on the disk when it returns. Events that the files already have are skipped, so an interrupted run can start again
 * before it deletes the rows.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files" and "CloudTrail log file examples".
 * @param block names the rows of the events; the same rows must come under the same name
 * @param disk replaces the file system, for tests
 * @throws Error if the folder cannot be written
 */
export async function archiveEvents(folder: string, block: string, events: readonly WholeEvent[], disk = DISK): Promise<void> {
  const keyOf = ({ accountId, awsRegion, time }: WholeEvent) => `${accountId} ${awsRegion || 'us-east-1'} ${dayOf(time)}`;
  for (const [key, group] of grouped(events, keyOf)) {
    const [accountId = '', region = '', day = ''] = key.split(' ');
    const place = join(folder, 'AWSLogs', accountId, 'CloudTrail', region, ...day.split('-'));
    const start = `${accountId}_CloudTrail_${region}_${day.replaceAll('-', '')}T0000Z`;
    await archiveGroup({ place, start, block, disk }, group);
  }
}

type Group = { place: string; start: string; block: string; disk: Disk };

/**
 * Writes a day's events. The block's first file has those that were due at the first time, and later ones go into further files.
 */
async function archiveGroup({ place, start, block, disk }: Group, events: readonly WholeEvent[]): Promise<void> {
  let missing = events;
  for (let number = 0; missing.length > 0; ) {
    const unique = createHash('sha256').update(`${block} ${number}`).digest('hex').slice(0, 16);
    const file = join(place, `${start}_${unique}.json.gz`);
    const known = await readIds(file);
    if (known !== null) {
      // The process that made the file may have stopped before its name was on the disk, or be about to write it.
      await syncFolder(place, disk);
      missing = missing.filter(({ eventId }) => !known.has(eventId));
      number += 1;
    } else if (await writeRecords(file, missing, disk)) return;
  }
}

async function readIds(file: string): Promise<ReadonlySet<string> | null> {
  const data = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (data === null) return null;
  const { Records } = storedJson<{ Records: { eventID: string }[] }>((await promisify(gunzip)(data)).toString('utf8'));
  return new Set(Records.map(({ eventID }) => eventID));
}

/**
 * Writes a file that appears only once it is whole and on the disk. @returns false if another process made it first, which stays
 * unchanged
 */
async function writeRecords(file: string, events: readonly WholeEvent[], disk: Disk): Promise<boolean> {
  const records: string[] = [];
  for (const event of events) {
    records.push(JSON.stringify(toRecord(toCloudTrailEvent(event))));
    await giveWay();
  }
  const data = await promisify(gzip)(`{"Records":[${records.join(',')}]}`);
  const folder = dirname(file);
  await makeFolder(folder, disk);
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await writeToDisk(unfinished, data, disk);
    if (!(await giveName(unfinished, file, disk))) return false;
  } finally {
    await rm(unfinished, { force: true });
  }
  await syncFolder(folder, disk);
  return true;
}

async function makeFolder(folder: string, disk: Disk): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made), disk);
}

/** Puts a folder's entries on the disk. A new file's name is part of its folder. */
async function syncFolder(path: string, disk: Disk): Promise<void> {
  const folder = await disk.open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** The error codes of file systems without links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Links the finished file to its name, which fails if the name exists. A rename would replace another process's file. */
async function giveName(unfinished: string, file: string, disk: Disk): Promise<boolean> {
  try {
    await disk.link(unfinished, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    await rename(unfinished, file);
  }
  return true;
}

async function writeToDisk(path: string, data: Buffer, disk: Disk): Promise<void> {
  const file = await disk.open(path, 'w', FILE_MODE);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}
