import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import * as operations from './toy-operations';
import { Plan, Vault } from './toy-resource';

/** A service that is in no program: two resources and eight calls with the names of AWS Backup, so that the catalog knows them. */
export const toy = defineModule({
  name: 'toy',
  services: [
    {
      name: 'backup',
      fullName: 'AWS Backup',
      callsOfActions: { ViewBackupPlans: ['ListBackupPlans'] },
      errors: { style: 'json' },
      resourceTypes: { 'AWS::Backup::BackupVault': /^backup-vault:/, 'AWS::Backup::BackupPlan': /^backup-plan:/ },
      wire: {
        title: 'Backup',
        signingName: 'backup',
        endpointVariable: 'BACKUP',
        protocol: { name: 'json', version: '1.1', target: 'ToyBackup' },
        model: () => import('./toy-model'),
      },
    },
  ],
  resources: [anyKind(Vault), anyKind(Plan)],
  load: async () => ({
    operations: { backup: operations },
    consoleOperations: { ListVaultOverviews: listResourceOverviews(Vault), ListPlanOverviews: listResourceOverviews(Plan) },
  }),
});
