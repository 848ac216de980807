import { defineModule } from '../core/module/module';
import { classroomHooks } from './hooks';

/** Classes, their members and their work. */
export const classroom = defineModule({
  name: 'classroom',
  hooks: classroomHooks,
  jobs: () => import('./jobs'),
  load: () => import('./parts'),
});
