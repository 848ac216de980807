import type { ImportAnswer } from '@/lib/billing/usage/import-operations';
import type { ConsoleResult, Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { appendUsageImport, beginUsageImport, finishUsageImport } from '../actions';

/** A completely uploaded report, which can be imported, also again without unreadable lines. */
export type UploadedReport = { BatchId: string; Parts: number };

/**
 * Uploads a report in parts.
 * @param onProgress gets the uploaded share in thousandths
 */
export async function uploadReport(file: File, onProgress: (perMille: number) => void): Promise<ConsoleResult<UploadedReport>> {
  const begun = await callAction(beginUsageImport, { Name: file.name.slice(0, 128) });
  if (!begun.ok) return begun;
  const { BatchId, MostPartCharacters } = begun.data;
  // Three bytes become four characters.
  const bytes = Math.floor(MostPartCharacters / 4) * 3;
  let Parts = 0;
  for (let at = 0; at < file.size; at += bytes) {
    const Data = toBase64(new Uint8Array(await file.slice(at, at + bytes).arrayBuffer()));
    const added = await callAction(appendUsageImport, { BatchId, Part: Parts, Data });
    if (!added.ok) return added;
    Parts++;
    onProgress(Math.min(1000, Math.round((1000 * (at + bytes)) / file.size)));
  }
  return { ok: true, data: { BatchId, Parts } };
}

/** Imports an uploaded report: all or nothing, or with `leaveOut` all readable lines. */
export function finishReport(report: UploadedReport, leaveOut: boolean): Promise<ConsoleResult<Json<ImportAnswer>>> {
  return callAction(finishUsageImport, { ...report, LeaveOut: leaveOut });
}

const CHARACTERS_AT_ONCE = 8192;

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHARACTERS_AT_ONCE)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHARACTERS_AT_ONCE)));
  return btoa(parts.join(''));
}
