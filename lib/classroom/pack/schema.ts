import { z } from 'zod';
import { MOST_BYTES, MOST_FILES } from '../../scenario';
import { Given } from '../schema';
import { fileNameProblem } from './file-names';

/** The files' texts by path. Contents may have problems, but their size is limited. */
const Files = z
  .record(z.string(), z.string('A file must be text.'), 'Files must be texts by path.')
  .superRefine((files, issues) => {
    const refuse = (message: string) => issues.addIssue({ code: 'custom', message });
    const entries = Object.entries(files);
    if (entries.length > MOST_FILES) return refuse(`A pack can have up to ${MOST_FILES} files.`);
    for (const [name] of entries) {
      const problem = fileNameProblem(name);
      if (problem !== undefined) return refuse(problem);
    }
    const bytes = entries.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
    if (bytes > MOST_BYTES) refuse(`A pack can have up to ${MOST_BYTES.toLocaleString('en')} bytes.`);
  });

export const DraftInput = z.strictObject({ draft: Given });
export const AddDraftInput = z.strictObject({ files: Files });
export const SaveDraftInput = z.strictObject({
  draft: Given,
  files: Files,
  /** The digest of the files that were edited. A save fails if the draft has others by now. */
  base: Given.optional(),
});
/** A scenario by its id, and optionally its version. */
export const ScenarioInput = z.strictObject({ scenario: Given, version: Given.optional() });
const Zip = z.instanceof(Uint8Array, { error: 'Choose a zip file.' });
export const UploadPackInput = z.strictObject({ zip: Zip });
export const ReplaceDraftInput = z.strictObject({ draft: Given, zip: Zip });
export const OfferScenarioInput = z.strictObject({ scenario: Given, version: Given, offered: z.boolean() });
