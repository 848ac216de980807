'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { plural } from '@/lib/core/text/plural';
import { type Paper, tilesOf } from './paper';

export type PrintChoice = { paper: Paper; several: boolean };

type PrintDialogProps = {
  drawing: { width: number; height: number };
  initial: PrintChoice;
  onPrint: (choice: PrintChoice) => void;
  onClose: () => void;
};

/** Renders the choice of paper, with the number of sheets that the drawing takes. */
export function PrintDialog({ drawing, initial, onPrint, onClose }: PrintDialogProps) {
  const [choice, setChoice] = useState(initial);
  const sheets = tilesOf(drawing, choice.paper, true).length;
  return (
    <FormDialog
      title="Print the diagram"
      description="The browser asks for the printer, or saves a PDF. Everything that is expanded now is printed."
      submitLabel="Print"
      onSubmit={() => onPrint(choice)}
      onClose={onClose}
    >
      <RadioGroup
        label="Paper"
        value={choice.paper}
        onValueChange={(paper) => setChoice({ ...choice, paper })}
        options={[
          { value: 'a4', label: 'A4 landscape' },
          { value: 'a3', label: 'A3 landscape' },
        ]}
      />
      <RadioGroup
        label="Size"
        value={choice.several ? 'several' : 'one'}
        onValueChange={(size) => setChoice({ ...choice, several: size === 'several' })}
        options={[
          { value: 'one', label: 'One sheet', description: 'The drawing is made to fit.' },
          {
            value: 'several',
            label: sheets === 1 ? 'Readable size' : 'Several sheets at readable size',
            description: `The drawing takes ${plural(sheets, 'sheet')}.`,
          },
        ]}
      />
    </FormDialog>
  );
}
