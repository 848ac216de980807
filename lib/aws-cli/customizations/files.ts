import { CommandError } from '../errors/command-error';
import { type InputValue, isInputDict } from '../input/input-value';
import { expandPath, readParamFile } from '../input/param-file';
import { readValue } from '../input/values';
import type { Customization } from './customization';

const METHODS = ['QRCodePNG', 'Base32StringSeed'] as const;

/** The secret of a new virtual MFA device goes to a file, as a picture or as text. */
export const createVirtualMfaDevice: Customization = {
  options: (table) => {
    table.set('outfile', {
      doc: 'The file in which the secret is stored.',
      argument: { option: '--outfile', target: 'outfile', action: 'value', required: true },
    });
    table.set('bootstrap-method', {
      doc: 'The form of the secret.',
      argument: { option: '--bootstrap-method', target: 'bootstrap-method', action: 'value', required: true, choices: METHODS },
    });
  },
  check: async (values, io) => {
    const path = expandPath(String(values.get('outfile')), io.env);
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : io.files.cwd;
    const stat = await io.files.stat(folder);
    if (!stat?.isFolder) throw new CommandError(252, `Unable to write to file: ${path}`, 'ParamValidation');
  },
  file: (output, values) => {
    const method = String(values.get('bootstrap-method'));
    const { VirtualMFADevice: device } = output as { VirtualMFADevice?: Record<string, unknown> };
    const content = device?.[method];
    if (!device || typeof content !== 'string') return null;
    const { QRCodePNG: _, Base32StringSeed: __, ...rest } = device;
    return { path: String(values.get('outfile')), content, output: { ...output, VirtualMFADevice: rest } };
  },
  write: () => ({
    words: [
      ['--outfile', 'mfa-secret.txt'],
      ['--bootstrap-method', 'Base32StringSeed'],
    ],
    members: [],
  }),
};

const NO_ZIP = '--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip';

/** Returns the bytes of a zip file. @throws CommandError for anything else */
function zipOf(content: InputValue): Uint8Array {
  // A zip file ends with its directory, behind which may be a comment of 64 KiB.
  const signature = [0x50, 0x4b, 0x05, 0x06];
  if (content instanceof Uint8Array) {
    for (let i = content.length - 22; i >= Math.max(0, content.length - 22 - 65_535); i--) {
      if (signature.every((byte, offset) => content[i + offset] === byte)) return content;
    }
  }
  throw new CommandError(252, NO_ZIP, 'ParamValidation');
}

/** The code of a new function is an option of its own. */
export const createFunction: Customization = {
  options: (table, service) => {
    const code = table.get('code');
    const shape = code?.shape;
    if (!code || shape === undefined) return;
    table.set('code', {
      ...code,
      argument: { ...code.argument, required: false },
      add: async (input, value, io) => {
        const read = await readValue({ service, shape, option: '--code' }, String(value), io);
        if (isInputDict(read) && read.has('ZipFile')) {
          throw new CommandError(
            252,
            "ZipFile cannot be provided as part of the --code argument.  Please use the '--zip-file' option instead to specify a zip file.",
            'ParamValidation',
          );
        }
        const old = input.get('Code');
        input.set('Code', isInputDict(old) && isInputDict(read) ? new Map([...old, ...read]) : read);
      },
    });
    table.set('zip-file', {
      doc: 'The zip file with the code, such as fileb://code.zip.',
      argument: { option: '--zip-file', target: 'zip-file', action: 'value' },
      add: async (input, value, io) => {
        const bytes = zipOf((await readParamFile('--zip-file', String(value), io)) ?? String(value));
        const old = input.get('Code');
        input.set('Code', new Map([...(isInputDict(old) ? old : []), ['ZipFile', bytes]]));
      },
    });
  },
};

export const updateFunctionCode: Customization = {
  options: (table) => {
    const option = table.get('zip-file');
    if (!option) return;
    table.set('zip-file', {
      ...option,
      add: async (input, value, io) => {
        input.set('ZipFile', zipOf((await readParamFile('--zip-file', String(value), io)) ?? String(value)));
      },
    });
  },
};
