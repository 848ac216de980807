import { z } from 'zod';
import { MOST_BYTES, MOST_FILES } from '../../scenario';
import { Given } from '../schema';
import { fileNameProblem } from './file-names';

/** Texts by their path in the pack. What they say may have faults; how much it is may not. */
const Files = z.record(z.string(), z.string('A file is text.'), 'Files are texts by their path.').superRefine((files, issues) => {
  const refuse = (message: string) => issues.addIssue({ code: 'custom', message });
  const entries = Object.entries(files);
  if (entries.length > MOST_FILES) return refuse(`A pack has at most ${MOST_FILES} files.`);
  for (const [name] of entries) {
    const problem = fileNameProblem(name);
    if (problem !== undefined) return refuse(problem);
  }
  const bytes = entries.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES) refuse(`A pack has at most ${MOST_BYTES.toLocaleString('en')} bytes.`);
});

export const DraftInput = z.strictObject({ draft: Given });
export const AddDraftInput = z.strictObject({ files: Files });
export const SaveDraftInput = z.strictObject({
  draft: Given,
  files: Files,
  /** Digest of the files that were changed: where others were saved since, nothing is written over them. */
  base: Given.optional(),
});
/** A scenario by its id; where a version is named, that one. */
export const ScenarioInput = z.strictObject({ scenario: Given, version: Given.optional() });
const Zip = z.instanceof(Uint8Array, { error: 'Choose a zip.' });
export const UploadPackInput = z.strictObject({ zip: Zip });
export const ReplaceDraftInput = z.strictObject({ draft: Given, zip: Zip });
export const OfferScenarioInput = z.strictObject({ scenario: Given, version: Given, offered: z.boolean() });
