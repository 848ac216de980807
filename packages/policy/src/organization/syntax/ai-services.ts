import { choice, entries, named, single, syntax } from '../schema';

/** The services of September 2026. A later one, for Connect Talent, has a key that is not documented here. */
const SERVICES =
  'default aidevops aiops awssupplychain biodiscovery chimesdkvoiceanalytics cloudwatch codeguruprofiler codewhisperer comprehend config connect connectamd connectdecision connecthealth::operations connecthealth::training connectoptimization contactlens datazone dms entityresolution finopsagent frauddetector glue guardduty lex polly q quicksightq rekognition scenariodiscovery securityhub securitylake textract transcribe transform translate workspaces';

/** Source: Organizations User Guide, "AI services opt-out policy syntax". */
export const AI_SERVICES_SYNTAX = syntax(
  'services',
  entries(choice(...SERVICES.split(' ')), named({ opt_out_policy: single(choice('optOut', 'optIn')) })),
);
