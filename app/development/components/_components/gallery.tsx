'use client';

import { ThemeSwitch } from '@/components/console/shell/theme-switch';
import { classNames } from '@/components/ui/class-names';
import { PortalContainer } from '@/components/ui/portal-container';
import { controlExamples } from './control-examples';
import type { Example } from './example';
import { fieldExamples } from './field-examples';
import { formExamples } from './form-examples';
import styles from './gallery.module.css';
import { kitExamples } from './kit-examples';
import { pageExamples } from './page-examples';
import { shellExamples } from './shell-examples';
import { tableExamples } from './table-examples';
import { wordExamples } from './word-examples';

const FOLDERS: { name: string; examples: readonly Example[] }[] = [
  { name: 'ui: controls', examples: controlExamples },
  { name: 'ui: fields', examples: fieldExamples },
  { name: 'ui: words and boxes', examples: wordExamples },
  { name: 'console: form', examples: formExamples },
  { name: 'console: kit', examples: kitExamples },
  { name: 'console: page', examples: pageExamples },
  { name: 'console: shell', examples: shellExamples },
  { name: 'console: table and tree', examples: tableExamples },
];

/** Every shared component in its states, in both themes. */
export function Gallery() {
  return (
    <div className={styles.page}>
      <nav aria-label="Components" className={styles.index}>
        {FOLDERS.map(({ name, examples }) => (
          <section key={name}>
            <h2>{name}</h2>
            {examples.map(({ file }) => (
              <a key={file} href={`#${file}`}>
                {nameOf(file)}
              </a>
            ))}
          </section>
        ))}
      </nav>
      <main>
        <div className={styles.head}>
          <h1>Components</h1>
          {/* For what opens over the page. */}
          <ThemeSwitch theme="system" />
        </div>
        {FOLDERS.map(({ name, examples }) => (
          <section key={name} className={styles.folder}>
            <h2>{name}</h2>
            {examples.map((example) => (
              <FileExamples key={example.file} {...example} />
            ))}
          </section>
        ))}
      </main>
    </div>
  );
}

function FileExamples({ file, states, wide }: Example) {
  return (
    <section id={file} data-file={file} className={classNames(styles.file, wide && styles.wide)}>
      <h3>{nameOf(file)}</h3>
      {Object.entries(states).map(([state, shown]) => (
        <div key={state} className={styles.state}>
          <p>{state}</p>
          <div className={styles.sides}>
            {(['light', 'dark'] as const).map((theme) => (
              <div key={theme} data-theme={theme} className={styles.side}>
                <PortalContainer>{shown}</PortalContainer>
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
